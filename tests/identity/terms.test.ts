import { EventRecord } from '../../server/audit/audit.model.ts'
import { findPersonByEmail } from '../../server/identity/index.ts'
import { termsOf } from '../../server/identity/identity.terms.service.ts'
import { currentTerms, type Terms, termsVersions, useTerms } from '../../server/identity/terms.data.ts'
import { forgetReadOnly, setReadOnly } from '../../server/platform/read-only.ts'
import { transaction } from '../../server/platform/database.ts'
import { freezeClock, releaseClock } from '../../server/platform/clock.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs, tokenFor } from '../platform/sign-in.ts'
import { aPerson, testPassword } from './identity.factory.ts'
import { linkIn, mailTo } from './mails.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ workers: true })
})
afterEach(() => {
  useTerms(undefined)
  releaseClock()
})
afterAll(() => app.stop())

const [first] = termsVersions() as [Terms]
const second: Terms = { ...first, version: '2', changes: 'You may keep <b>bees</b>.' }
const changeTerms = () => useTerms([second, first])

type Agent = ReturnType<TestApp['agent']>
async function send(agent: Agent, page: string, action: string, fields: object) {
  const { text } = await agent.get(page).expect(200)
  return agent
    .post(action)
    .type('form')
    .send({ _csrf: csrfIn(text), ...fields })
}
const versionsOf = async (userId: string) => (await termsOf(userId)).accepted.map(({ version }) => version)

describe('the terms of use', () => {
  it('can be read by everybody in every version, and the one in force is the last that has begun', async () => {
    useTerms([{ ...second, validFrom: '2099-01-01' }, first])
    expect(currentTerms()?.version).toBe('1')
    freezeClock(new Date('2098-12-31T23:59:59.999Z'))
    expect(currentTerms()?.version).toBe('1')
    freezeClock(new Date('2099-01-01T00:00:00Z'))
    expect(currentTerms()?.version).toBe('2')
    releaseClock()
    expect((await app.agent().get('/terms').expect(200)).text).toContain('Version 1, from 26 November 2026.')
    const coming = (await app.agent().get('/terms/2').expect(200)).text
    expect(coming).toContain('This version is not in force today.')
    expect(coming).toContain('&lt;b&gt;bees')
    await app.agent().get('/terms/3').expect(404)
    const { body } = await app.agent().get('/api/v1/terms').expect(200)
    expect(body).toMatchObject({ current: '1', items: [{ version: '2' }, { version: '1' }] })
  })

  it('are named by the form that registers, and noted with the moment once the address is confirmed', async () => {
    const email = 'terms@registering.example'
    const agent = app.agent()
    const { text } = await agent.get('/register').expect(200)
    expect(text).toContain('terms of use, version 1, from 26 November 2026')
    expect(text).toContain('name="terms" value="1"')
    const fields = { name: 'Ada', email, password: testPassword, terms: '1' }
    expect((await send(agent, '/register', '/register', fields)).status).toBe(303)
    const link = linkIn(await mailTo(email, /Confirm your e-mail/))
    const entered = await send(agent, link, link, { password: testPassword })
    expect(entered.headers['location']).toBe('/organisation?done=confirmed')
    const person = await findPersonByEmail(email)
    const { accepted } = await termsOf(person?.id ?? '')
    expect(accepted).toEqual([{ version: '1', at: expect.any(Date) }])
    const events = await EventRecord.find({ name: 'identity.terms-accepted' }).lean()
    expect(JSON.stringify(events)).toContain(person?.id)
    expect((await agent.get('/account').expect(200)).text).toContain('href="/terms/1"')
  })

  it('that change while somebody fills the form in are shown anew, with everything typed still there', async () => {
    const fields = {
      name: 'Ada Typed',
      email: 'changed@registering.example',
      password: testPassword,
      terms: '1',
    }
    changeTerms()
    const answer = await send(app.agent(), '/register', '/register', fields)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('The terms changed while you read them')
    expect(answer.text).toContain('value="Ada Typed"')
    expect(answer.text).toContain('name="terms" value="2"')
  })
})

