import mongoose from 'mongoose'
import { type NoticeKind, reachesMuted } from '../../shared/notifications/kind.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { findChallenges, getVisibleChallenge } from '../challenges/index.ts'
import { organisationIdsOf } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { allow } from '../platform/errors.ts'
import { suppliersProposing } from '../proposals/index.ts'
import { notificationsPolicy } from './notifications.policy.ts'

interface MuteRecord {
  /** Made of both, so that muting twice is once. */
  _id: string
  challengeId: string
  userId: string
  since: Date
}

const schema = new mongoose.Schema<MuteRecord>(
  {
    _id: String,
    challengeId: { type: String, required: true },
    userId: { type: String, required: true },
    since: { type: Date, required: true },
  },
  { collection: 'challenge_mutes', versionKey: false },
)
schema.index({ challengeId: 1 })
schema.index({ userId: 1, since: -1 })
const Mute = mongoose.model<MuteRecord>('ChallengeMute', schema)

/** From now on a person hears of a challenge only what must reach them; muting twice is once. */
export async function keepMuted(userId: string, challengeId: string): Promise<void> {
  const of = { _id: `${challengeId}_${userId}`, challengeId, userId }
  await Mute.updateOne({ _id: of._id }, { $setOnInsert: { ...of, since: now() } }, { upsert: true })
}

/** The same for somebody who asks for it. @throws AppError not-found for a challenge that they may not see */
export async function muteChallenge(actor: Actor, challengeId: string): Promise<void> {
  await getVisibleChallenge(actor, challengeId)
  allow(notificationsPolicy.mute(actor), 'Sign in to mute a challenge')
  await keepMuted(actor.userId, challengeId)
}

/** The person hears of it again; nothing happens if it was not muted. */
export async function unmuteChallenge(actor: Actor, challengeId: string): Promise<void> {
  allow(notificationsPolicy.mute(actor), 'Sign in to hear of a challenge again')
  await Mute.deleteOne({ _id: `${challengeId}_${actor.userId}` })
}

/** The challenges that a person muted, the last first. */
export async function listMuted(userId: string): Promise<{ id: string; title: string }[]> {
  const rows = await Mute.find({ userId }).sort({ since: -1 }).lean<MuteRecord[]>()
  const challenges = await findChallenges(rows.map(({ challengeId }) => challengeId))
  return rows.map(({ challengeId: id }) => ({ id, title: challenges.get(id)?.title ?? id }))
}

/** True if this person muted the challenge. */
export const isMuted = async (userId: string, challengeId: string): Promise<boolean> =>
  (await Mute.exists({ _id: `${challengeId}_${userId}` })) !== null

/** Who muted each of these challenges. */
export async function mutersOf(challengeIds: string[]): Promise<Map<string, string[]>> {
  const rows = await Mute.find({ challengeId: mongoose.trusted({ $in: challengeIds }) }).lean<MuteRecord[]>()
  const found = new Map<string, string[]>(challengeIds.map((id) => [id, []]))
  for (const { challengeId, userId } of rows) found.get(challengeId)?.push(userId)
  return found
}

/**
 * Those whom a notice about a challenge may reach: without those who muted it, unless it must reach them.
 * @param mutersOfOne looks up who muted it, for whoever asks about many
 */
export async function withoutMuted<Somebody extends { userId: string }>(
  kind: NoticeKind,
  challengeId: string | null | undefined,
  people: Somebody[],
  mutersOfOne = async (id: string): Promise<string[]> => (await mutersOf([id])).get(id) ?? [],
): Promise<Somebody[]> {
  if (!challengeId || people.length === 0 || reachesMuted(kind) === 'everybody') return people
  const muted = new Set<string>(await mutersOfOne(challengeId))
  if (muted.size === 0) return people
  if (kind.evenMuted === 'proposers') {
    const proposing = await suppliersProposing(challengeId)
    for (const [userId, ids] of await organisationIdsOf([...muted]))
      if (proposing.some((supplierId) => ids.has(supplierId))) muted.delete(userId)
  }
  return people.filter(({ userId }) => !muted.has(userId))
}
