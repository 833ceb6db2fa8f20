import { type PartName, partNames, partWeights } from '../../shared/matching/ranking.ts'
import { type Reason, sayReasons, type Translate } from '../../shared/matching/reasons.ts'
import type { MatchStatus } from '../../shared/matching/match.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import type { ChallengeFacts } from '../challenges/index.ts'
import { translator } from '../platform/translations.ts'
import type { MatchRecord } from './matching.model.ts'
import { matchPolicy } from './matching.policy.ts'
import { findMatch, findSentMatch, matchFacts } from './matching.service.ts'

/** A score as a bar of its named parts, with the words that carried it. */
export interface ScoreBar {
  /** Two decimals, as people read it: `0.87`. */
  total: string
  /** Each part's share of the whole bar. */
  parts: { name: string; share: number }[]
  words: string[]
  reasons: string[]
}

const partLabels: Record<PartName, string> = {
  text: 'Words',
  category: 'Category',
  region: 'Region',
  trackRecord: 'Track record',
}

/** How the bar and the clauses beside it read; null while a supplier has no place in the ranking yet. */
export function presentScore(
  match: Pick<MatchRecord, 'score' | 'parts' | 'reasons'>,
  t: Translate = translator(),
): ScoreBar | null {
  const { parts } = match
  if (!parts) return null
  return {
    total: match.score.toFixed(2),
    parts: partNames.map((name) => ({ name: t(partLabels[name]), share: partWeights[name] * parts[name] })),
    words: match.reasons.flatMap((reason) => (reason.kind === 'shares-terms' ? reason.terms : [])),
    reasons: clauses(match.reasons, t),
  }
}

/** The reasons without those that are shown in another form: the words beside the bar, the newcomer's tag. */
const clauses = (reasons: Reason[], t: Translate): string[] =>
  sayReasons(
    reasons.filter(({ kind }) => kind !== 'shares-terms' && kind !== 'new-to-buyer'),
    t,
  )

/** A match as the brokers see it beside a challenge. */
export function presentForBroker(match: MatchRecord, challenge: ChallengeFacts, actor: Actor) {
  const facts = matchFacts(match, challenge)
  return {
    id: match._id,
    supplierId: match.supplierId,
    supplierName: match.supplier.name,
    isClaimed: match.supplier.isClaimed,
    isSme: match.supplier.isSme === true,
    isVcse: match.supplier.isVcse === true,
    isExample: match.supplier.isExample,
    isNewToBuyer: match.reasons.some(({ kind }) => kind === 'new-to-buyer'),
    rank: match.rank || null,
    score: presentScore(match),
    status: match.status,
    sentAt: match.sentAt,
    decision: match.decision,
    addedReason: match.addedBy?.reason ?? '',
    answer: match.answer,
    may: { approve: matchPolicy.approve(actor, facts), decline: matchPolicy.decline(actor, facts) },
  }
}

/** The same for programs. */
export function presentForApi(match: MatchRecord) {
  return {
    id: match._id,
    challengeId: match.challengeId,
    challengeVersion: match.challengeVersion,
    supplier: { id: match.supplierId, ...match.supplier },
    rank: match.rank || null,
    score: match.score,
    parts: match.parts,
    reasons: match.reasons,
    why: sayReasons(match.reasons),
    status: match.status,
    decision: match.decision && { at: match.decision.at, reason: match.decision.reason },
    addedReason: match.addedBy?.reason ?? null,
    sentAt: match.sentAt,
    answer: match.answer && { at: match.answer.at, reason: match.answer.reason },
  }
}

/** What a supplier may know of a match of its own: never its rank, which would tell of others. */
export interface MatchForSupplier {
  id: string
  challengeId: string
  status: MatchStatus
  sentAt: Date | null
  score: ScoreBar | null
  /** In whole clauses: `shares: damp, sensors`. */
  why: string[]
  isNewToBuyer: boolean
  /** Somebody of the brokerage thought of the supplier; their words. */
  brokersWords: string
  answer: string
}

/** A match as its supplier sees it. */
export const presentForSupplier = (match: MatchRecord): MatchForSupplier => ({
  id: match._id,
  challengeId: match.challengeId,
  status: match.status,
  sentAt: match.sentAt,
  score: presentScore(match),
  why: sayReasons(
    match.reasons.filter(({ kind }) => kind !== 'new-to-buyer'),
    translator(),
  ),
  isNewToBuyer: match.reasons.some(({ kind }) => kind === 'new-to-buyer'),
  brokersWords: match.addedBy?.reason ?? '',
  answer: match.answer?.reason ?? '',
})

/** Why a challenge fits a supplier, for that supplier's eyes; null unless the match was sent to it. */
export async function matchForSupplier(
  challengeId: string,
  supplierId: string,
): Promise<MatchForSupplier | null> {
  const match = await findSentMatch(challengeId, supplierId)
  return match && presentForSupplier(match)
}

/** Why a match was made, as one clause for a notice to its supplier; empty if there is nothing to say. */
export async function reasonsInWords(matchId: string): Promise<string> {
  const match = await findMatch(matchId)
  if (!match) return ''
  const { why, brokersWords } = presentForSupplier(match)
  return why.length > 0 ? why.join('; ') : brokersWords
}
