import mongoose from 'mongoose'
import { webhookTurnedOff } from '../../shared/notifications/webhook.events.ts'
import { callWebhook } from '../../shared/notifications/webhook.jobs.ts'
import { system } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { logger } from '../platform/logger.ts'
import { postOutside } from '../platform/outside-call.ts'
import { enqueue, enqueueAll } from '../platform/queue.ts'
import { signedHeaders } from './notifications.webhook-signature.ts'
import {
  type CallAttempt,
  Webhook,
  WebhookCall,
  type WebhookCallRecord,
  type WebhookRecord,
} from './notifications.webhooks.model.ts'

const { trusted } = mongoose
const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** The pauses between the tries of a call: nearly a day in all. */
export const pausesMs = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 8 * hour, 8 * hour]
/** A webhook that took nothing for so long is turned off when a call to it fails for good. */
export const patienceMs = 3 * 24 * hour
/** Longer than a call can take: whoever holds one longer has ended. */
const leaseMs = 30 * second
/** How many calls one organisation gets at one time: ten slow webhooks must not take every hand. */
const atOneTime = 2
const mostAttempts = 20

/** Keeps the calls that are new, and asks the queue for those that are to be made at once. */
export async function planCalls(calls: WebhookCallRecord[]): Promise<void> {
  if (calls.length === 0) return
  const writes = calls.map(({ _id, ...call }) => ({
    updateOne: { filter: { _id }, update: { $setOnInsert: call }, upsert: true },
  }))
  await WebhookCall.bulkWrite(writes as never, { ordered: false })
  const due = calls.filter(({ state }) => state === 'planned')
  try {
    await enqueueAll(
      callWebhook,
      due.map(({ _id }) => ({ callId: _id, round: 0 })),
    )
  } catch (error) {
    logger('notifications').warn({ err: error }, 'The queue is away: webhooks are called when it is back')
  }
}

async function claim(callId: string): Promise<WebhookCallRecord | null> {
  const at = now()
  const isFree = [
    { state: 'planned' as const, nextAt: { $lte: at } },
    { state: 'sending' as const, leaseUntil: { $lt: at } },
  ]
  return WebhookCall.findOneAndUpdate(
    { _id: callId, ...trusted({ $or: isFree }) },
    { $set: { state: 'sending', leaseUntil: new Date(at.getTime() + leaseMs) }, $inc: { claim: 1 } },
    { returnDocument: 'after' },
  ).lean<WebhookCallRecord>()
}

async function settle({ _id, claim: mine }: WebhookCallRecord, end: object): Promise<void> {
  await WebhookCall.updateOne({ _id, claim: mine, state: 'sending' }, end)
}

const later = (ms: number) => {
  const nextAt = new Date(now().getTime() + ms)
  return { state: 'planned', leaseUntil: null, nextAt, askAt: nextAt }
}

/**
 * Makes a call that was planned. It may be made twice if a worker ends at it: the receiver knows that by its id
 * (Standard Webhooks asks receivers to).
 */
export async function makeCall(callId: string): Promise<void> {
  const call = await claim(callId)
  if (!call) return
  const webhook = await Webhook.findById(call.webhookId).lean<WebhookRecord>()
  if (webhook?.state !== 'active') return settle(call, { $set: { state: 'waiting', leaseUntil: null } })
  const { webhookId, organisationId } = call
  const underWay = { organisationId, state: 'sending' as const, leaseUntil: trusted({ $gte: now() }) }
  if ((await WebhookCall.countDocuments(underWay)) > atOneTime)
    return settle(call, { $set: later(5 * second) })
  const at = now()
  const answered = await postOutside({
    url: webhook.url,
    headers: signedHeaders(webhook, call),
    body: call.body,
  })
  const attempt: CallAttempt = { at, ...answered }
  const isTaken = answered.status !== null && answered.status >= 200 && answered.status < 300
  const pause = pausesMs[call.tries]
  const isOver = answered.status === 410 || pause === undefined
  const end = isTaken
    ? { state: 'sent', leaseUntil: null }
    : isOver
      ? { state: 'failed', leaseUntil: null }
      : later(pause)
  await settle(call, {
    $set: end,
    $inc: { tries: 1 },
    $push: { attempts: { $each: [attempt], $slice: -mostAttempts } },
  })
  if (isTaken) await Webhook.updateOne({ _id: webhookId }, { $set: { failingSince: null } })
  else await noteFailure(webhook, answered.status === 410, isOver)
}

async function noteFailure({ _id }: WebhookRecord, isGone: boolean, isOver: boolean): Promise<void> {
  const at = now()
  await Webhook.updateOne({ _id, failingSince: null }, { $set: { failingSince: at } })
  if (isGone) return turnOff(_id, 'gone', {})
  const isLong = { failingSince: trusted({ $lte: new Date(at.getTime() - patienceMs) }) }
  if (isOver) await turnOff(_id, 'failing', isLong)
}

async function turnOff(webhookId: string, reason: 'gone' | 'failing', only: object): Promise<void> {
  await transaction(async (session) => {
    const turned = await Webhook.findOneAndUpdate(
      { _id: webhookId, state: 'active', ...only },
      { $set: { state: 'off', offReason: reason } },
      { session },
    ).lean<WebhookRecord>()
    if (!turned) return
    const { organisationId } = turned
    await record(session, system, webhookTurnedOff, { organisationId, webhookId, reason })
  })
}

const sweepLimit = 500
const longestAskAgainMs = 10 * minute

/** Asks the queue for calls that are due, and again for what waits longer than it should. */
export async function sweepCalls(): Promise<void> {
  const at = now()
  const isDue = [
    { state: 'planned' as const, askAt: { $lte: at } },
    { state: 'sending' as const, leaseUntil: { $lt: at } },
  ]
  const due = await WebhookCall.find(trusted({ $or: isDue }), { rounds: 1 })
    .sort({ askAt: 1 })
    .limit(sweepLimit)
    .lean<Pick<WebhookCallRecord, '_id' | 'rounds'>[]>()
  for (const { _id, rounds } of due) {
    const round = rounds + 1
    await enqueue(callWebhook, { callId: _id, round })
    const askAt = new Date(at.getTime() + Math.min(longestAskAgainMs, minute * 2 ** Math.min(rounds, 10)))
    await WebhookCall.updateOne(
      { _id, state: trusted({ $in: ['planned', 'sending'] }) },
      { $set: { rounds: round, askAt } },
    )
  }
}

/** The queue may have forgotten everything: the next sweep asks for every call that is due. */
export async function askForCallsAgain(): Promise<void> {
  const at = now()
  await WebhookCall.updateMany(
    { state: 'planned', nextAt: trusted({ $lte: at }), askAt: trusted({ $gt: at }) },
    { $set: { askAt: at } },
  )
}
