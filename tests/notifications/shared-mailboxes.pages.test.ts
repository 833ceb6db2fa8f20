import { freezeClock, now, releaseClock } from '../../server/platform/clock.ts'
import { listKeptMail } from '../../server/platform/mail.ts'
import { deliver } from '../../server/notifications/notifications.deliver.service.ts'
import { Delivery } from '../../server/notifications/notifications.model.ts'
import { notificationsPolicy } from '../../server/notifications/notifications.policy.ts'
import { SharedMailbox } from '../../server/notifications/notifications.shared-mailboxes.model.ts'
import { EventRecord } from '../../server/audit/audit.model.ts'
import { tell } from '../../server/notifications/notifications.plan.service.ts'
import { causeOf } from '../../server/notifications/notifications.cause.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { actor, allowed, everybody } from '../platform/actors.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { signInAs, tokenFor } from '../platform/sign-in.ts'
import { aCause, aFirm } from './notifications.factory.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())
afterEach(releaseClock)

type Agent = ReturnType<TestApp['agent']>
const page = '/organisation/mailboxes'
let made = 0

async function press(agent: Agent, path: string, fields: object, from = path) {
  const { text } = await agent.get(from)
  return agent
    .post(path)
    .type('form')
    .send({ _csrf: csrfIn(text), ...fields })
}

async function anAdministrator() {
  const firm = await aFirm('Shared Sensors Ltd')
  const [person] = firm.people
  if (!person) throw new Error('A firm without people')
  const agent = app.agent()
  await signInAs(agent, person)
  return { firm, person, agent }
}

/** Sends what the newest event of this mailbox asks for. @returns the link in the mail */
async function linkFor(email: string): Promise<string> {
  const mailbox = await SharedMailbox.findOne({ email }).lean()
  const event = await EventRecord.findOne({ name: 'mailbox.added', 'payload.mailboxId': mailbox?._id })
    .sort({ at: -1, _id: -1 })
    .lean()
  if (!event) throw new Error('Nobody gave this mailbox')
  await tell(causeOf(event))
  await deliver(`${event._id}_${mailbox?._id}_email`)
  const [mail] = await listKeptMail({ to: email })
  return new URL(/http\S+\/mailboxes\/\S+/.exec(mail?.text ?? '')?.[0] ?? '').pathname
}

async function aGivenMailbox() {
  const administrator = await anAdministrator()
  made += 1
  const email = `shared-${made}@mailbox.example`
  await press(administrator.agent, page, { email, topics: ['organisation', 'matches'] })
  return { ...administrator, email }
}

const news = (organisationId: string) => aCause({ name: 'organisation.verified', organisationId })
const mailedTo = async (email: string) => {
  const mailbox = await SharedMailbox.findOne({ email }).lean()
  return Delivery.countDocuments({ 'recipient.id': mailbox?._id ?? '', kind: 'organisation-verified' })
}

it('is told nothing before somebody who reads it says yes, and then what was chosen', async () => {
  const { firm, agent, email } = await aGivenMailbox()
  expect((await agent.get(page)).text).toContain('Not confirmed yet')
  await tell(news(firm.id))
  expect(await mailedTo(email)).toBe(0)
  const link = await linkFor(email)
  const reader = app.agent()
  const asked = await reader.get(link).expect(200)
  expect(asked.text).toContain('Shared Sensors Ltd')
  // A scanner that opens the link has said nothing.
  expect((await SharedMailbox.findOne({ email }))?.state).toBe('waiting')
  await press(reader, link, { answer: 'yes' })
  expect((await reader.get(link)).text).toContain('This mailbox is told')
  await tell(news(firm.id))
  expect(await mailedTo(email)).toBe(1)
  expect((await agent.get(page)).text).toContain('Is told')
})

