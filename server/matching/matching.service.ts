import mongoose, { type ClientSession } from 'mongoose'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { openStatuses } from '../../shared/challenges/life-cycle.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { isId } from '../../shared/platform/ids.ts'
import { type Paged, paged } from '../../shared/platform/pagination.ts'
import { type ChallengeFacts, challengeFacts, findChallenge, findChallenges } from '../challenges/index.ts'
import { notFound } from '../platform/errors.ts'
import {
  Match,
  type MatchDocument,
  MatchingRun,
  type MatchingRunRecord,
  type MatchRecord,
} from './matching.model.ts'
import { type MatchFacts, matchPolicy } from './matching.policy.ts'
import { matchingSettings } from './matching.settings.service.ts'

const { trusted } = mongoose
const perPage = 25

/** True while the challenge takes responses. */
export const isOpen = (challenge: Pick<ChallengeFacts, 'status'>): boolean =>
  openStatuses.includes(challenge.status)

/** What the policy asks of a match. */
export const matchFacts = (match: MatchRecord, challenge: ChallengeFacts): MatchFacts => ({
  supplierId: match.supplierId,
  status: match.status,
  isChallengeOpen: isOpen(challenge),
  isClaimed: match.supplier.isClaimed,
})

/** A challenge that was published, since only then there is a ranking; or null. */
export async function findRankedChallenge(challengeId: string): Promise<ChallengeFacts | null> {
  const challenge = await findChallenge(challengeId)
  return challenge && challenge.publishedAt !== null ? challengeFacts(challenge) : null
}

/** A published challenge for somebody who may see its ranking. @throws AppError not-found */
export async function getRankedChallenge(actor: Actor, challengeId: string): Promise<ChallengeFacts> {
  const challenge = matchPolicy.seeRanking(actor) ? await findRankedChallenge(challengeId) : null
  if (!challenge) throw notFound('Challenge')
  return challenge
}

/** Those that there are. Whoever shows them to people asks the policy first. */
export async function findMatches(matchIds: string[]): Promise<MatchRecord[]> {
  return Match.find({ _id: trusted({ $in: matchIds.filter(isId) }) }).lean<MatchRecord[]>()
}

/** A match with its challenge, for changing it in this transaction. @throws AppError not-found if it is nobody's business */
export async function loadMatch(
  session: ClientSession,
  actor: Actor,
  matchId: string,
): Promise<{ match: MatchDocument; challenge: ChallengeFacts }> {
  const match = isId(matchId) ? await Match.findById(matchId).session(session) : null
  const challenge = match && (await findChallenge(match.challengeId, session))
  if (!match || !challenge) throw notFound('Match')
  const facts = challengeFacts(challenge)
  if (!matchPolicy.see(actor, matchFacts(match.toObject(), facts))) throw notFound('Match')
  return { match, challenge: facts }
}

/** A match as this actor may see it. @throws AppError not-found */
export async function getMatch(
  actor: Actor,
  matchId: string,
): Promise<{ match: MatchRecord; challenge: ChallengeFacts }> {
  const match = isId(matchId) ? await Match.findById(matchId).lean<MatchRecord>() : null
  const challenge = match && (await findChallenge(match.challengeId))
  if (!match || !challenge) throw notFound('Match')
  const facts = challengeFacts(challenge)
  if (!matchPolicy.see(actor, matchFacts(match, facts))) throw notFound('Match')
  return { match, challenge: facts }
}

/** What stands above a ranking: how it was made, and what became of it. */
export interface RankingSummary {
  run: MatchingRunRecord | null
  proposeFrom: number
  /** Matches at or above the line, added by hand, or with a place added. */
  aboveLine: number
  /** Of these, those below the line. */
  added: number
  waiting: number
  /** Above the line and proposed, but of firms that have not signed up. */
  unclaimed: number
  /** Whatever the supplier answered. */
  sent: number
  /** Of these, those that the supplier does not want. */
  notForThem: number
  declined: number
  /** Of those above the line whose size is known. */
  smeShare: number | null
  newToBuyer: number
}

/** Reaches the line, was added by hand, or has a place added for being new to the buyer. */
export const isOnShortlist = (
  match: Pick<MatchRecord, 'score' | 'addedBy' | 'isAddedPlace'>,
  line: number,
): boolean => match.score >= line || match.addedBy !== null || match.isAddedPlace

