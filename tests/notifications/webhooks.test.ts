import { Webhook as Verifier } from 'standardwebhooks'
import { freezeClock, now, releaseClock } from '../../server/platform/clock.ts'
import { EventRecord } from '../../server/audit/audit.model.ts'
import { causeOf } from '../../server/notifications/notifications.cause.ts'
import { tell } from '../../server/notifications/notifications.plan.service.ts'
import {
  makeCall,
  patienceMs,
  pausesMs,
  sweepCalls,
} from '../../server/notifications/notifications.webhook-calls.service.ts'
import { signatureOf } from '../../server/notifications/notifications.webhook-signature.ts'
import { callIdOf, Webhook, WebhookCall } from '../../server/notifications/notifications.webhooks.model.ts'
import {
  addWebhook,
  callAgain,
  graceMs,
  pauseWebhook,
  resumeWebhook,
  rotateSecret,
} from '../../server/notifications/notifications.webhooks.service.ts'
import { isForOrganisations } from '../../shared/notifications/kind.ts'
import { noticeKinds } from '../../shared/notifications/kinds.ts'
import { webhookEventsFor } from '../../shared/notifications/webhook.schema.ts'
import { organisationKinds } from '../../shared/platform/actor.ts'
import { startTestDatabase, stopTestDatabase } from '../platform/database.ts'
import { aCause, noticesOf } from './notifications.factory.ts'
import { aWebhook, startReceiver } from './webhooks.factory.ts'

let receiver: Awaited<ReturnType<typeof startReceiver>>
beforeAll(async () => {
  await startTestDatabase({ WEBHOOK_TARGETS: 'anywhere' })
  receiver = await startReceiver()
})
afterAll(async () => {
  await receiver.stop()
  await stopTestDatabase()
})
beforeEach(() => {
  receiver.answerWith(204)
  receiver.received.length = 0
})
afterEach(releaseClock)

const later = (ms: number) => freezeClock(new Date(now().getTime() + ms))

/** Something happened to a firm with a webhook: the call of it is planned, not made. */
async function anEvent(url = receiver.url) {
  const hooked = await aWebhook(url)
  const cause = aCause({ name: 'organisation.verified', organisationId: hooked.firm.id })
  await tell(cause)
  return { ...hooked, cause, callId: callIdOf(cause.eventId, hooked.id) }
}

const callNow = async (callId: string) => WebhookCall.findById(callId).lean()

it('signs as Standard Webhooks does', () => {
  // The example of the specification’s reference libraries.
  const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64')
  expect(signatureOf(key, 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, '{"test": 2432232314}')).toBe(
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  )
})

it('tells a receiver what happened by ids and a link alone, so that it can check who says so', async () => {
  const { firm, cause, callId, secret } = await anEvent()
  await makeCall(callId)
  const [{ headers, body } = { headers: {}, body: '' }] = receiver.received
  expect(new Verifier(secret).verify(body, headers as Record<string, string>)).toEqual({
    type: 'organisation.verified',
    timestamp: cause.at.toISOString(),
    data: { organisationId: firm.id, link: 'http://localhost:0/organisation' },
  })
  expect(headers['webhook-id']).toBe(callId)
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(await callNow(callId)).toMatchObject({ state: 'sent', attempts: [{ status: 204, fault: '' }] })
  expect(JSON.stringify(await Webhook.find().lean())).not.toContain(secret.slice(6))
})

it('is called once for an event however often that is told, and only for what was chosen', async () => {
  const { firm, cause, id } = await anEvent()
  await tell(cause)
  await tell(aCause({ name: 'organisation.refused', organisationId: firm.id }))
  expect(await WebhookCall.countDocuments({ webhookId: id })).toBe(1)
})

it('is held by one worker at a time, and taken over from one that ended', async () => {
  const { callId } = await anEvent()
  await Promise.all([makeCall(callId), makeCall(callId), makeCall(callId)])
  expect(receiver.received).toHaveLength(1)
  await WebhookCall.updateOne({ _id: callId }, { $set: { state: 'sending', leaseUntil: now() } })
  later(1000)
  await sweepCalls()
  expect((await callNow(callId))?.rounds).toBe(1)
  await makeCall(callId)
  expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([callId, callId])
})

it('tries for about a day, then is not taken; a person can have it sent again under the same id', async () => {
  const { actor, id, callId } = await anEvent()
  receiver.answerWith(500)
  await makeCall(callId)
  await makeCall(callId)
  expect(receiver.received).toHaveLength(1)
  for (const pause of pausesMs) {
    later(pause)
    await makeCall(callId)
  }
  expect(receiver.received).toHaveLength(pausesMs.length + 1)
  const failed = await callNow(callId)
  expect(failed?.state).toBe('failed')
  expect(failed?.attempts[0]).toMatchObject({ status: 500, answer: '<b>Status 500</b>' })
  expect(pausesMs.reduce((sum, ms) => sum + ms, 0) / 3_600_000).toBeCloseTo(24, 0)
  receiver.answerWith(200)
  await callAgain(actor, id, callId)
  await makeCall(callId)
  expect((await callNow(callId))?.state).toBe('sent')
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  expect((await Webhook.findById(id))?.failingSince).toBeNull()
})

