import { readFileSync } from 'node:fs'
import { freezeClock, now, releaseClock } from '../../server/platform/clock.ts'
import { findPerson } from '../../server/identity/index.ts'
import { addMember, createOrganisation, membersOf, removeMember } from '../../server/organisations/index.ts'
import { changeNameSchema } from '../../shared/identity/identity.schema.ts'
import { system } from '../../shared/platform/actor.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs, tokenFor } from '../platform/sign-in.ts'
import { aPerson, testPassword } from './identity.factory.ts'
import { linkIn, mailTo } from './mails.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ workers: true })
})
afterEach(() => releaseClock())
afterAll(() => app.stop())

type Agent = ReturnType<TestApp['agent']>
type Somebody = Awaited<ReturnType<typeof aPerson>>

async function signedIn(person: Somebody): Promise<Agent> {
  const agent = app.agent()
  await signInAs(agent, person)
  return agent
}

async function post(agent: Agent, page: string, fields: object = {}, address = page) {
  const { text } = await agent.get(page).expect(200)
  return agent
    .post(address)
    .type('form')
    .send({ _csrf: csrfIn(text), ...fields })
}

const signInStatus = async (email: string, password: string) =>
  (await post(app.agent(), '/sign-in', { email, password })).status
const isSignedIn = async (agent: Agent) => (await agent.get('/account')).status === 200
const sessionOf = (agent: Agent) =>
  agent.jar.getCookie('foothold', { path: '/', domain: '127.0.0.1', secure: false, script: false })?.value
const newPassword = 'four more random words'

describe('a forgotten password', () => {
  const ask = (email: string) => post(app.agent(), '/forgotten-password', { email })
  const resetLink = async (email: string) => linkIn(await mailTo(email, /Choose another password/))

  it('is replaced by the link; every sign-in and token of the account ends, and its owner is told', async () => {
    const person = await aPerson()
    const agent = await signedIn(person)
    const token = await tokenFor(app.agent(), person)
    await ask(person.email)
    const done = await post(app.agent(), await resetLink(person.email), { password: newPassword })
    expect(done.headers['location']).toBe('/sign-in?done=reset')
    expect(await isSignedIn(agent)).toBe(false)
    expect((await app.agent().get('/api/v1/me').set('Authorization', `Bearer ${token}`)).status).toBe(401)
    expect(await signInStatus(person.email, testPassword)).toBe(422)
    expect(await signInStatus(person.email, newPassword)).toBe(303)
    await mailTo(person.email, /password was changed/)
  })

  it('is answered alike for an address that nobody has', async () => {
    const { email } = await aPerson()
    const [known, unknown] = [await ask(email), await ask('nobody-at-all@testing.example')]
    expect([known.status, known.headers['location']]).toEqual([303, '/forgotten-password/check-your-email'])
    expect([unknown.status, unknown.headers['location']]).toEqual([known.status, known.headers['location']])
  })

  it('has a link that works once, for an hour, the newest only', async () => {
    const { email } = await aPerson()
    await ask(email)
    const first = await resetLink(email)
    freezeClock(new Date(now().getTime() + 59 * 60_000))
    expect((await app.agent().get(first)).status).toBe(200)
    freezeClock(new Date(now().getTime() + 2 * 60_000))
    expect((await app.agent().get(first)).status).toBe(404)
    releaseClock()
    expect((await post(app.agent(), first, { password: 'password123' })).status).toBe(422)
    expect((await post(app.agent(), first, { password: newPassword })).status).toBe(303)
    expect((await app.agent().get(first)).status).toBe(404)
  })

  it('can be asked for five times in an hour', async () => {
    for (const email of [(await aPerson()).email, 'somebody-unknown@testing.example']) {
      const statuses: number[] = []
      for (let count = 0; count < 6; count += 1) statuses.push((await ask(email)).status)
      expect(statuses).toEqual([303, 303, 303, 303, 303, 429])
    }
  })
})

