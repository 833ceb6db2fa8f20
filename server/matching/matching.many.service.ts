import type { DeclineKind } from '../../shared/matching/decline-kinds.ts'
import type { MatchStatus } from '../../shared/matching/match.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { allow, AppError } from '../platform/errors.ts'
import { findMatches } from './matching.board.service.ts'
import { approveMatch, declineMatch } from './matching.decide.service.ts'
import type { MatchRecord } from './matching.model.ts'
import { matchPolicy } from './matching.policy.ts'
import { getRankedChallenge, isOpen } from './matching.service.ts'

/** What came of deciding on several matches at once. */
export interface ManyDecided {
  decided: MatchRecord[]
  /** Those on which nothing could be decided, and why not. */
  refused: { matchId: string; supplierName: string; status: MatchStatus | null; why: string }[]
}

/**
 * A broker agrees to several matches of a challenge, each in a transaction of its own. Asked twice it changes
 * nothing more: what was approved already is among the refused.
 * @throws AppError not-found, forbidden, too-late once the challenge takes no more responses
 */
export const approveMany = (actor: Actor, challengeId: string, matchIds: string[]): Promise<ManyDecided> =>
  decideMany(actor, challengeId, matchIds, (matchId) => approveMatch(actor, matchId))

/** A broker turns several matches down, with one reason for all. @throws AppError as for approving */
export const declineMany = (
  actor: Actor,
  challengeId: string,
  matchIds: string[],
  { reason, kind }: { reason: string; kind: DeclineKind },
): Promise<ManyDecided> =>
  decideMany(actor, challengeId, matchIds, (matchId) => declineMatch(actor, matchId, reason, kind))

async function decideMany(
  actor: Actor,
  challengeId: string,
  matchIds: string[],
  decide: (matchId: string) => Promise<MatchRecord>,
): Promise<ManyDecided> {
  const challenge = await getRankedChallenge(actor, challengeId)
  allow(matchPolicy.decideMany(actor, { isChallengeOpen: true }), 'Only a broker may decide on matches.')
  if (!isOpen(challenge)) {
    throw new AppError('too-late', 'This challenge takes no more responses: nothing is left to decide.')
  }
  const matches = await findMatches(challengeId, matchIds)
  const known = new Set(matches.map(({ _id }) => _id))
  const strange = [...new Set(matchIds)].filter((matchId) => !known.has(matchId))
  const outcome: ManyDecided = { decided: [], refused: strange.map(notOfHere) }
  for (const match of matches) {
    try {
      outcome.decided.push(await decide(match._id))
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const { _id, supplier, status } = match
      outcome.refused.push({ matchId: _id, supplierName: supplier.name, status, why: error.message })
    }
  }
  return outcome
}

const notOfHere = (matchId: string): ManyDecided['refused'][number] => ({
  matchId,
  supplierName: '',
  status: null,
  why: 'This is no match of this challenge.',
})
