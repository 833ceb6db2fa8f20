import mongoose from 'mongoose'
import { newId } from '../../shared/platform/ids.ts'
import { now } from '../platform/clock.ts'
import { gatherWrites } from '../platform/gather.ts'
import { logger } from '../platform/logger.ts'
import { Delivery, type DeliveryRecord } from './notifications.model.ts'

/** How long a worker that says nothing keeps e-mails to itself; while it works it says so more often. */
export const leaseMs = 10_000

const { trusted } = mongoose

/** Another worker took this e-mail over: it may not be handed over any more. */
export class LostLease extends Error {
  override name = 'LostLease'
}

/** An e-mail that was taken up, and by which lot. */
export type Claimed = DeliveryRecord & { claimId: string }

/** Takes up those of these e-mails that are due and that nobody holds. */
export async function claimAll(deliveryIds: string[]): Promise<Claimed[]> {
  const at = now()
  const isFree = [
    { state: 'planned' as const, nextAt: { $lte: at } },
    { state: 'sending' as const, handedOverAt: null, leaseUntil: { $lt: at } },
  ]
  const among = { _id: trusted({ $in: deliveryIds }) }
  const claimId = newId()
  const { modifiedCount } = await Delivery.updateMany(
    { ...among, waitsForDigest: false, ...trusted({ $or: isFree }) },
    {
      $set: { state: 'sending', leaseUntil: new Date(at.getTime() + leaseMs), handedOverAt: null, claimId },
      $inc: { tries: 1 },
    },
  )
  return modifiedCount === 0 ? [] : Delivery.find({ ...among, claimId }).lean<Claimed[]>()
}

/** What only the holder of the newest claim may change. */
const held = ({ _id, claimId }: Claimed) => ({ _id, claimId, state: 'sending' as const })

/** Says that these are still being worked on. */
export async function renew(claimed: Iterable<Claimed>): Promise<void> {
  const all = [...claimed]
  const leaseUntil = new Date(now().getTime() + leaseMs)
  await Delivery.updateMany(allHeld(all), { $set: { leaseUntil } }).catch((error: unknown) =>
    logger('notifications').warn({ err: error }, 'The hold on e-mails could not be renewed'),
  )
}

// Claims are never used twice, so no pair of another worker's fits.
const allHeld = (claimed: readonly Claimed[]) => ({
  _id: trusted({ $in: claimed.map(({ _id }) => _id) }),
  claimId: trusted({ $in: [...new Set(claimed.map(({ claimId }) => claimId))] }),
  state: 'sending' as const,
})

const handOver = gatherWrites(async (claimed: readonly Claimed[]): Promise<(Date | null)[]> => {
  const at = now()
  const { matchedCount } = await Delivery.updateMany(
    { ...allHeld(claimed), leaseUntil: trusted({ $gt: at }) },
    { $set: { handedOverAt: at } },
  )
  if (matchedCount === claimed.length) return claimed.map(() => at)
  const noted = await Delivery.find({ ...allHeld(claimed), handedOverAt: at }, { _id: 1 }).lean()
  const ids = new Set(noted.map(({ _id }) => _id))
  return claimed.map(({ _id }) => (ids.has(_id) ? at : null))
})

/** Notes that the end of the message is sent next. @throws LostLease if another worker took the e-mail over */
export async function noteHandOver(claimed: Claimed): Promise<void> {
  if (!(await handOver(claimed))) throw new LostLease('Another worker took this e-mail over')
}

/** Where a try left an e-mail. */
export type End = Partial<DeliveryRecord>

const keepEnds = gatherWrites(async (ended: readonly { claimed: Claimed; end: End }[]): Promise<void[]> => {
  await Delivery.bulkWrite(
    ended.map(({ claimed, end }) => ({
      updateOne: { filter: held(claimed), update: { $set: { reason: '', leaseUntil: null, ...end } } },
    })),
    { ordered: false },
  )
  return ended.map(() => undefined)
})

/** Keeps where a try left an e-mail, if it is still ours to say. */
export const settle = (claimed: Claimed, end: End): Promise<void> => keepEnds({ claimed, end })