it('is stopped by one click of a mail reader, and cannot be asked again for 90 days, even when removed between', async () => {
  const { firm, agent, email } = await aGivenMailbox()
  const link = await linkFor(email)
  await press(app.agent(), link, { answer: 'yes' })
  const cause = news(firm.id)
  await tell(cause)
  const mailbox = await SharedMailbox.findOne({ email }).lean()
  await deliver(`${cause.eventId}_${mailbox?._id}_email`)
  const [mail] = await listKeptMail({ to: email })
  const stop = new URL(/<(.*)>/.exec(mail?.headers['List-Unsubscribe'] ?? '')?.[1] ?? '').pathname
  expect((await app.agent().get(stop)).text).toContain(email)
  await app.agent().post(stop).type('form').send({ 'List-Unsubscribe': 'One-Click' }).expect(200)
  await tell(news(firm.id))
  expect(await mailedTo(email)).toBe(1)
  const own = `${page}/${mailbox?._id}`
  expect((await press(agent, `${own}/ask`, {}, own)).status).toBe(409)
  await press(agent, `${own}/remove`, {}, own)
  const again = await press(agent, page, { email, topics: 'organisation' })
  expect(again.status).toBe(409)
  expect(again.text).toContain('90 days after')
})

it('says no by the same link, and a link that is old, wrong or of an earlier question opens nothing', async () => {
  const { agent, email } = await aGivenMailbox()
  const first = await linkFor(email)
  const own = `${page}/${(await SharedMailbox.findOne({ email }))?._id}`
  await press(agent, `${own}/ask`, {}, own)
  await app.agent().get(first).expect(404)
  const second = await linkFor(email)
  await app.agent().get(`${second}x`).expect(404)
  const at = now()
  freezeClock(new Date(at.getTime() + 8 * 86_400_000))
  const late = await app.agent().get(second)
  expect(late.text).toContain('too old')
  expect(late.text).not.toContain('Yes, tell this mailbox')
  releaseClock()
  const reader = app.agent()
  await press(reader, second, { answer: 'no' })
  expect((await reader.get(second)).text).toContain('Nothing is sent to this mailbox')
  expect((await agent.get(page)).text).toContain('Said no')
})

it('keeps what was typed where something is wrong, and names the field', async () => {
  const { agent } = await anAdministrator()
  const wrong = await press(agent, page, { email: 'nobody' })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('href="#email"')
  expect(wrong.text).toContain('href="#topics"')
  expect(wrong.text).toContain('value="nobody"')
  // A supplier can't choose a topic that never reaches one, nor one that there is not.
  expect((await press(agent, page, { email: 'a@b.example', topics: ['gossip'] })).status).toBe(422)
})

it('is for administrators of a confirmed organisation: others are refused, and another firm’s are not found', async () => {
  expect(allowed(notificationsPolicy.manageChannels)).toEqual(['otherCouncil', 'otherSupplier'])
  expect(notificationsPolicy.manageChannels(actor('brokerage', 'ipec', 'admin'))).toBe(true)
  expect(notificationsPolicy.manageChannels({ ...everybody.otherSupplier, kind: 'system' })).toBe(false)
  const { firm, email } = await aGivenMailbox()
  const member = app.agent()
  await signInAs(member, await aPerson({ organisation: firm.id }))
  await member.get(page).expect(403)
  const other = await anAdministrator()
  const id = (await SharedMailbox.findOne({ email }))?._id
  await other.agent.get(`${page}/${id}`).expect(404)
  const { text } = await other.agent.get(page)
  await other.agent
    .post(`${page}/${id}/remove`)
    .type('form')
    .send({ _csrf: csrfIn(text) })
    .expect(404)
})

it('is managed by programs too', async () => {
  const { person } = await anAdministrator()
  const agent = app.agent()
  const bearer = { Authorization: `Bearer ${await tokenFor(agent, person)}` }
  const where = '/api/v1/shared-mailboxes'
  const body = { email: 'Programs@Mailbox.example', topics: ['matches'] }
  const { id } = (await agent.post(where).set(bearer).send(body).expect(201)).body
  await agent.post(where).set(bearer).send(body).expect(409)
  await agent
    .put(`${where}/${id}/topics`)
    .set(bearer)
    .send({ topics: ['proposals'] })
    .expect(204)
  const { items } = (await agent.get(where).set(bearer).expect(200)).body
  expect(items).toMatchObject([
    { email: 'programs@mailbox.example', topics: ['proposals'], state: 'waiting' },
  ])
  await agent.delete(`${where}/${id}`).set(bearer).expect(204)
  expect((await agent.get(where).set(bearer)).body.items).toEqual([])
})
