import { rerunAsked } from '../../shared/matching/matching.events.ts'
import { matchingProgress, rankingAudience } from '../../shared/matching/matching.sockets.ts'
import {
  lookOf,
  type Progress,
  type ProgressLook,
  type ProgressState,
} from '../../shared/matching/progress.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { allow, AppError } from '../platform/errors.ts'
import { refuseWhileBehind } from '../platform/load.ts'
import { broadcast } from '../platform/live.ts'
import { matchPolicy } from './matching.policy.ts'
import { MatchingProgress, type MatchingProgressRecord } from './matching.progress.model.ts'
import { getRankedChallenge, isOpen } from './matching.service.ts'

/** How far a ranking has come, and whether it is still under way. */
export interface ProgressNow extends Progress {
  look: ProgressLook
}

const asSeen = ({ state, at, suppliers, stored }: MatchingProgressRecord): ProgressNow => ({
  state,
  at,
  suppliers,
  stored,
  look: lookOf({ state, at }, now()),
})

/** How far the last ranking of a challenge that somebody waits for has come; null if nobody ever waited. */
export async function findProgress(challengeId: string): Promise<ProgressNow | null> {
  const known = await MatchingProgress.findById(challengeId).lean<MatchingProgressRecord>()
  return known && asSeen(known)
}

/**
 * Has every supplier ranked again. Asked while a ranking is under way it changes nothing and tells of that one.
 * @throws AppError not-found, forbidden, too-late once the challenge takes no more responses; busy while other
 * work is late
 */
export async function askForRanking(actor: Actor, challengeId: string): Promise<ProgressNow> {
  const challenge = await getRankedChallenge(actor, challengeId)
  allow(matchPolicy.rerun(actor, { isChallengeOpen: true }), 'Only a broker may have suppliers ranked again.')
  if (!isOpen(challenge)) {
    throw new AppError('too-late', 'This challenge takes no more responses: nothing is ranked any more.')
  }
  refuseWhileBehind('Ranking again')
  return transaction(async (session) => {
    const known = await MatchingProgress.findById(challengeId).session(session).lean<MatchingProgressRecord>()
    if (known && asSeen(known).look === 'running') return asSeen(known)
    const begun = { state: 'waiting' as const, at: now(), suppliers: null, stored: null }
    await MatchingProgress.updateOne({ _id: challengeId }, { $set: begun }, { session, upsert: true })
    await record(session, actor, rerunAsked, { challengeId })
    return { ...begun, look: 'running' as const }
  })
}

/** Keeps how far a ranking has come, and tells the brokers who have it open. */
export async function noteProgress(
  challengeId: string,
  state: ProgressState,
  counts: { suppliers?: number; stored?: number } = {},
): Promise<void> {
  await MatchingProgress.updateOne(
    { _id: challengeId },
    { $set: { state, at: now(), suppliers: counts.suppliers ?? null, stored: counts.stored ?? null } },
    { upsert: true },
  )
  broadcast(rankingAudience(challengeId), matchingProgress, { challengeId, state })
}

/** For a ranking that was not needed any more when its turn came. */
export async function forgetProgress(challengeId: string): Promise<void> {
  await MatchingProgress.deleteOne({ _id: challengeId })
}