describe('changing the password', () => {
  it('needs the old one, ends the other sign-ins, and gives this one another id', async () => {
    const person = await aPerson()
    const [here, there] = [await signedIn(person), await signedIn(person)]
    const wrong = await post(here, '/account/password', { oldPassword: 'a wrong one', password: newPassword })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('id="oldPassword-error"')
    const before = sessionOf(here)
    const changed = await post(here, '/account/password', {
      oldPassword: testPassword,
      password: newPassword,
    })
    expect(changed.status).toBe(303)
    expect(sessionOf(here)).not.toBe(before)
    expect([await isSignedIn(here), await isSignedIn(there)]).toEqual([true, false])
    expect(await signInStatus(person.email, newPassword)).toBe(303)
    await mailTo(person.email, /password was changed/)
  })

  it('follows the rules for passwords', async () => {
    const agent = await signedIn(await aPerson())
    const common = await post(agent, '/account/password', {
      oldPassword: testPassword,
      password: 'qwertyuiop',
    })
    expect(common.status).toBe(422)
    expect(common.text).toContain('id="password-error"')
  })

  it('cannot be used to guess the old one', async () => {
    const agent = await signedIn(await aPerson())
    const statuses: number[] = []
    for (let count = 0; count < 11; count += 1) {
      const fields = { oldPassword: `guess number ${count}`, password: newPassword }
      statuses.push((await post(agent, '/account/password', fields)).status)
    }
    expect(statuses.slice(-2)).toEqual([422, 429])
  })
})

describe('changing what protects the account', () => {
  const me = (token: string) => app.agent().get('/api/v1/me').set('Authorization', `Bearer ${token}`)

  it('closes the links for another password, and revokes the API tokens, with the password', async () => {
    const person = await aPerson()
    const [agent, token] = [await signedIn(person), await tokenFor(app.agent(), person)]
    await post(app.agent(), '/forgotten-password', { email: person.email })
    const link = linkIn(await mailTo(person.email, /Choose another password/))
    expect((await agent.get('/account/password')).text).toContain('Your API tokens')
    const fields = { oldPassword: testPassword, password: newPassword }
    expect((await post(agent, '/account/password', fields)).status).toBe(303)
    expect((await app.agent().get(link)).status).toBe(404)
    expect((await me(token)).status).toBe(401)
  })

  it('does the same with the e-mail address', async () => {
    const person = await aPerson()
    const [agent, token] = [await signedIn(person), await tokenFor(app.agent(), person)]
    await post(app.agent(), '/forgotten-password', { email: person.email })
    const reset = linkIn(await mailTo(person.email, /Choose another password/))
    const email = 'moved-house@testing.example'
    await post(agent, '/account/email', { email, password: testPassword })
    await post(agent, linkIn(await mailTo(email, /new e-mail address/)))
    expect((await findPerson(person.id))?.email).toBe(email)
    expect((await app.agent().get(reset)).status).toBe(404)
    expect((await me(token)).status).toBe(401)
  })
})

describe('changing the e-mail address', () => {
  it('happens when the link sent to the new one is opened; the old one is told', async () => {
    const person = await aPerson({ organisation: 'supplier' })
    const [here, there] = [await signedIn(person), await signedIn(person)]
    const email = 'another-address@testing.example'
    expect((await post(here, '/account/email', { email, password: 'a wrong one' })).status).toBe(422)
    expect((await post(here, '/account/email', { email, password: testPassword })).status).toBe(303)
    const link = linkIn(await mailTo(email, /new e-mail address/))
    const note = await mailTo(person.email, /is to be changed/)
    expect(note.text).not.toContain(link)
    expect((await findPerson(person.id))?.email).toBe(person.email)

    const done = await post(here, link)
    expect(done.headers['location']).toBe('/account?done=email')
    expect((await findPerson(person.id))?.email).toBe(email)
    expect((await membersOf(person.organisationId ?? ''))[0]?.email).toBe(email)
    expect([await isSignedIn(here), await isSignedIn(there)]).toEqual([true, false])
    expect(await signInStatus(email, testPassword)).toBe(303)
    expect((await app.agent().get(link)).status).toBe(404)
  })

  it('answers alike when somebody has the address, and gives it to nobody else', async () => {
    const [person, owner] = [await aPerson(), await aPerson()]
    const agent = await signedIn(person)
    const asked = await post(agent, '/account/email', { email: owner.email, password: testPassword })
    expect(asked.headers['location']).toBe('/account?done=email-asked')
    await mailTo(owner.email, /have an account already/)
    expect((await findPerson(person.id))?.email).toBe(person.email)
  })
})

