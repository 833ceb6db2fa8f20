import mongoose from 'mongoose'
import { mostInLot, sendEmails } from '../../shared/notifications/notifications.jobs.ts'
import { now } from '../platform/clock.ts'
import { enqueueAll } from '../platform/queue.ts'
import { Delivery, type DeliveryRecord } from './notifications.model.ts'

const { trusted } = mongoose

/** Asks the queue to send these e-mails. @throws Error if Redis is away */
export async function askToSend(
  deliveryIds: string[],
  options: Parameters<typeof enqueueAll>[2] = {},
): Promise<void> {
  const lots = Array.from({ length: Math.ceil(deliveryIds.length / mostInLot) }, (_, lot) => ({
    deliveryIds: deliveryIds.slice(lot * mostInLot, (lot + 1) * mostInLot),
  }))
  if (lots.length > 0) await enqueueAll(sendEmails, lots, options)
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
  if (waiting.length === 0) return
  await askToSend(
    waiting.map(({ _id }) => _id),
    { isPatient: true },
  )
  await Delivery.bulkWrite(
    waiting.map(({ _id, rounds }) => {
      const askAt = new Date(at.getTime() + Math.min(longestAskAgainMs, askAgainMs * 2 ** rounds))
      return { updateOne: { filter: { _id }, update: { $set: { rounds: rounds + 1, askAt } } } }
    }),
    { ordered: false },
  )
}

/** The queue may have forgotten everything: the next sweep asks for every e-mail that is due. Each is sent once. */
export async function askForAllAgain(): Promise<void> {
  const at = now()
  const isDue = { state: 'planned' as const, waitsForDigest: false, nextAt: trusted({ $lte: at }) }
  await Delivery.updateMany({ ...isDue, askAt: trusted({ $gt: at }) }, { $set: { askAt: at } })
}
