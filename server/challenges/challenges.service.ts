import mongoose, { type ClientSession } from 'mongoose'
import type { ChallengeRecord, ChallengeStatus } from '../../shared/challenges/challenge.ts'
import { effectiveStatus } from '../../shared/challenges/effective-status.ts'
import { openStatuses } from '../../shared/challenges/life-cycle.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { isId } from '../../shared/platform/ids.ts'
import { now } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { Challenge, type ChallengeDocument, type StoredChallenge } from './challenges.model.ts'
import { type ChallengeStanding, challengePolicy } from './challenges.policy.ts'

const { trusted } = mongoose

/** What a policy asks of a challenge, at this instant. */
export const standingOf = (challenge: ChallengeRecord, at: Date = now()): ChallengeStanding => ({
  authorityId: challenge.authorityId,
  status: effectiveStatus(challenge, at),
  isPublished: challenge.publishedAt !== null,
  coBuyerIds: challenge.coBuyers.flatMap(({ authorityId, status }) =>
    status === 'declined' ? [] : [authorityId],
  ),
})

/** Null for an id that nobody has. Whoever shows it to people asks `canSee` first. */
export async function findChallenge(id: string, session?: ClientSession): Promise<ChallengeRecord | null> {
  if (!isId(id)) return null
  return Challenge.findById(id)
    .session(session ?? null)
    .lean<ChallengeRecord>()
}

/** @throws AppError not-found */
export async function getChallenge(id: string, session?: ClientSession): Promise<ChallengeRecord> {
  const challenge = await findChallenge(id, session)
  if (!challenge) throw notFound('Challenge')
  return challenge
}

/** True if this actor may know that the challenge exists, and read it. */
export const canSee = (actor: Actor, challenge: ChallengeRecord): boolean =>
  challengePolicy.see(actor, standingOf(challenge))

/** The challenge if this actor may read it. @throws AppError not-found otherwise */
export async function getVisibleChallenge(actor: Actor, id: string): Promise<StoredChallenge> {
  const challenge = isId(id) ? await Challenge.findById(id).lean<StoredChallenge>() : null
  if (!challenge || !canSee(actor, challenge)) throw notFound('Challenge')
  return challenge
}

/** The challenge for changing it in this transaction. @throws AppError not-found if the actor may not see it */
export async function loadForChange(
  session: ClientSession,
  actor: Actor,
  id: string,
): Promise<ChallengeDocument> {
  const challenge = isId(id) ? await Challenge.findById(id).session(session) : null
  if (!challenge || !canSee(actor, challenge.toObject())) throw notFound('Challenge')
  return challenge
}

/** What matches challenges that take responses at this instant, whatever a late worker has stored. */
export const openAt = (at: Date) => ({
  status: trusted({ $in: openStatuses }),
  'timetable.respondBy': trusted({ $gte: at }),
})

/** Every challenge that takes responses now, the nearest deadline first. */
export async function listOpenChallenges(): Promise<ChallengeRecord[]> {
  return Challenge.find(openAt(now())).sort({ 'timetable.respondBy': 1, _id: 1 }).lean<ChallengeRecord[]>()
}

/** The open challenges that were published last, for the home page. */
export async function newestChallenges(count: number): Promise<ChallengeRecord[]> {
  return Challenge.find(openAt(now()))
    .sort({ publishedAt: -1, _id: 1 })
    .limit(count)
    .lean<ChallengeRecord[]>()
}

/** How many challenges take responses now. */
export const countOpen = async (): Promise<number> => Challenge.countDocuments(openAt(now()))

const waiting = { status: 'submitted', schedule: null } as const

/** What waits for a broker to publish or return it, the longest waiting first; not what is approved for later. */
export async function listSubmitted(): Promise<ChallengeRecord[]> {
  return Challenge.find(waiting).sort({ submittedAt: 1, _id: 1 }).lean<ChallengeRecord[]>()
}

/** How many challenges wait so; for whoever shows only the number. */
export async function countSubmitted(): Promise<number> {
  return Challenge.countDocuments(waiting)
}

/** What a broker has approved for a later time, the next first. */
export async function listScheduled(): Promise<ChallengeRecord[]> {
  return Challenge.find({ status: 'submitted', schedule: trusted({ $ne: null }) })
    .sort({ 'schedule.at': 1, _id: 1 })
    .lean<ChallengeRecord[]>()
}

/** An authority's challenges that this actor may see, the last changed first. */
export async function challengesOfAuthority(authorityId: string, actor: Actor): Promise<ChallengeRecord[]> {
  const all = await Challenge.find({ authorityId }).sort({ updatedAt: -1, _id: 1 }).lean<ChallengeRecord[]>()
  return all.filter((challenge) => canSee(actor, challenge))
}

/** The joint challenges that an authority takes part in without leading them, the last changed first. */
export async function jointChallengesOf(authorityId: string, actor: Actor): Promise<ChallengeRecord[]> {
  const all = await Challenge.find({ 'coBuyers.authorityId': authorityId })
    .sort({ updatedAt: -1, _id: 1 })
    .lean<ChallengeRecord[]>()
  return all.filter((challenge) => canSee(actor, challenge))
}

/** Every challenge that was ever published, by id, for whoever counts them all. */
export async function listPublishedIds(): Promise<string[]> {
  return Challenge.distinct('_id', { publishedAt: trusted({ $ne: null }) })
}

/** Several at once, by id, whatever their state; ids that nobody has are left out. */
export async function findChallenges(ids: string[]): Promise<Map<string, ChallengeRecord>> {
  const found = await Challenge.find({ _id: trusted({ $in: ids.filter(isId) }) }).lean<ChallengeRecord[]>()
  return new Map(found.map((challenge) => [challenge._id, challenge]))
}

/** Public challenges that need a look by the clock: their stored state lags behind the deadlines. */
export async function listLagging(at: Date, limit = 100): Promise<string[]> {
  const isPast = trusted({ $lt: at })
  const rows = await Challenge.find(
    trusted({
      $or: [
        { status: 'open' satisfies ChallengeStatus, 'timetable.askBy': isPast },
        { status: trusted({ $in: openStatuses }), 'timetable.respondBy': isPast },
      ],
    }),
    { _id: 1 },
  )
    .limit(limit)
    .lean<{ _id: string }[]>()
  return rows.map(({ _id }) => _id)
}