describe('the name', () => {
  const naughty = JSON.parse(readFileSync('tests/data/naughty-strings.base64.json', 'utf8')) as string[]

  it('changes everywhere', async () => {
    const person = await aPerson({ organisation: 'supplier' })
    const agent = await signedIn(person)
    expect((await post(agent, '/account/name', { name: '  Zoë   O’Neill\n' })).status).toBe(303)
    expect((await findPerson(person.id))?.name).toBe('Zoë O’Neill')
    expect((await membersOf(person.organisationId ?? ''))[0]?.name).toBe('Zoë O’Neill')
  })

  const strings = naughty.map((one) => Buffer.from(one, 'base64').toString('utf8'))

  it('is taken as one line of text, or refused politely, whatever people have thought of', () => {
    for (const name of strings) {
      const parsed = changeNameSchema.safeParse({ name })
      const outcome = parsed.success ? `taken: ${parsed.data.name}` : parsed.error.issues[0]?.message
      expect(outcome).toMatch(/^(taken: \P{Cc}{1,100}|Enter your name|Name must be .*)$/u)
    }
  })

  it('may be markup and operators, and breaks no page', async () => {
    const agent = await signedIn(await aPerson())
    const { text } = await agent.get('/account/name')
    const dangerous = strings.filter((one) => /[<{$]/.test(one) && one.length <= 100)
    const sample = dangerous.filter((_, place) => place % Math.ceil(dangerous.length / 20) === 0)
    expect(sample.length).toBeGreaterThan(10)
    for (const name of sample) {
      await agent
        .post('/account/name')
        .type('form')
        .send({ _csrf: csrfIn(text), name })
        .expect(303)
      const page = await agent.get('/account').expect(200)
      // Only what has no angle bracket may stand in the page as it was typed.
      expect(page.text.includes(name.trim()) && name.includes('<')).toBe(false)
    }
  })
})

describe('the organisation acted for', () => {
  const firm = (name: string) =>
    createOrganisation(system, { kind: 'supplier', name, bySystem: { status: 'verified', isExample: true } })

  it('is the first until another is chosen, under another session id; never one of others', async () => {
    const [first, second, foreign] = [
      await firm('First Ltd'),
      await firm('Second Ltd'),
      await firm('Foreign Ltd'),
    ]
    const person = await aPerson({ organisation: first })
    const { id: userId, name, email } = person
    await addMember(system, second.id, { userId, name, email }, 'viewer')
    const agent = await signedIn(person)
    expect((await agent.get('/account')).text).toContain('First Ltd')
    const before = sessionOf(agent)
    expect((await post(agent, '/account/organisation', { organisationId: second.id })).status).toBe(303)
    expect(sessionOf(agent)).not.toBe(before)
    expect((await agent.get('/organisation')).text).toContain('Second Ltd')
    expect((await post(agent, '/account/organisation', { organisationId: foreign.id })).status).toBe(404)

    await removeMember(system, second.id, userId)
    expect((await agent.get('/organisation')).text).toContain('First Ltd')
  })
})

describe('the account page', () => {
  it('is for people who are signed in', async () => {
    for (const page of [
      '/account',
      '/account/name',
      '/account/email',
      '/account/password',
      '/account/tokens/new',
    ]) {
      const answer = await app.agent().get(page)
      expect(answer.headers['location']).toBe(`/sign-in?returnTo=${encodeURIComponent(page)}`)
    }
  })
})
