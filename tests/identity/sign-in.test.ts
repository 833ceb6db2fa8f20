import { randomUUID } from 'node:crypto'
import mongoose from 'mongoose'
import { freezeClock, now, releaseClock } from '../../server/platform/clock.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs } from '../platform/sign-in.ts'
import { aPerson, testPassword } from './identity.factory.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterEach(() => releaseClock())
afterAll(() => app.stop())

type Agent = ReturnType<TestApp['agent']>

const isSignedIn = async (agent: Agent): Promise<boolean> => (await agent.get('/account')).status === 200
const sessionOf = (agent: Agent): string =>
  agent.jar.getCookie('foothold', { path: '/', domain: '127.0.0.1', secure: false, script: false })?.value ??
  ''

async function tryToSignIn(agent: Agent, email: string, password: string) {
  const page = await agent.get('/sign-in')
  return agent
    .post('/sign-in')
    .type('form')
    .send({ _csrf: csrfIn(page.text), email, password })
}

async function postFrom(agent: Agent, page: string, address: string, fields: object = {}) {
  const { text } = await agent.get(page).expect(200)
  return agent
    .post(address)
    .type('form')
    .send({ _csrf: csrfIn(text), ...fields })
}

const later = (ms: number) => freezeClock(new Date(now().getTime() + ms))
const minute = 60_000

describe('signing in', () => {
  it('lets in by e-mail address, however written, and password', async () => {
    const { email } = await aPerson()
    const agent = app.agent()
    expect((await tryToSignIn(agent, `  ${email.toUpperCase()} `, testPassword)).status).toBe(303)
    expect(await isSignedIn(agent)).toBe(true)
  })

  it('takes the password exactly as it is', async () => {
    const password = ' Ein schöner Tag 🌻 früh '
    const { email } = await aPerson({ password })
    expect((await tryToSignIn(app.agent(), email, password.trim())).status).toBe(422)
    expect((await tryToSignIn(app.agent(), email, password.toLowerCase())).status).toBe(422)
    expect((await tryToSignIn(app.agent(), email, password)).status).toBe(303)
  })

  it('answers a wrong password and an unknown address alike, and keeps the address typed', async () => {
    const { email } = await aPerson()
    const wrong = await tryToSignIn(app.agent(), email, 'not the password')
    const unknown = await tryToSignIn(app.agent(), 'nobody@testing.example', 'not the password')
    const bare = (html: string) =>
      html
        .replaceAll(/name="_csrf" value="[^"]+"|nonce="[^"]+"|[0-9a-f-]{36}/g, '')
        .replaceAll(email, '')
        .replaceAll('nobody@testing.example', '')
    expect([wrong.status, unknown.status]).toEqual([422, 422])
    expect(wrong.text).toContain('The e-mail address or the password is not right')
    expect(wrong.text).toContain(`value="${email}"`)
    expect(wrong.text).not.toContain('not the password')
    expect(bare(wrong.text)).toBe(bare(unknown.text))
  })

  it('goes back to where the person wanted to be, but never to another site', async () => {
    const { email } = await aPerson()
    const send = async (returnTo: string) => {
      const agent = app.agent()
      const fields = { email, password: testPassword, returnTo }
      return (await postFrom(agent, '/sign-in', '/sign-in', fields)).headers['location']
    }
    expect(await send('/challenges?page=2')).toBe('/challenges?page=2')
    for (const elsewhere of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
    ]) {
      expect(await send(elsewhere)).toBe('/start')
    }
  })

  it('refuses a field too much, and values that are no text', async () => {
    const { email } = await aPerson()
    const surplus = await postFrom(app.agent(), '/sign-in', '/sign-in', {
      email,
      password: testPassword,
      role: 'admin',
    })
    expect(surplus.status).toBe(422)
    const operator = await postFrom(app.agent(), '/sign-in', '/sign-in', {
      'email[$ne]': '',
      'password[$ne]': '',
    })
    expect(operator.status).toBe(422)
  })

  it('stops guessing at one account, without telling whether it exists', async () => {
    const { email } = await aPerson()
    for (const account of [email, `${randomUUID()}@testing.example`]) {
      const agent = app.agent()
      for (let count = 0; count < 10; count += 1) {
        expect((await tryToSignIn(agent, account, 'wrong again')).status).toBe(422)
      }
      const stopped = await tryToSignIn(agent, account, testPassword)
      expect(stopped.status).toBe(429)
      expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0)
      expect(stopped.text).toContain('That was 10 tries in a short time')
    }
    expect((await tryToSignIn(app.agent(), (await aPerson()).email, testPassword)).status).toBe(303)
  })
})