/** The figures of one challenge's ranking. */
export async function summariseRanking(challengeId: string): Promise<RankingSummary> {
  const [run, { proposeFrom }] = await Promise.all([
    MatchingRun.findOne({ challengeId }).lean<MatchingRunRecord>(),
    matchingSettings(),
  ])
  const matches = await Match.find(
    { challengeId },
    { status: 1, score: 1, supplier: 1, addedBy: 1, isAddedPlace: 1, reasons: 1 },
  ).lean<MatchRecord[]>()
  const above = matches.filter((match) => isOnShortlist(match, proposeFrom))
  const proposed = above.filter(({ status }) => status === 'proposed')
  const sized = above.filter(({ supplier }) => supplier.isSme !== null)
  const withStatus = (...statuses: string[]) =>
    matches.filter(({ status }) => statuses.includes(status)).length
  return {
    run,
    proposeFrom,
    aboveLine: above.length,
    added: above.filter(({ score }) => score < proposeFrom).length,
    waiting: proposed.filter(({ supplier }) => supplier.isClaimed).length,
    unclaimed: proposed.filter(({ supplier }) => !supplier.isClaimed).length,
    sent: withStatus('sent', 'not-for-me'),
    notForThem: withStatus('not-for-me'),
    declined: withStatus('declined'),
    smeShare: sized.length > 0 ? sized.filter(({ supplier }) => supplier.isSme).length / sized.length : null,
    newToBuyer: above.filter(({ reasons }) => reasons.some(({ kind }) => kind === 'new-to-buyer')).length,
  }
}

/** The matches that a supplier was sent, the latest first; challenges with them, by id. */
export async function listMatchesOfSupplier(
  supplierId: string,
  page: number,
): Promise<{ list: Paged<MatchRecord>; challenges: Map<string, ChallengeRecord> }> {
  const filter = { supplierId, status: trusted({ $in: ['sent' as const, 'not-for-me' as const] }) }
  const [items, total] = await Promise.all([
    Match.find(filter)
      .sort({ sentAt: -1, _id: 1 })
      .skip((page - 1) * perPage)
      .limit(perPage)
      .lean<MatchRecord[]>(),
    Match.countDocuments(filter),
  ])
  const challenges = await findChallenges(items.map(({ challengeId }) => challengeId))
  return { list: paged(items, total, page, perPage), challenges }
}

/** What a supplier may know of its match with a challenge; null before it was sent, or if there is none. */
export async function findSentMatch(challengeId: string, supplierId: string): Promise<MatchRecord | null> {
  return Match.findOne({
    challengeId,
    supplierId,
    status: trusted({ $in: ['sent' as const, 'not-for-me' as const] }),
  }).lean<MatchRecord>()
}

/** The suppliers that were sent a match with this challenge, by id, whatever they answered. */
export async function suppliersTold(challengeId: string): Promise<string[]> {
  return Match.distinct('supplierId', { challengeId, sentAt: trusted({ $ne: null }) })
}

/** For the brokers' queue: the challenges with matches that wait, and since when. */
export interface WaitingMatches {
  challengeId: string
  waiting: number
  since: Date
}

/** Open challenges with matches of signed-up suppliers that reach the line and wait for a broker's yes or no. */
export async function listWaitingMatches(): Promise<WaitingMatches[]> {
  const { proposeFrom } = await matchingSettings()
  const found = await Match.aggregate<WaitingMatches>([
    {
      $match: {
        status: 'proposed',
        'supplier.isClaimed': true,
        $or: [{ score: { $gte: proposeFrom } }, { isAddedPlace: true }],
      },
    },
    { $group: { _id: '$challengeId', waiting: { $sum: 1 }, since: { $min: '$proposedAt' } } },
    { $project: { _id: 0, challengeId: '$_id', waiting: 1, since: 1 } },
    { $sort: { since: 1, challengeId: 1 } },
  ])
  const challenges = await findChallenges(found.map(({ challengeId }) => challengeId))
  return found.filter(({ challengeId }) => {
    const challenge = challenges.get(challengeId)
    return challenge !== undefined && isOpen(challengeFacts(challenge))
  })
}
