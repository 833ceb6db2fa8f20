import { keptHere } from '../../shared/notifications/channels.ts'
import { EventRecord } from '../../server/audit/audit.model.ts'
import { config, useConfig } from '../../server/platform/config.ts'
import { listKeptMail } from '../../server/platform/mail.ts'
import { isUnreachable, mostSofts } from '../../server/platform/unreachable.ts'
import { causeOf } from '../../server/notifications/notifications.cause.ts'
import { deliver } from '../../server/notifications/notifications.deliver.service.ts'
import { Delivery } from '../../server/notifications/notifications.model.ts'
import { tell } from '../../server/notifications/notifications.plan.service.ts'
import { readDeliveryReport } from '../../shared/notifications/delivery-status.ts'
import { csrfIn, startTestApp, type TestApp } from '../platform/app.ts'
import { startMailServer } from '../platform/mail-server.ts'
import { signInAs } from '../platform/sign-in.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { aCause, aToldPerson } from './notifications.factory.ts'

const secret = 'only whoever reports bounced mail knows this'
let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ settings: { MAIL_BOUNCE_SECRET: secret } })
})
afterAll(() => app.stop())

const where = '/api/v1/mail/bounces'
const post = (body: string | object, type = 'message/rfc822', bearer = secret) =>
  app.agent().post(where).set('Authorization', `Bearer ${bearer}`).type(type).send(body)

/** A report as Postfix writes it. */
const aReport = (facts: {
  messageId: string
  to: string
  status: string
  action?: string
  inside?: string
}) =>
  [
    'From: MAILER-DAEMON@mail.example (Mail Delivery System)',
    'Subject: Undelivered Mail Returned to Sender',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="4F1A.1700000000/mail.example"',
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--4F1A.1700000000/mail.example',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'I am sorry to have to inform you that your message could not be delivered.',
    '',
    '--4F1A.1700000000/mail.example',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.example',
    '',
    `Final-Recipient: rfc822; ${facts.to}`,
    `Original-Recipient: rfc822;${facts.to.toUpperCase()}`,
    `Action: ${facts.action ?? 'failed'}`,
    `Status: ${facts.status}`,
    'Diagnostic-Code: smtp; 550 5.1.1 <somebody>: Recipient address',
    '    rejected: User unknown',
    '',
    '--4F1A.1700000000/mail.example',
    'Content-Type: message/rfc822',
    '',
    `Message-ID:`,
    ` <${facts.messageId}>`,
    'Subject: A notice',
    '',
    facts.inside ?? 'Text.',
    '--4F1A.1700000000/mail.example--',
    '',
  ].join('\r\n')

/** Somebody whose e-mail went out, and its message id. */
async function aMailedPerson() {
  const told = await aToldPerson()
  await deliver(told.deliveryId)
  const { messageId } = (await Delivery.findById(told.deliveryId).lean()) ?? { messageId: '' }
  return { ...told, messageId, to: told.person.email }
}

/** Another e-mail to the same person: what became of it. */
async function another(organisationId: string, userId: string): Promise<string> {
  const cause = aCause({ name: 'organisation.verified', organisationId })
  await tell(cause)
  await deliver(`${cause.eventId}_${userId}_email`)
  const found = await Delivery.findById(`${cause.eventId}_${userId}_email`).lean()
  return found?.reason || (found?.state ?? '')
}

it('stops e-mails to an address that is reported as none, once for all, and leaves the inbox', async () => {
  const { firm, person, messageId, to } = await aMailedPerson()
  const report = aReport({ messageId, to, status: '5.1.1' })
  expect((await post(report).expect(200)).body).toEqual({ isOurs: true })
  expect(await isUnreachable(to)).toBe(true)
  expect(await another(firm.id, person.id)).toBe('address not reachable')
  const agent = app.agent()
  await signInAs(agent, person)
  for (const page of ['/inbox', '/account'])
    expect((await agent.get(page)).text).toContain('Our e-mails to you come back')
})

it('is mended by a link that goes to that address alone, and that a scanner does not use up', async () => {
  const { firm, person, messageId, to } = await aMailedPerson()
  await post(aReport({ messageId, to, status: '5.1.1' }))
  const agent = app.agent()
  await signInAs(agent, person)
  const { text } = await agent.get('/account/reach')
  await agent
    .post('/account/reach')
    .type('form')
    .send({ _csrf: csrfIn(text) })
    .expect(303)
  const event = await EventRecord.findOne({ name: 'reach.asked', 'payload.userId': person.id }).lean()
  if (!event) throw new Error('Nobody asked')
  await tell(causeOf(event))
  await deliver(`${event._id}_${person.id}_email`)
  const [mail] = await listKeptMail({ to })
  const link = new URL(/http\S+\/reach\/\S+/.exec(mail?.text ?? '')?.[0] ?? '').pathname
  const reader = app.agent()
  const asked = await reader.get(link).expect(200)
  expect(await isUnreachable(to)).toBe(true)
  await reader.get(`${link}x`).expect(404)
  await reader
    .post(link)
    .type('form')
    .send({ _csrf: csrfIn(asked.text) })
    .expect(200)
  expect(await isUnreachable(to)).toBe(false)
  expect(await another(firm.id, person.id)).toBe(keptHere)
  expect((await agent.get('/account')).text).not.toContain('come back')
})

