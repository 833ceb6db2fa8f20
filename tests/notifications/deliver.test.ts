import { freezeClock, now, releaseClock } from '../../server/platform/clock.ts'
import { config, useConfig } from '../../server/platform/config.ts'
import { listKeptMail } from '../../server/platform/mail.ts'
import { leaseMs } from '../../server/notifications/notifications.claim.service.ts'
import { deliver, deliverAll } from '../../server/notifications/notifications.deliver.service.ts'
import { sweepDeliveries } from '../../server/notifications/notifications.sweep.service.ts'
import { Delivery } from '../../server/notifications/notifications.model.ts'
import { savePreferences } from '../../server/notifications/notifications.preferences.service.ts'
import { until } from '../platform/app.ts'
import { startTestDatabase, stopTestDatabase } from '../platform/database.ts'
import { type MailServer, startMailServer } from '../platform/mail-server.ts'
import { aToldPerson } from './notifications.factory.ts'

let mail: MailServer

beforeAll(async () => {
  mail = await startMailServer()
  await startTestDatabase({ SMTP_URL: mail.url, PUBLIC_URL: 'https://foothold.example' })
})
afterAll(async () => {
  await stopTestDatabase()
  await mail.stop()
})
beforeEach(() => {
  mail.behave({ kind: 'accept' })
  mail.taken.length = 0
})
afterEach(releaseClock)

const stateOf = async (id: string) => (await Delivery.findById(id).lean())?.state
const later = (ms: number) => freezeClock(new Date(now().getTime() + ms))