describe('a session', () => {
  it('has another id after signing in than before, and the earlier one opens nothing', async () => {
    const { email } = await aPerson()
    const agent = app.agent()
    await agent.get('/sign-in')
    const planted = sessionOf(agent)
    expect(planted).not.toBe('')
    await signInAs(agent, { email })
    expect(sessionOf(agent)).not.toBe(planted)
    const thief = await app.agent().get('/account').set('Cookie', `foothold=${planted}`)
    expect(thief.status).toBe(303)
  })

  it('opens nothing after signing out, even if its record comes back', async () => {
    const agent = app.agent()
    await signInAs(agent, await aPerson())
    const cookie = `foothold=${sessionOf(agent)}`
    const sessions = mongoose.connection.collection<{ _id: string }>('sessions')
    const before = await sessions.find().toArray()
    const out = await postFrom(agent, '/account', '/sign-out')
    expect(out.status).toBe(303)
    expect(out.headers['clear-site-data']).toBe('"storage"')
    expect((await app.agent().get('/account').set('Cookie', cookie)).status).toBe(303)
    // A request that was under way while its session ended writes it back.
    for (const session of before) await sessions.replaceOne({ _id: session._id }, session, { upsert: true })
    expect((await app.agent().get('/account').set('Cookie', cookie)).status).toBe(303)
  })

  it('is over after two hours without use, to the millisecond', async () => {
    freezeClock(now())
    const agent = app.agent()
    await signInAs(agent, await aPerson())
    later(120 * minute - 1)
    expect(await isSignedIn(agent)).toBe(true)
    later(120 * minute)
    expect(await isSignedIn(agent)).toBe(false)
  })

  it('is over twelve hours after signing in, however busy', async () => {
    freezeClock(now())
    const agent = app.agent()
    await signInAs(agent, await aPerson())
    for (let hour = 1; hour < 12; hour += 1) {
      later(60 * minute)
      expect(await isSignedIn(agent)).toBe(true)
    }
    later(60 * minute - 1)
    expect(await isSignedIn(agent)).toBe(true)
    later(1)
    expect(await isSignedIn(agent)).toBe(false)
  })

  it('is listed with its device and can be ended by its owner alone', async () => {
    const person = await aPerson()
    const here = app.agent()
    const there = app.agent()
    await signInAs(here, person)
    await signInAs(
      there.set('User-Agent', 'Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0'),
      person,
    )
    const page = await here.get('/account').expect(200)
    expect(page.text).toContain('Firefox on Windows')
    const address = /\/account\/sign-ins\/\w{24}\/end/.exec(page.text)?.[0] ?? ''

    const stranger = app.agent()
    await signInAs(stranger, await aPerson())
    expect((await postFrom(stranger, '/account', address)).status).toBe(404)
    expect(await isSignedIn(there)).toBe(true)
    expect((await postFrom(here, '/account', address)).status).toBe(303)
    expect([await isSignedIn(there), await isSignedIn(here)]).toEqual([false, true])
  })

  it('can be the only one left', async () => {
    const person = await aPerson()
    const agents = [app.agent(), app.agent(), app.agent()] as const
    for (const agent of agents) await signInAs(agent, person)
    await postFrom(agents[0], '/account', '/account/sign-ins/end-others')
    expect(await Promise.all(agents.map(isSignedIn))).toEqual([true, false, false])
  })

  it('cannot be used to change anything from another site', async () => {
    const agent = app.agent()
    await signInAs(agent, await aPerson())
    const { text } = await agent.get('/account/name')
    const fields = { _csrf: csrfIn(text), name: 'Somebody Else' }
    await agent.post('/account/name').type('form').send({ name: 'Somebody Else' }).expect(403)
    await agent
      .post('/account/name')
      .set('Origin', 'https://evil.example')
      .type('form')
      .send(fields)
      .expect(403)
    await agent.post('/account/name').type('form').send(fields).expect(303)
  })
})
