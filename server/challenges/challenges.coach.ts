import type { ChallengeRecord, SetAsideFinding } from '../../shared/challenges/challenge.ts'
import { draftForCoach, fieldLabel } from '../../shared/challenges/coach-draft.ts'
import { kindFacts } from '../../shared/challenges/kinds.ts'
import { findSection, sectionOfField } from '../../shared/challenges/sections.ts'
import { timeLimitFor } from '../../shared/challenges/time-limit.ts'
import { type Coaching, coach } from '../../shared/coaching/coach/coach.ts'
import type { CoachFacts } from '../../shared/coaching/coach/draft.ts'
import type { Finding } from '../../shared/coaching/coach/finding.ts'
import { scoresOf } from '../../shared/coaching/coach/scores.ts'
import { factsOfLaw, law } from '../coaching/index.ts'
import { now } from '../platform/clock.ts'
import { openChallengesLike, wordsOf } from './challenges.alike.service.ts'

/** A finding with what its page says beside it. */
export interface ShownFinding extends Finding {
  section: string
  label: string
}

/** What the coach says of a challenge, less what its authority decided against. */
export interface ChallengeCoaching extends Coaching {
  findings: ShownFinding[]
  /** Findings that still stand in the text but were set aside, each with the reason. */
  aside: (ShownFinding & { reason: string; at: Date })[]
  facts: CoachFacts
}

/** Coaches a challenge as it is saved. Findings that were set aside cost nothing. */
export async function coachChallenge(challenge: ChallengeRecord): Promise<ChallengeCoaching> {
  const draft = draftForCoach(challenge)
  const facts = await factsFor(challenge)
  const coaching = coach(draft, facts)
  const shown = coaching.findings.map(
    (finding): ShownFinding => ({
      ...finding,
      section: sectionOfField(finding.field),
      label: fieldLabel(finding.field),
    }),
  )
  const decisions = challenge.setAside
  const findings = shown.filter((finding) => !decisionOn(decisions, finding))
  const aside = shown.flatMap((finding) => {
    const decision = decisionOn(decisions, finding)
    return decision ? [{ ...finding, reason: decision.reason, at: decision.at }] : []
  })
  return { ...coaching, findings, aside, facts, scores: scoresOf(findings) }
}

const decisionOn = (
  decisions: SetAsideFinding[],
  { rule, field, quote }: Finding,
): SetAsideFinding | undefined =>
  decisions.findLast((one) => one.rule === rule && one.field === field && one.quote === quote)

/** What the coach is told beside the words: whether the whole Act binds, how long suppliers must have, who asks the same. */
async function factsFor(challenge: ChallengeRecord): Promise<CoachFacts> {
  const { regime: chosen } = kindFacts(challenge.kind)
  const { pilotPence, scalePence } = challenge.budget
  // Every draft begins below the threshold: until an amount is named, nobody has said so.
  const isSized = chosen !== 'below-threshold' || pilotPence !== null || scalePence !== null
  const regime = isSized ? chosen : 'unknown'
  const at = now()
  const minimumDays = regime === 'above-threshold' ? (timeLimitFor(challenge, law(), at)?.days ?? 0) : 0
  const own = { id: challenge._id, authorityId: challenge.authorityId }
  const open = await openChallengesLike(wordsOf(challenge), own)
  return { ...factsOfLaw(at), regime, minimumDays, open }
}

/** What a section's page shows of the coach, and gives its module to go on with while somebody writes. */
export async function coachingForSection(challenge: ChallengeRecord, section: string) {
  const { findings, aside, facts, scores, isTooShort } = await coachChallenge(challenge)
  const ofSection = findings.filter((finding) => finding.section === section)
  const decided = aside.map(({ rule, field, quote }) => ({ rule, field, quote }))
  return {
    findings: ofSection,
    scores,
    isTooShort,
    data: forScript({
      draft: draftForCoach(challenge),
      facts,
      decided,
      fields: findSection(section)?.fields ?? [],
      findings: ofSection,
    }),
  }
}

/** JSON that can stand in a page: nothing in it ends the element that it is in. */
const forScript = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c')
