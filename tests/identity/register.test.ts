import mongoose from 'mongoose'
import { freezeClock, now, releaseClock } from '../../server/platform/clock.ts'
import { countKeptMail } from '../../server/platform/mail.ts'
import { findPersonByEmail } from '../../server/identity/index.ts'
import { findAuthorityByCode, loadAuthorities, membershipsOf } from '../../server/organisations/index.ts'
import { csrfIn, startTestApp, type TestApp, until } from '../platform/app.ts'
import { aPerson, testPassword } from './identity.factory.ts'
import { linkIn, mailTo } from './mails.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ workers: true })
  await loadAuthorities()
})
afterEach(() => releaseClock())
afterAll(() => app.stop())

type Agent = ReturnType<TestApp['agent']>

let used = 0
const freshEmail = () => `new-${(used += 1)}@registering.example`

async function post(agent: Agent, page: string, fields: object = {}) {
  const { text } = await agent.get(page).expect(200)
  return agent
    .post(page)
    .type('form')
    .send({ _csrf: csrfIn(text), ...fields })
}

const register = (agent: Agent, fields: object) =>
  post(agent, '/register', { name: 'Ada Example', password: testPassword, terms: '1', ...fields })

const confirmSubject = /Confirm your e-mail/

describe('registering', () => {
  it('takes five pages from the form to acting for a supplier', async () => {
    const email = freshEmail()
    const agent = app.agent()
    const sent = await register(agent, { email })
    expect(sent.headers['location']).toBe('/register/check-your-email')
    expect((await agent.get('/register/check-your-email')).text).toContain('Check your e-mail')
    expect((await agent.get('/account')).status).toBe(303)

    const verified = await post(agent, linkIn(await mailTo(email, confirmSubject)), {
      password: testPassword,
    })
    expect(verified.headers['location']).toBe('/organisation?done=confirmed')
    const landed = (await agent.get('/organisation?done=confirmed')).text
    expect(landed).toContain('Your e-mail address is confirmed')
    expect(landed).toContain('Register a supplier')
    const firm = { name: 'Five Pages Ltd', hasCompanyNumber: 'no' }
    expect((await post(agent, '/organisation/new', firm)).status).toBe(303)
    const person = await findPersonByEmail(email)
    const [membership] = await membershipsOf(person?.id ?? '')
    expect(membership).toMatchObject({
      role: 'admin',
      organisation: { name: 'Five Pages Ltd', status: 'pending' },
    })
  })

  it('says everything that is wrong at once', async () => {
    const { status, text } = await register(app.agent(), { email: 'nobody', password: 'short' })
    expect(status).toBe(422)
    for (const href of ['#email', '#password']) expect(text).toContain(`href="${href}"`)
    expect(text).toContain('Password must be 10 characters or more')
  })

  it('makes a member of the council whose domain the address has, and of none before the link is opened', async () => {
    const council = await findAuthorityByCode('BBD')
    const email = `officer@${council?.authority?.domain}`
    const agent = app.agent()
    await register(agent, { email })
    const mail = await mailTo(email, confirmSubject)
    const person = await findPersonByEmail(email)
    expect(person).toMatchObject({ isEmailVerified: false })
    expect(await membershipsOf(person?.id ?? '')).toEqual([])
    await post(agent, linkIn(mail), { password: testPassword })
    expect(await membershipsOf(person?.id ?? '')).toMatchObject([
      { role: 'member', organisationId: council?.id },
    ])
  })

  it('answers the same for an address that has an account, and tells only its owner', async () => {
    const { email } = await aPerson()
    const known = await register(app.agent(), {
      email,
      name: 'An Impostor',
      password: 'quite another password',
    })
    const unknown = await register(app.agent(), { email: freshEmail() })
    expect([known.status, known.headers['location']]).toEqual([unknown.status, unknown.headers['location']])
    const mail = await mailTo(email, /have an account already/)
    expect(mail.text).not.toContain('Impostor')
    expect(mail.text).not.toMatch(/https?:/)
    expect((await findPersonByEmail(email))?.name).not.toBe('An Impostor')
  })

  it('lets nobody sign in before the link is opened, and tells them nothing else', async () => {
    const email = freshEmail()
    await register(app.agent(), { email })
    const tried = await post(app.agent(), '/sign-in', { email, password: testPassword })
    expect(tried.status).toBe(422)
    expect(tried.text).toContain('The e-mail address or the password is not right')
  })

  it('gives the account to whoever has both the mail and the password, not to who registered first', async () => {
    const email = freshEmail()
    await register(app.agent(), { email, password: 'chosen by an attacker' })
    const first = linkIn(await mailTo(email, confirmSubject))
    await register(app.agent(), { email, password: 'chosen by the owner' })
    await until(async () => (await countKeptMail({ to: email })) === 2)
    const second = linkIn(await mailTo(email, confirmSubject))
    expect(second).not.toBe(first)
    expect((await app.agent().get(first)).status).toBe(404)
    expect((await post(app.agent(), second, { password: 'chosen by an attacker' })).status).toBe(422)
    expect((await post(app.agent(), second, { password: 'chosen by the owner' })).status).toBe(303)
  })

  it('goes on to where the person was going', async () => {
    const email = freshEmail()
    const agent = app.agent()
    await register(agent, { email, returnTo: '/invitations/abc' })
    const done = await post(agent, linkIn(await mailTo(email, confirmSubject)), { password: testPassword })
    expect(done.headers['location']).toBe('/invitations/abc')
  })

  it('keeps the words typed when something is wrong, but never the password', async () => {
    const agent = app.agent()
    const answer = await register(agent, { name: 'Ada & <b>Co</b>', email: 'no address', password: 'short' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Ada &amp; &lt;b&gt;Co&lt;/b&gt;')
    expect(answer.text).toContain('There is a problem')
    expect(answer.text).toContain('href="#email"')
    expect(answer.text).not.toContain('value="short"')
  })

  it.each([
    ['too-short', 'nine char'],
    ['too-long', 'x y'.repeat(70)],
    ['common', 'password123'],
    ['common, in capitals', 'Qwertyuiop'],
    ['repetitive', 'abcabcabcabc'],
    ['the service', 'I love Foothold a lot'],
    ['the address', 'my registering-one key'],
  ])('refuses a password that is %s', async (_what, password) => {
    const answer = await register(app.agent(), { email: 'registering-one@testing.example', password })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('id="password-error"')
  })

  it('takes any words and signs, and exactly 200 of them', async () => {
    for (const password of [
      '早朝の鳥は虫を捕まえるでしょう',
      'aáàâ ñ œ ß Ω ж',
      'z9'.concat('ab cd ef '.repeat(22)),
    ]) {
      const email = freshEmail()
      expect((await register(app.agent(), { email, password })).status).toBe(303)
      expect(
        (await post(app.agent(), linkIn(await mailTo(email, confirmSubject)), { password })).status,
      ).toBe(303)
    }
  })

  it('sends at most five mails in an hour to one address', async () => {
    const email = freshEmail()
    const statuses: number[] = []
    for (let count = 0; count < 6; count += 1) statuses.push((await register(app.agent(), { email })).status)
    expect(statuses).toEqual([303, 303, 303, 303, 303, 429])
  })
})

describe('the link of a mail', () => {
  it('works once, even when it is opened twice in one instant', async () => {
    const email = freshEmail()
    await register(app.agent(), { email })
    const link = linkIn(await mailTo(email, confirmSubject))
    const answers = await Promise.all(
      [1, 2, 3].map(() => post(app.agent(), link, { password: testPassword })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 404, 404])
    expect((await app.agent().get(link)).text).toContain('This link no longer works')
  })

  it('works for 24 hours', async () => {
    const email = freshEmail()
    await register(app.agent(), { email })
    const link = linkIn(await mailTo(email, confirmSubject))
    const at = now().getTime()
    freezeClock(new Date(at + 24 * 3_600_000 - 60_000))
    expect((await app.agent().get(link)).status).toBe(200)
    freezeClock(new Date(at + 24 * 3_600_000 + 1000))
    expect((await app.agent().get(link)).status).toBe(404)
  })

  it('is kept nowhere: neither in the database nor in the queue', async () => {
    const email = freshEmail()
    await register(app.agent(), { email })
    const secret =
      linkIn(await mailTo(email, confirmSubject))
        .split('/')
        .at(-1) ?? ''
    expect(secret.length).toBeGreaterThanOrEqual(40)
    const collections = (await mongoose.connection.db?.collections()) ?? []
    for (const collection of collections.filter(({ collectionName }) => collectionName !== 'demo_mailbox')) {
      expect(JSON.stringify(await collection.find().toArray())).not.toContain(secret)
    }
  })

  it('opens nothing if it was made up', async () => {
    for (const path of [
      '/verify-email/x',
      '/reset-password/..%2f',
      '/change-email/%00',
      '/verify-email/[object',
    ]) {
      expect((await app.agent().get(path)).status).toBe(404)
    }
  })
})
