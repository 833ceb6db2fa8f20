import mongoose from 'mongoose'
import { isRhythm } from '../../shared/notifications/channels.ts'
import type { NoticeKind } from '../../shared/notifications/kind.ts'
import { quietUntil, type TellingTimes, usualTimes } from '../../shared/notifications/times.ts'
import { now } from '../platform/clock.ts'
import { Delivery, type DeliveryRecord, Preference, type PreferenceRecord } from './notifications.model.ts'

/** When each of these people wants e-mails that are not urgent. */
export async function timesOf(userIds: string[]): Promise<(userId: string) => TellingTimes> {
  const kept = await Preference.find({ _id: mongoose.trusted({ $in: userIds }) }, { times: 1 }).lean<
    PreferenceRecord[]
  >()
  const byPerson = new Map(kept.map(({ _id, times }) => [_id, times]))
  return (userId) => byPerson.get(userId) ?? usualTimes
}

/** The same for one person. */
export const timesOfPerson = async (userId: string): Promise<TellingTimes> =>
  (await timesOf([userId]))(userId)

/** Why an e-mail has not been tried yet though its time came. */
export const waitsForMorning = 'quiet hours'

/** Keeps when a person wants e-mails; what waits for quiet hours to end is looked at again by the new ones. */
export async function saveTimes(userId: string, times: TellingTimes): Promise<void> {
  const at = now()
  await Preference.updateOne({ _id: userId }, { $set: { times, updatedAt: at } }, { upsert: true })
  await Delivery.updateMany(
    { 'recipient.id': userId, state: 'planned', reason: waitsForMorning },
    { $set: { nextAt: at, askAt: at } },
  )
}

/** Sends at once what waits for a digest, of kinds that a person now wants at once. */
export async function releaseGathered(userId: string, kinds: string[]): Promise<void> {
  const at = now()
  await Delivery.updateMany(
    mongoose.trusted({
      'recipient.id': userId,
      state: 'planned' as const,
      waitsForDigest: true,
      digestId: null,
      kind: { $in: kinds },
    }),
    { $set: { waitsForDigest: false, nextAt: at, askAt: at } },
  )
}

/** What a planned e-mail does instead of going out now; null where nothing holds it. */
export type Hold =
  | Pick<DeliveryRecord, 'nextAt' | 'askAt' | 'reason'>
  | { waitsForDigest: true; reason: string }

/**
 * Whether an e-mail of a kind goes out now by what its reader wants now. Quiet hours hold everything but receipts
 * and what concerns the safety of the account; what was to go at once joins the digest if the reader wants that now.
 */
export function holdOf(
  kind: Pick<NoticeKind, 'isReceipt' | 'isSecurity'>,
  email: 'at-once' | 'daily' | 'weekly' | 'off',
  times: TellingTimes,
): Hold | null {
  if (kind.isReceipt || kind.isSecurity) return null
  if (isRhythm(email)) return { waitsForDigest: true, reason: '' }
  const until = email === 'off' ? null : quietUntil(times, now())
  return until && { nextAt: until, askAt: until, reason: waitsForMorning }
}