describe('terms that have changed', () => {
  it('are asked about at the next sign-in, before the page that was wanted, which comes after', async () => {
    const person = await aPerson()
    const agent = app.agent()
    await signInAs(agent, person)
    changeTerms()
    await agent.get('/account').expect(200)

    const again = app.agent()
    const wanted = '/account?done=name'
    const signedIn = await send(again, '/sign-in', '/sign-in', {
      email: person.email,
      password: testPassword,
      returnTo: wanted,
    })
    const question = `/terms/accept?returnTo=${encodeURIComponent(wanted)}`
    expect(signedIn.headers['location']).toBe(question)
    expect((await again.get('/inbox')).headers['location']).toBe('/terms/accept?returnTo=%2Finbox')
    expect((await again.get('/challenges')).status).toBe(200)
    const asked = (await again.get(question).expect(200)).text
    expect(asked).toContain('The terms of use have changed')
    expect(asked).toContain('&lt;b&gt;bees')

    const old = await send(again, question, '/terms/accept', { terms: '1', returnTo: wanted })
    expect(old.status).toBe(422)
    expect(old.text).toContain('value="/account?done=name"')
    expect(await versionsOf(person.id)).toEqual(['1'])

    const accepted = await send(again, question, '/terms/accept', { terms: '2', returnTo: wanted })
    expect(accepted.headers['location']).toBe(wanted)
    expect(await versionsOf(person.id)).toEqual(['2', '1'])
    await again.get('/account').expect(200)
    await again.get('/terms/accept').expect(303)
  })

  it('lose nothing that somebody was sending', async () => {
    const person = await aPerson()
    const agent = app.agent()
    changeTerms()
    await signInAs(agent, person)
    const form = (await agent.get('/terms/accept').expect(200)).text
    await agent
      .post('/account/name')
      .type('form')
      .send({ _csrf: csrfIn(form), name: 'Typed Before' })
      .expect(303)
    expect((await findPersonByEmail(person.email))?.name).toBe('Typed Before')
  })

  it('are not asked about while nothing can be changed, nor of invented people', async () => {
    changeTerms()
    const person = await aPerson()
    useTerms(undefined)
    changeTerms()
    const invented = app.agent()
    await signInAs(invented, await aPerson({ isExample: true, hasAcceptedTerms: false }))
    await invented.get('/account').expect(200)

    useTerms([{ ...second, version: '3' }, first])
    await transaction((session) => setReadOnly(session, { reason: 'Moving', until: null }))
    forgetReadOnly()
    const agent = app.agent()
    await signInAs(agent, person)
    await agent.get('/account').expect(200)
    await transaction((session) => setReadOnly(session, null))
    forgetReadOnly()
  })
})

describe('a program', () => {
  const ask = (email: string, more: object = {}) =>
    app
      .agent()
      .post('/api/v1/tokens')
      .send({ email, password: testPassword, ...more })

  it('goes on with its token, and needs the new version for another one', async () => {
    const person = await aPerson()
    const token = await tokenFor(app.agent(), person)
    changeTerms()
    const read = () => app.agent().get('/api/v1/me/terms').set('Authorization', `Bearer ${token}`)
    expect((await read().expect(200)).body).toMatchObject({ due: '2', accepted: [{ version: '1' }] })
    const refused = await ask(person.email).expect(403)
    expect(refused.body).toMatchObject({
      code: 'forbidden',
      detail: expect.stringContaining('"acceptTerms": "2"'),
    })
    await ask(person.email, { acceptTerms: '1' }).expect(422)
    await ask(person.email, { acceptTerms: '2' }).expect(201)
    expect((await read()).body).toMatchObject({ due: null, accepted: [{ version: '2' }, { version: '1' }] })
  })

  it('gets no token on a page either before they are accepted', async () => {
    const person = await aPerson()
    const agent = app.agent()
    await signInAs(agent, person)
    const make = () => send(agent, '/account', '/account/tokens', { name: 'A program', expiresInDays: '30' })
    const { text } = await agent.get('/account').expect(200)
    changeTerms()
    const fields = { _csrf: csrfIn(text), name: 'A program', expiresInDays: '30' }
    const refused = await agent.post('/account/tokens').type('form').send(fields)
    expect([refused.status, refused.text.includes('fh_')]).toEqual([403, false])
    useTerms(undefined)
    expect((await make()).text).toContain('fh_')
  })

  it('accepts with its token, once however often it says so', async () => {
    const person = await aPerson({ hasAcceptedTerms: false })
    await ask(person.email).expect(403)
    const token = (await ask(person.email, { acceptTerms: '1' }).expect(201)).body.token as string
    const accept = (version: string) =>
      app.agent().post('/api/v1/me/terms').set('Authorization', `Bearer ${token}`).send({ version })
    await accept('1').expect(200)
    await accept('9').expect(422)
    expect(await versionsOf(person.id)).toEqual(['1'])
    await app.agent().post('/api/v1/me/terms').send({ version: '1' }).expect(401)
  })
})