it.each([
  { what: 'a mail that we did not send', facts: { messageId: 'made-up@localhost' } },
  { what: 'an address that the mail did not go to', facts: { to: 'victim@council.example' } },
  { what: 'a delay', facts: { action: 'delayed', status: '4.4.1' } },
  { what: 'a policy that refuses us', facts: { status: '5.7.1' } },
])('counts nothing as hard that is about $what', async ({ facts }) => {
  const { messageId, to } = await aMailedPerson()
  await post(aReport({ messageId, to, status: '5.1.1', ...facts })).expect(200)
  expect(await isUnreachable(to)).toBe(false)
  expect(await isUnreachable('victim@council.example')).toBe(false)
})

it('is not misled by what stands in the returned mail', () => {
  const inside = [
    '--4F1A',
    'Content-Type: message/delivery-status',
    '',
    'Final-Recipient: rfc822; victim@council.example',
    'Action: failed',
    'Status: 5.1.1',
    '',
  ].join('\r\n')
  const read = readDeliveryReport(aReport({ messageId: 'a@b', to: 'c@d.example', status: '5.2.1', inside }))
  expect(read).toEqual({
    messageId: 'a@b',
    recipients: [{ addresses: ['c@d.example', 'c@d.example'], action: 'failed', status: '5.2.1' }],
  })
  expect(readDeliveryReport('Subject: Out of office\r\n\r\nBack on Monday.')).toBeNull()
})

it('counts the fifth soft bounce within a month as a hard one, each report once', async () => {
  const { firm, person, messageId, to } = await aMailedPerson()
  const soft = (id: string) => post(aReport({ messageId: id, to, status: '4.4.7' })).expect(200)
  for (let time = 0; time < mostSofts; time += 1) await soft(messageId)
  expect(await isUnreachable(to)).toBe(false)
  for (let time = 1; time < mostSofts; time += 1) {
    const cause = aCause({ name: 'organisation.verified', organisationId: firm.id })
    await tell(cause)
    await deliver(`${cause.eventId}_${person.id}_email`)
    await soft((await Delivery.findById(`${cause.eventId}_${person.id}_email`))?.messageId ?? '')
  }
  expect(await isUnreachable(to)).toBe(true)
})

it.each([
  ['permanent-failure', 'failed', true],
  ['temporary-failure', 'failed', false],
  ['technical-failure', 'unknown', false],
  ['delivered', 'sent', false],
])('takes %s from GOV.UK Notify', async (status, state, isGone) => {
  const { messageId, to, deliveryId } = await aMailedPerson()
  await Delivery.updateOne({ _id: deliveryId }, { $set: { state: 'unknown' } })
  const receipt = { id: 'x', reference: messageId, to, status, notification_type: 'email', sent_at: null }
  await post(receipt, 'application/json').expect(200)
  expect((await Delivery.findById(deliveryId))?.state).toBe(state)
  expect(await isUnreachable(to)).toBe(isGone)
})

it('is for whoever has the secret, where there is one', async () => {
  await post('x', 'text/plain', 'wrong').expect(401)
  await post('x', 'text/plain').expect(422)
  await post({ to: 1 }, 'application/json').expect(422)
  await post('a=b', 'application/x-www-form-urlencoded').expect(415)
  const before = config()
  useConfig({ ...before, bounceSecret: undefined })
  await post('x', 'text/plain').expect(404)
  useConfig(before)
})

it.each([
  [550, '5.1.1 User unknown', true],
  [550, 'No such user here', true],
  [550, 'Mailbox unavailable', true],
  [550, '5.7.1 Relaying denied', false],
  [554, 'Recipient address rejected: relay not allowed for unknown user', false],
  [552, '5.2.2 Mailbox full', false],
  [451, 'Mailbox unavailable', false],
])('after %i %s from the mail server an address counts as none: %s', async (code, text, isGone) => {
  const mail = await startMailServer()
  const before = config()
  useConfig({ ...before, smtpUrl: mail.url })
  mail.behave({ kind: 'refuse-recipient', code, text })
  const { person, deliveryId } = await aToldPerson()
  await deliver(deliveryId)
  expect(await isUnreachable(person.email)).toBe(isGone)
  useConfig(before)
  await mail.stop()
})

it('is counted on the desk, for the brokers who run the site', async () => {
  const { messageId, to } = await aMailedPerson()
  await post(aReport({ messageId, to, status: '5.1.1' }))
  const broker = app.agent()
  await signInAs(broker, await aPerson({ organisation: 'brokerage', role: 'admin' }))
  expect((await broker.get('/desk')).text).toMatch(/\d+ addresses are not reachable/)
})

it('does not believe a report that was made up of ids that colleagues know', async () => {
  const { person, cause, deliveryId } = await aToldPerson()
  await deliver(deliveryId)
  const host = new URL(config().publicUrl).hostname
  for (const known of [deliveryId, `${deliveryId}.x`, `${cause.eventId}_${person.id}_email.`]) {
    const { body } = await post(aReport({ messageId: `${known}@${host}`, to: person.email, status: '5.1.1' }))
    expect(body).toEqual({ isOurs: false })
  }
  expect(await isUnreachable(person.email)).toBe(false)
})

it('takes no report while changes are stopped: it is brought again', async () => {
  const { person, deliveryId } = await aToldPerson()
  await deliver(deliveryId)
  const messageId = (await Delivery.findById(deliveryId))?.messageId ?? ''
  const report = aReport({ messageId, to: person.email, status: '5.1.1' })
  const before = config()
  useConfig({ ...before, isReadOnly: true })
  const refused = await post(report)
  useConfig(before)
  expect([refused.status, await isUnreachable(person.email)]).toEqual([503, false])
  expect((await post(report)).body).toEqual({ isOurs: true })
})