describe('an e-mail about a notice', () => {
  it('has a text and an HTML part that say the same, and leads to absolute addresses', async () => {
    const { person, deliveryId } = await aToldPerson('Fix & Find <Ltd>')
    await deliver(deliveryId)
    const [message] = mail.taken
    expect(message?.subject).toBe('Fix & Find <Ltd> is confirmed')
    expect(message?.text).toContain('Fix & Find <Ltd> is confirmed')
    expect(message?.text).toContain('https://foothold.example/')
    expect(message?.html).toContain('Fix &amp; Find &lt;Ltd&gt; is confirmed')
    expect(message?.html).not.toContain('<Ltd>')
    expect([message?.to].flat()[0]?.text).toBe(person.email)
    expect(await stateOf(deliveryId)).toBe('sent')
  })

  it('carries a stable id, says that a machine sent it, and can be stopped by one request', async () => {
    const { deliveryId } = await aToldPerson()
    await deliver(deliveryId)
    const headers = mail.taken[0]?.headers
    expect(mail.taken[0]?.messageId).toMatch(new RegExp(`^<${deliveryId}\\.[\\w-]{22}@foothold\\.example>$`))
    expect(headers?.get('auto-submitted')).toBe('auto-generated')
    expect(headers?.get('list')).toMatchObject({
      unsubscribe: { url: expect.stringMatching(/^https:\/\/foothold\.example\/unsubscribe\/\S+$/) },
      'unsubscribe-post': { name: 'List-Unsubscribe=One-Click' },
    })
    const list = headers?.get('list') as { unsubscribe: { url: string } } | undefined
    expect(mail.taken[0]?.text).toContain(list?.unsubscribe.url)
  })

  it('cannot be given headers by what somebody typed', async () => {
    const { deliveryId } = await aToldPerson('Evil\r\nBcc: all@council.example\r\n\r\nLtd')
    await deliver(deliveryId)
    expect(mail.taken).toHaveLength(1)
    expect(mail.taken[0]?.headers.has('bcc')).toBe(false)
    expect(mail.taken[0]?.subject).toBe('Evil Bcc: all@council.example Ltd is confirmed')
  })

  it('goes out once when its job runs twice, and when five workers race', async () => {
    const { deliveryId } = await aToldPerson()
    await Promise.all([1, 2, 3, 4, 5].map(() => deliver(deliveryId)))
    await deliver(deliveryId)
    expect(mail.taken).toHaveLength(1)
  })

  it('waits while the mail server is away, and goes out when it is back', async () => {
    const { deliveryId } = await aToldPerson()
    const port = Number(new URL(mail.url).port)
    await mail.stop()
    await deliver(deliveryId)
    expect(await Delivery.findById(deliveryId).lean()).toMatchObject({ state: 'planned', tries: 1 })
    mail = await startMailServer(port)
    await deliver(deliveryId)
    expect(mail.taken).toHaveLength(0)
    later(31_000)
    await deliver(deliveryId)
    expect(mail.taken).toHaveLength(1)
    expect(await stateOf(deliveryId)).toBe('sent')
  })

  it.each([
    ['refuse-recipient', 451, 'planned'],
    ['refuse-message', 452, 'planned'],
    ['refuse-recipient', 550, 'failed'],
    ['refuse-message', 554, 'failed'],
  ] as const)('%s with %i leaves it %s', async (kind, code, state) => {
    mail.behave({ kind, code })
    const { deliveryId } = await aToldPerson()
    await deliver(deliveryId)
    expect(await Delivery.findById(deliveryId).lean()).toMatchObject({ state, reason: String(code) })
    mail.behave({ kind: 'accept' })
    later(60_000)
    await deliver(deliveryId)
    expect(mail.taken).toHaveLength(state === 'planned' ? 1 : 0)
  })

  it('is shown as unknown, and never sent again, when the server took it and hung up', async () => {
    mail.behave({ kind: 'drop-end' })
    const { deliveryId } = await aToldPerson()
    await deliver(deliveryId)
    expect(await stateOf(deliveryId)).toBe('unknown')
    mail.behave({ kind: 'accept' })
    later(leaseMs * 2)
    await sweepDeliveries()
    await deliver(deliveryId)
    expect(mail.taken).toHaveLength(0)
  })

  it('of a worker that ended while sending is unknown once its time is over', async () => {
    const { deliveryId } = await aToldPerson()
    await Delivery.updateOne(
      { _id: deliveryId },
      {
        $set: {
          state: 'sending',
          tries: 1,
          handedOverAt: now(),
          leaseUntil: new Date(now().getTime() + leaseMs),
        },
      },
    )
    await sweepDeliveries()
    expect(await stateOf(deliveryId)).toBe('sending')
    later(leaseMs + 1)
    await sweepDeliveries()
    expect(await stateOf(deliveryId)).toBe('unknown')
  })

  it('cannot be handed over by a worker whose time was over and whose place another took', async () => {
    const { deliveryId } = await aToldPerson()
    mail.behave({ kind: 'hold-recipient' })
    const before = mail.held()
    const slow = deliver(deliveryId)
    await until(() => mail.held() > before)
    later(leaseMs + 1)
    mail.behave({ kind: 'accept' })
    await deliver(deliveryId)
    expect(mail.taken).toHaveLength(1)
    mail.release()
    await slow
    expect(mail.taken).toHaveLength(1)
    expect(await stateOf(deliveryId)).toBe('sent')
  })

  it('is not sent to somebody who has turned it off in the meantime', async () => {
    const { person, deliveryId } = await aToldPerson()
    await savePreferences(person.id, { 'organisation-verified': { email: 'off', inbox: true } })
    await deliver(deliveryId)
    expect(mail.taken).toHaveLength(0)
    expect(await stateOf(deliveryId)).toBe('skipped')
  })

  it('goes out once in lots that overlap, and one that cannot holds up no other', async () => {
    const told = [await aToldPerson(), await aToldPerson(), await aToldPerson()]
    const ids = told.map(({ deliveryId }) => deliveryId)
    const [first = '', second = '', third = ''] = ids
    await Delivery.updateOne({ _id: first }, { $set: { kind: 'no-such-kind' } })
    await Promise.all([deliverAll(ids), deliverAll([third, second]), deliverAll([second, 'nobody', first])])
    expect(await Promise.all(ids.map(stateOf))).toEqual(['skipped', 'sent', 'sent'])
    expect(mail.taken).toHaveLength(2)
  })

  it('is kept, once, where there is no mail server', async () => {
    const { deliveryId, person } = await aToldPerson()
    const before = config()
    useConfig({ ...before, smtpUrl: undefined })
    await deliver(deliveryId)
    await deliver(deliveryId)
    expect(await listKeptMail({ to: person.email })).toHaveLength(1)
    useConfig(before)
  })
})
