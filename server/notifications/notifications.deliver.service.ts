import mongoose from 'mongoose'
import { keptHere } from '../../shared/notifications/channels.ts'
import { sendEmail } from '../../shared/notifications/notifications.jobs.ts'
import { now } from '../platform/clock.ts'
import { logger } from '../platform/logger.ts'
import { canSendMail, sendMail } from '../platform/mail.ts'
import { enqueue } from '../platform/queue.ts'
import { MailOutcomeUnknown, MailRefused } from '../platform/smtp.ts'
import { composeMail } from './notifications.mail.ts'
import { Delivery, type DeliveryRecord } from './notifications.model.ts'

/** How long a worker that says nothing keeps an e-mail to itself; while it works it says so more often. */
export const leaseMs = 10_000
const heartbeatMs = 3000
const firstPauseMs = 30_000
const longestPauseMs = 60 * 60_000
/** About two days with the pauses above. */
const mostTries = 52

const { trusted } = mongoose

class LostLease extends Error {
  override name = 'LostLease'
}

/**
 * Sends an e-mail that was planned, once: whoever claims it holds it for a while, and only the newest holder
 * may hand the message over. From the moment just before the message's end it is never tried again.
 */
export async function deliver(deliveryId: string): Promise<void> {
  const claimed = await claim(deliveryId)
  if (!claimed) return
  const heartbeat = setInterval(() => void renew(claimed), heartbeatMs)
  try {
    await settle(claimed, await trySending(claimed))
  } finally {
    clearInterval(heartbeat)
  }
}

type End = Partial<DeliveryRecord>

/** Tries once; how it ended. */
async function trySending(claimed: DeliveryRecord): Promise<End | null> {
  try {
    const composed = await composeMail(claimed)
    if ('skipped' in composed) return { state: 'skipped', reason: composed.skipped }
    if ('hold' in composed) return { state: 'planned', ...composed.hold }
    await sendMail(composed.mail, () => noteHandOver(claimed))
    return { state: 'sent', sentAt: now(), reason: canSendMail() ? '' : keptHere }
  } catch (error) {
    return endOfFailure(claimed, error)
  }
}

async function claim(deliveryId: string): Promise<DeliveryRecord | null> {
  const at = now()
  const isFree = [
    { state: 'planned' as const, nextAt: { $lte: at } },
    { state: 'sending' as const, handedOverAt: null, leaseUntil: { $lt: at } },
  ]
  return Delivery.findOneAndUpdate(
    { _id: deliveryId, waitsForDigest: false, ...trusted({ $or: isFree }) },
    {
      $set: { state: 'sending', leaseUntil: new Date(at.getTime() + leaseMs), handedOverAt: null },
      $inc: { tries: 1 },
    },
    { returnDocument: 'after' },
  ).lean<DeliveryRecord>()
}

/** What only the holder of the newest claim may change. */
const held = ({ _id, tries }: DeliveryRecord) => ({ _id, tries, state: 'sending' as const })

async function renew(claimed: DeliveryRecord): Promise<void> {
  const leaseUntil = new Date(now().getTime() + leaseMs)
  await Delivery.updateOne(held(claimed), { $set: { leaseUntil } }).catch((error: unknown) =>
    logger('notifications').warn({ err: error }, 'The hold on an e-mail could not be renewed'),
  )
}

async function noteHandOver(claimed: DeliveryRecord): Promise<void> {
  const noted = await Delivery.updateOne(
    { ...held(claimed), leaseUntil: trusted({ $gt: now() }) },
    { $set: { handedOverAt: now() } },
  )
  if (noted.matchedCount === 0) throw new LostLease('Another worker took this e-mail over')
}

async function settle(claimed: DeliveryRecord, end: End | null): Promise<void> {
  if (end) await Delivery.updateOne(held(claimed), { $set: { reason: '', leaseUntil: null, ...end } })
}

/** Where a failed try leaves an e-mail; null if it is no longer ours to say. */
function endOfFailure({ _id: deliveryId, tries }: DeliveryRecord, error: unknown): End | null {
  const log = logger('notifications')
  if (error instanceof LostLease) return null
  if (error instanceof MailOutcomeUnknown) {
    log.warn({ deliveryId }, 'The mail server did not say whether it took an e-mail')
    return { state: 'unknown', reason: 'no word from the mail server' }
  }
  const isRefusal = error instanceof MailRefused
  const reason = isRefusal ? error.reason : 'a fault of ours'
  if (isRefusal) log.warn({ deliveryId, reason, tries }, 'An e-mail was refused')
  else log.error({ err: error, deliveryId, tries }, 'An e-mail could not be written')
  if ((isRefusal && error.isPermanent) || tries >= mostTries) return { state: 'failed', reason }
  const nextAt = new Date(now().getTime() + Math.min(longestPauseMs, firstPauseMs * 2 ** (tries - 1)))
  return { state: 'planned', reason, nextAt, askAt: nextAt, handedOverAt: null }
}

const sweepLimit = 1000
const askAgainMs = 60_000
const longestAskAgainMs = 10 * 60_000

/**
 * Notes e-mails that were handed over by a worker that never came back as unknown, and asks the queue again
 * for what waits longer than it should: Redis may have been emptied, a worker killed.
 */
export async function sweepDeliveries(): Promise<void> {
  const at = now()
  const isAbandoned = { state: 'sending' as const, leaseUntil: { $lt: at } }
  await Delivery.updateMany(trusted({ ...isAbandoned, handedOverAt: { $ne: null } }), {
    $set: { state: 'unknown', reason: 'the worker ended while sending', leaseUntil: null },
  })
  const isOverdue = { state: 'planned' as const, waitsForDigest: false, askAt: { $lte: at } }
  const waiting = await Delivery.find(trusted({ $or: [isOverdue, isAbandoned] }), { rounds: 1 })
    .sort({ nextAt: 1 })
    .limit(sweepLimit)
    .lean<Pick<DeliveryRecord, '_id' | 'rounds'>[]>()
  for (const { _id, rounds } of waiting) {
    const round = rounds + 1
    await enqueue(sendEmail, { deliveryId: _id, round })
    const askAt = new Date(at.getTime() + Math.min(longestAskAgainMs, askAgainMs * 2 ** rounds))
    await Delivery.updateOne({ _id }, { $set: { rounds: round, askAt } })
  }
}

/** The queue may have forgotten everything: the next sweep asks for every e-mail that is due. Each is sent once. */
export async function askForAllAgain(): Promise<void> {
  const at = now()
  const isDue = { state: 'planned' as const, waitsForDigest: false, nextAt: trusted({ $lte: at }) }
  await Delivery.updateMany({ ...isDue, askAt: trusted({ $gt: at }) }, { $set: { askAt: at } })
}

const week = 7 * 24 * 60 * 60_000

/** E-mails of the last week that did not arrive, or may not have; for those who keep the site running. */
export async function countDeliveries(): Promise<{ failed: number; unknown: number }> {
  const createdAt = trusted({ $gte: new Date(now().getTime() - week) })
  const [failed, unknown] = await Promise.all([
    Delivery.countDocuments({ state: 'failed', createdAt }),
    Delivery.countDocuments({ state: 'unknown', createdAt }),
  ])
  return { failed, unknown }
}
