import { type DeclineKind, declineKinds } from '../../shared/matching/decline-kinds.ts'
import type { SharedContext } from '../../shared/matching/contexts.ts'
import { sayFit } from '../../shared/matching/fit-sentence.ts'
import { sayMatch } from '../../shared/matching/match-words.ts'
import { type Missing, type OwnMissing, sayMissing, withoutRanks } from '../../shared/matching/missing.ts'
import { type Reason, reasonSchema, type Translate } from '../../shared/matching/reasons.ts'
import type { MatchStatus } from '../../shared/matching/match.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import type { ChallengeFacts } from '../challenges/index.ts'
import { translator } from '../platform/translations.ts'
import type { MatchDecision, MatchRecord } from './matching.model.ts'
import { matchPolicy } from './matching.policy.ts'
import { presentScore, type ScoreBar } from './matching.score.presenter.ts'
import { findMatches, findSentMatch, matchFacts } from './matching.service.ts'
import {
  presentContexts,
  presentOwnMissing,
  presentReasons,
  type ProfileLink,
  type ReasonLine,
} from './matching.words.presenter.ts'

/** The kinds of reason as radio buttons, in the reader's words. */
export const choices = (words: Record<DeclineKind, string>, t: Translate = translator()) =>
  declineKinds.map((value) => ({ value, text: t(words[value]) }))

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
    isAddedPlace: match.isAddedPlace,
    rank: match.rank || null,
    score: presentScore(match),
    // The tag beside the name says it, in the words of the filter.
    why: presentReasons(match.reasons.filter(({ kind }) => kind !== 'new-to-buyer')),
    missing: sayMatch(match, translator(), match.rank).missing,
    contexts: presentContexts(match.contexts),
    status: match.status,
    sentAt: match.sentAt,
    takenBackAt: match.takenBackAt ?? null,
    decision: match.decision,
    addedReason: match.addedBy?.reason ?? '',
    answer: match.answer,
    may: { approve: matchPolicy.approve(actor, facts), decline: matchPolicy.decline(actor, facts) },
  }
}

const wordForApi = (word: MatchDecision | null) =>
  word && { at: word.at, reason: word.reason, kind: word.kind ?? null }

/** What is missing as data with its sentence, for brokers' programs. */
export const missingForApi = (missing: Missing[] = [], rankNow?: number) =>
  missing.map((one) => ({ ...one, sentence: sayMissing(one, undefined, rankNow) }))

/** The same for its supplier's programs: without ranks. */
export const ownMissingForApi = (missing: (Missing | OwnMissing)[] = []) =>
  withoutRanks(missing).map((one) => ({ ...one, sentence: sayMissing(one) }))

/** Reasons as they are told to programs: complete, also those stored before amounts and projects were kept. */
export const reasonsForApi = (reasons: Reason[]): Reason[] =>
  reasons.map((reason) => reasonSchema.parse(reason))

/** The same for programs. */
export function presentForApi(match: MatchRecord) {
  const { why, evidence } = sayMatch(match)
  return {
    id: match._id,
    challengeId: match.challengeId,
    challengeVersion: match.challengeVersion,
    supplier: { id: match.supplierId, ...match.supplier },
    rank: match.rank || null,
    score: match.score,
    parts: match.parts,
    weights: match.weights ?? null,
    reasons: reasonsForApi(match.reasons),
    why,
    evidence,
    missing: missingForApi(match.missing, match.rank),
    contexts: presentContexts(match.contexts),
    isAddedPlace: match.isAddedPlace ?? false,
    status: match.status,
    modelVersion: match.modelVersion,
    decision: wordForApi(match.decision),
    addedReason: match.addedBy?.reason ?? null,
    sentAt: match.sentAt,
    takenBackAt: match.takenBackAt ?? null,
    answer: wordForApi(match.answer),
  }
}

/** What a supplier may know of a match of its own: never its rank, which would tell of others. */
export interface MatchForSupplier {
  id: string
  challengeId: string
  status: MatchStatus
  sentAt: Date | null
  score: ScoreBar | null
  why: ReasonLine[]
  /** What it could say in its profile, and where. */
  missing: (ProfileLink & { sentence: string })[]
  contexts: SharedContext[]
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
  why: presentReasons(match.reasons),
  missing: presentOwnMissing(match.missing),
  contexts: presentContexts(match.contexts),
  brokersWords: match.addedBy?.reason ?? '',
  answer: match.answer?.reason ?? '',
})

/** The same for its programs. */
export function presentOwnForApi(match: MatchRecord) {
  const { why, evidence } = sayMatch(match)
  return {
    id: match._id,
    challengeId: match.challengeId,
    status: match.status,
    sentAt: match.sentAt,
    reasons: reasonsForApi(match.reasons),
    why,
    evidence,
    missing: ownMissingForApi(match.missing),
    contexts: presentContexts(match.contexts),
    answer: match.answer?.reason ?? '',
  }
}

/** Why a challenge fits a supplier, for that supplier's eyes; null unless the match was sent to it. */
export async function matchForSupplier(
  challengeId: string,
  supplierId: string,
): Promise<MatchForSupplier | null> {
  const match = await findSentMatch(challengeId, supplierId)
  return match && presentForSupplier(match)
}

/** Why challenges suit their suppliers, by match, for notices to them: whole sentences; empty if there is nothing to say. */
export async function fitInWords(matchIds: string[]): Promise<Map<string, string>> {
  const matches = await findMatches(matchIds)
  const t = translator()
  return new Map(
    matches.map(({ _id, reasons, missing, addedBy }) => [
      _id,
      sayFit({ reasons, missing, brokersWords: addedBy?.reason }, t),
    ]),
  )
}
