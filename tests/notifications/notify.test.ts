import { freezeClock, now, releaseClock } from '../../server/platform/clock.ts'
import { readConfig, useConfig } from '../../server/platform/config.ts'
import { canSendMail, listKeptMail, sendMail } from '../../server/platform/mail.ts'
import { isUnreachable } from '../../server/platform/unreachable.ts'
import { leaseMs } from '../../server/notifications/notifications.claim.service.ts'
import { deliver } from '../../server/notifications/notifications.deliver.service.ts'
import { Delivery } from '../../server/notifications/notifications.model.ts'
import { startTestDatabase, stopTestDatabase } from '../platform/database.ts'
import { startNotify } from '../platform/notify-server.ts'
import { aToldPerson } from './notifications.factory.ts'

let notify: Awaited<ReturnType<typeof startNotify>>
beforeAll(async () => {
  notify = await startNotify()
  const config = await startTestDatabase(notify.settings)
  useConfig({ ...config, publicUrl: 'https://foothold.example' })
})
afterAll(async () => {
  await notify.stop()
  await stopTestDatabase()
})
beforeEach(() => {
  notify.behave({ kind: 'take' })
  notify.hide(false)
  notify.taken.length = 0
})
afterEach(releaseClock)

const stateOf = async (id: string) => (await Delivery.findById(id))?.state
const later = (ms: number) => freezeClock(new Date(now().getTime() + ms))

it('has the subject and the whole text of a mail, its reference and the one click that stops it', async () => {
  const { person, deliveryId } = await aToldPerson()
  await deliver(deliveryId)
  const [mail] = notify.taken
  expect(mail).toMatchObject({
    email_address: person.email,
    template_id: notify.settings.NOTIFY_TEMPLATE_ID,
    personalisation: { subject: 'Sensible Sensors Ltd is confirmed' },
    reference: (await Delivery.findById(deliveryId))?.messageId,
  })
  expect(mail?.one_click_unsubscribe_url).toContain('https://foothold.example/unsubscribe/')
  expect(mail?.personalisation.body).toContain(mail?.one_click_unsubscribe_url)
  expect(mail?.personalisation.body).toContain('https://foothold.example/organisation')
  expect(await stateOf(deliveryId)).toBe('sent')
  expect({ can: canSendMail(), kept: await listKeptMail() }).toEqual({ can: true, kept: [] })
})

it.each([
  ['take-and-hang-up', 'sent', 1],
  ['take-and-fail', 'sent', 1],
  ['hang-up', 'unknown', 0],
] as const)('looks for the message where Notify does %s: %s', async (kind, state, count) => {
  notify.behave({ kind })
  const { deliveryId } = await aToldPerson()
  await deliver(deliveryId)
  expect({ state: await stateOf(deliveryId), count: notify.taken.length }).toEqual({ state, count })
})

it('is found, and not sent twice, by whoever tries again what Notify took and said nothing of', async () => {
  const { deliveryId } = await aToldPerson()
  notify.behave({ kind: 'take-and-hang-up' })
  const mail = { to: 'a@b.example', subject: 's', text: 't', html: '', messageId: deliveryId }
  const sending = sendMail(mail, () => {
    notify.hide(true)
    return Promise.resolve()
  })
  await expect(sending).rejects.toThrow('did not say')
  expect(notify.taken).toHaveLength(1)
  // Tried again by whoever does not know that, it is found and not sent twice.
  notify.hide(false)
  notify.behave({ kind: 'take' })
  await sendMail(mail)
  expect(notify.taken).toHaveLength(1)
})

it.each([
  [400, 'email_address is not a valid email address', 'failed', true],
  [400, 'Emails cannot be longer than 2000000 bytes.', 'failed', false],
  [400, 'Can’t send to this recipient when service is in trial mode', 'planned', false],
  [403, 'Invalid token', 'planned', false],
  [429, 'Exceeded rate limit', 'planned', false],
] as const)('after %i, %s, it is %s', async (status, message, state, isGone) => {
  notify.behave({ kind: 'refuse', status, message })
  const { person, deliveryId } = await aToldPerson()
  await deliver(deliveryId)
  expect(await Delivery.findById(deliveryId)).toMatchObject({ state, reason: `Notify ${status}` })
  expect(await isUnreachable(person.email)).toBe(isGone)
  notify.behave({ kind: 'take' })
  later(31_000)
  await deliver(deliveryId)
  expect(notify.taken).toHaveLength(state === 'planned' ? 1 : 0)
})

it('waits where Notify cannot be reached, without being handed over', async () => {
  notify.hide(true)
  const { deliveryId } = await aToldPerson()
  await deliver(deliveryId)
  expect(await Delivery.findById(deliveryId)).toMatchObject({ state: 'planned', handedOverAt: null })
  notify.hide(false)
  later(leaseMs + 31_000)
  await deliver(deliveryId)
  expect(notify.taken).toHaveLength(1)
})

it.each([
  [{ NOTIFY_TEMPLATE_ID: undefined }, 'a key and a template'],
  [{ NOTIFY_API_KEY: 'key' }, 'not a key'],
  [{ SMTP_URL: 'smtp://mail.example' }, 'set one'],
  [{ MAIL_BOUNCE_SECRET: 'short' }, '32 characters'],
])('is not set up by %j', (wrong, why) => {
  const settings = { SESSION_SECRET: 'x'.repeat(32), ...notify.settings, ...wrong }
  expect(() => readConfig(settings)).toThrow(why)
})