/** What the administrators were told last, by the event that turned their webhook off. */
async function noticeOfEnd(webhookId: string, userId: string): Promise<string | undefined> {
  const event = await EventRecord.findOne({
    name: 'webhook.turned-off',
    'payload.webhookId': webhookId,
  }).lean()
  if (event) await tell(causeOf(event))
  return (await noticesOf(userId)).find(({ kind }) => kind === 'webhook-turned-off')?.facts['endpoint']
}

it('is turned off by 410, and its administrators are told', async () => {
  const { id, person, callId } = await anEvent()
  receiver.answerWith(410)
  await makeCall(callId)
  expect(await Webhook.findById(id)).toMatchObject({ state: 'off', offReason: 'gone' })
  expect((await callNow(callId))?.state).toBe('failed')
  expect(await noticeOfEnd(id, person.id)).toBe(new URL(receiver.url).host)
})

it('is turned off after three days in which nothing was taken, not before, and stays on after a success between', async () => {
  const { firm, id, person, callId } = await anEvent()
  receiver.answerWith(503)
  const exhaust = async (one: string) => {
    await makeCall(one)
    for (const pause of pausesMs) {
      later(pause)
      await makeCall(one)
    }
  }
  await exhaust(callId)
  expect((await Webhook.findById(id))?.state).toBe('active')
  later(patienceMs)
  const cause = aCause({ name: 'organisation.verified', organisationId: firm.id })
  await tell(cause)
  await exhaust(callIdOf(cause.eventId, id))
  expect(await Webhook.findById(id)).toMatchObject({ state: 'off', offReason: 'failing' })
  expect(await noticeOfEnd(id, person.id)).toBe(new URL(receiver.url).host)
})

it('waits while it is paused, and goes out when it is on again', async () => {
  const { firm, actor, id, callId } = await anEvent()
  await pauseWebhook(actor, id)
  await makeCall(callId)
  const cause = aCause({ name: 'organisation.verified', organisationId: firm.id })
  await tell(cause)
  const second = callIdOf(cause.eventId, id)
  expect([(await callNow(callId))?.state, (await callNow(second))?.state]).toEqual(['waiting', 'waiting'])
  expect(receiver.received).toHaveLength(0)
  await resumeWebhook(actor, id)
  await makeCall(callId)
  await makeCall(second)
  expect(receiver.received).toHaveLength(2)
})

it('signs with both secrets for a day after a rotation, then with the new one alone', async () => {
  const { firm, actor, id, secret: before } = await anEvent()
  const { secret: after } = await rotateSecret(actor, id)
  expect(after).not.toBe(before)
  const accepts = (secret: string) => {
    const { headers, body } = receiver.received.at(-1) ?? { headers: {}, body: '' }
    const [, seconds] = [headers['webhook-id'], Number(headers['webhook-timestamp'])]
    const mine = new Verifier(secret).sign(String(headers['webhook-id']), new Date(seconds * 1000), body)
    return String(headers['webhook-signature']).split(' ').includes(mine)
  }
  const send = async () => {
    const cause = aCause({ name: 'organisation.verified', organisationId: firm.id })
    await tell(cause)
    await makeCall(callIdOf(cause.eventId, id))
  }
  await send()
  expect([accepts(before), accepts(after)]).toEqual([true, true])
  later(graceMs + 1)
  await send()
  expect([accepts(before), accepts(after)]).toEqual([false, true])
})

it('lets an organisation whose addresses take long have two hands at most, however many it gives', async () => {
  const { firm, callId } = await anEvent()
  const busy = { state: 'sending', leaseUntil: new Date(now().getTime() + 30_000) }
  const rest = { organisationId: firm.id, type: 'x', body: '{}', nextAt: now(), askAt: now() }
  const slow = { ...rest, ...busy, createdAt: now() }
  await WebhookCall.create([{ _id: 'one', webhookId: 'slow', ...slow }] as never)
  await WebhookCall.create([{ _id: 'two', webhookId: 'as slow', ...slow }] as never)
  await makeCall(callId)
  expect(receiver.received).toHaveLength(0)
  expect(await callNow(callId)).toMatchObject({ state: 'planned', tries: 0 })
})

it('offers only events that every member may read of, and refuses others and addresses inside', async () => {
  const discreet = noticeKinds.filter((kind) => !isForOrganisations(kind)).map(({ event }) => event)
  const shared = new Set(noticeKinds.filter(isForOrganisations).map(({ event }) => event))
  for (const side of organisationKinds)
    for (const { name } of webhookEventsFor(side))
      expect(discreet.includes(name) && !shared.has(name)).toBe(false)
  const { actor } = await aWebhook(receiver.url)
  const wrong = { url: receiver.url, events: ['identity.password-changed'] }
  await expect(addWebhook(actor, wrong)).rejects.toThrow('Choose events')
  await expect(addWebhook(actor, { url: 'ftp://a.example', events: ['challenge.amended'] })).rejects.toThrow(
    'https',
  )
})
