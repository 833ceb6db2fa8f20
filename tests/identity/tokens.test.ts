import mongoose from 'mongoose'
import { User } from '../../server/identity/identity.model.ts'
import { addMember, createOrganisation, removeMember } from '../../server/organisations/index.ts'
import { freezeClock, now, releaseClock } from '../../server/platform/clock.ts'
import { system } from '../../shared/platform/actor.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs, tokenFor } from '../platform/sign-in.ts'
import { aPerson, testPassword } from './identity.factory.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterEach(() => releaseClock())
afterAll(() => app.stop())

const ask = (body: object, key?: string) => {
  const request = app.agent().post('/api/v1/tokens')
  return (key ? request.set('Idempotency-Key', key) : request).send(body)
}
const me = (token: string) => app.agent().get('/api/v1/me').set('Authorization', `Bearer ${token}`)
const wanted = (email: string, more: object = {}) => ({
  email,
  password: testPassword,
  name: 'a program',
  ...more,
})

describe('a token by e-mail address and password', () => {
  it('stands for the person and their organisation', async () => {
    const person = await aPerson({ organisation: 'supplier', role: 'admin' })
    const answer = await ask(wanted(person.email, { expiresInDays: 7 }))
    expect(answer.status).toBe(201)
    expect(answer.body.token).toMatch(/^fh_[0-9A-Za-z]{40}$/)
    expect(Date.parse(answer.body.expiresAt) - Date.parse(answer.body.createdAt)).toBe(7 * 86_400_000)
    const { status, body } = await me(answer.body.token)
    expect(status).toBe(200)
    expect(body).toMatchObject({ id: person.id, email: person.email, role: 'admin' })
    expect(body.organisation).toMatchObject({ id: person.organisationId, kind: 'supplier', isVerified: true })
  })

  it('is kept as a hash only', async () => {
    const token = await tokenFor(app.agent(), await aPerson())
    for (const collection of (await mongoose.connection.db?.collections()) ?? []) {
      expect(JSON.stringify(await collection.find().toArray())).not.toContain(token.slice(3))
    }
  })

  it('is refused alike for a wrong password and an unknown address', async () => {
    const { email } = await aPerson()
    const wrong = await ask({ ...wanted(email), password: 'a wrong one' })
    const unknown = await ask(wanted('nobody@testing.example'))
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    expect({ ...wrong.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' })
    expect(wrong.headers['content-type']).toContain('application/problem+json')
  })

  it('is throttled like signing in', async () => {
    const { email } = await aPerson()
    for (let count = 0; count < 10; count += 1) await ask({ ...wanted(email), password: 'a wrong one' })
    const stopped = await ask(wanted(email))
    expect(stopped.status).toBe(429)
    expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0)
  })

  it('is refused to an account that asks for more than a password', async () => {
    const person = await aPerson()
    await User.updateOne({ _id: person.id }, { $set: { isPasswordOnly: false } })
    expect((await ask(wanted(person.email))).status).toBe(403)
  })

  it('says what is wrong with each field', async () => {
    const answer = await ask({
      email: 'a@testing.example',
      password: 'x',
      name: '',
      expiresInDays: 400,
      admin: true,
    })
    expect(answer.status).toBe(422)
    const pointers = (answer.body.errors as { pointer: string }[]).map(({ pointer }) => pointer)
    expect(pointers.sort()).toEqual(['/admin', '/expiresInDays', '/name'])
    const operators = await ask({ email: { $ne: '' }, password: { $ne: '' }, name: 'x' })
    expect(operators.status).toBe(422)
  })

  it('is made once for an Idempotency-Key, and shown once', async () => {
    const person = await aPerson()
    const first = await ask(wanted(person.email), 'one-key')
    const second = await ask(wanted(person.email), 'one-key')
    expect([first.status, second.status]).toEqual([201, 409])
    const list = await app.agent().get('/api/v1/tokens').set('Authorization', `Bearer ${first.body.token}`)
    expect(list.body.items).toHaveLength(1)
    expect(JSON.stringify(list.body)).not.toContain(first.body.token)
  })

  it('needs a choice from somebody in two organisations, and takes no others', async () => {
    const person = await aPerson({ organisation: 'supplier' })
    const bySystem = { status: 'verified', isExample: true } as const
    const second = await createOrganisation(system, { kind: 'supplier', name: 'Second Ltd', bySystem })
    const foreign = await createOrganisation(system, { kind: 'supplier', name: 'Foreign Ltd', bySystem })
    const { id: userId, name, email } = person
    await addMember(system, second.id, { userId, name, email }, 'viewer')
    expect((await ask(wanted(email))).body.errors[0].pointer).toBe('/organisationId')
    expect((await ask(wanted(email, { organisationId: foreign.id }))).status).toBe(422)
    const token = await tokenFor(app.agent(), person, second.id)
    expect((await me(token)).body).toMatchObject({ role: 'viewer', organisation: { id: second.id } })

    await removeMember(system, second.id, userId)
    expect((await me(token)).status).toBe(401)
  })
})

describe('a token', () => {
  it('expires', async () => {
    const token = await tokenFor(app.agent(), await aPerson())
    freezeClock(new Date(now().getTime() + 7 * 86_400_000 - 60_000))
    expect((await me(token)).status).toBe(200)
    freezeClock(new Date(now().getTime() + 60_001))
    expect((await me(token)).status).toBe(401)
  })

  it('is revoked by its owner alone', async () => {
    const [owner, other] = [await aPerson(), await aPerson()]
    const made = await ask(wanted(owner.email))
    const foreign = await tokenFor(app.agent(), other)
    const path = `/api/v1/tokens/${made.body.id}`
    const revoke = (token: string) => app.agent().delete(path).set('Authorization', `Bearer ${token}`)
    expect((await revoke(foreign)).status).toBe(404)
    expect((await revoke(made.body.token)).status).toBe(204)
    expect((await me(made.body.token)).status).toBe(401)
  })

  it('that is wrong is refused, not taken for a visitor', async () => {
    for (const header of ['Bearer fh_wrong', 'Bearer ', 'Basic abc', 'fh_abc']) {
      expect((await app.agent().get('/api/v1/me').set('Authorization', header)).status).toBe(401)
    }
    expect((await app.agent().get('/api/v1/me')).status).toBe(401)
  })

  it('opens no page, as a session opens no API', async () => {
    const person = await aPerson()
    const token = await tokenFor(app.agent(), person)
    expect((await app.agent().get('/account').set('Authorization', `Bearer ${token}`)).status).toBe(303)
    const agent = app.agent()
    await signInAs(agent, person)
    expect((await agent.get('/api/v1/me')).status).toBe(401)
  })

  it('is made and revoked on the account page, and shown once', async () => {
    const agent = app.agent()
    await signInAs(agent, await aPerson({ organisation: 'supplier' }))
    const form = await agent.get('/account/tokens/new').expect(200)
    const send = (fields: object) =>
      agent
        .post('/account/tokens')
        .type('form')
        .send({ _csrf: csrfIn(form.text), ...fields })
    expect((await send({ name: '', expiresInDays: '12' })).status).toBe(422)
    const made = await send({ name: 'Night job', expiresInDays: '30' })
    expect(made.headers['cache-control']).toContain('no-store')
    const token = /fh_[0-9A-Za-z]{40}/.exec(made.text)?.[0] ?? ''
    expect((await me(token)).status).toBe(200)

    const account = await agent.get('/account')
    expect(account.text).toContain('Night job')
    expect(account.text).not.toContain(token)
    const address = /\/account\/tokens\/\w{24}\/revoke/.exec(account.text)?.[0] ?? ''
    await agent
      .post(address)
      .type('form')
      .send({ _csrf: csrfIn(account.text) })
      .expect(303)
    expect((await me(token)).status).toBe(401)
  })
})
