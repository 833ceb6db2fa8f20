import { type Missing, type OwnMissing, sayMissing } from './missing.ts'
import { inEnglish, type Reason, sayEvidence, sayReasons, type Translate } from './reasons.ts'

/** Everything that is said of a match, a sentence each: the same on pages, in the API and in e-mails. */
export interface MatchWords {
  /** Clauses that can follow "because", with what each counts for. */
  why: string[]
  /** The delivered projects that count as evidence. */
  evidence: string[]
  missing: string[]
}

/**
 * A match in sentences.
 * @param match lists may be absent in what was stored before they were kept
 * @param rankNow for brokers alone: with it the place is said that a supplier would then have
 */
export const sayMatch = (
  { reasons, missing }: { reasons: Reason[]; missing?: (Missing | OwnMissing)[] | undefined },
  t: Translate = inEnglish,
  rankNow?: number,
): MatchWords => ({
  why: sayReasons(reasons, t),
  evidence: sayEvidence(reasons, t),
  missing: (missing ?? []).map((one) => sayMissing(one, t, rankNow)),
})
