import { kindFacts } from '../challenges/kinds.ts'
import type { ChallengeRecord } from '../challenges/challenge.ts'
import type { Day, Law } from '../coaching/law/law.ts'
import { clockOf, inWords } from '../coaching/law/lookups.ts'
import { addDays, lastDayBeginningWith, standstillEnd } from '../coaching/law/periods.ts'

/** How far it is from the ranking to the contract; `ended` is without an award. */
export const awardStages = ['open', 'decided', 'released', 'published', 'contracted', 'ended'] as const
export type AwardStage = (typeof awardStages)[number]

/** What a decision must know to say where it stands. */
export interface AwardFacts {
  winners: readonly unknown[]
  releasedAt: Date | null
  award: object | null
  contracts: readonly unknown[]
  endedAt: Date | null
}

/** Where an award stands; `open` while nothing is decided. */
export function stageOf(decision: AwardFacts | null): AwardStage {
  if (!decision) return 'open'
  if (decision.endedAt) return 'ended'
  if (decision.contracts.length > 0 && decision.contracts.length === decision.winners.length)
    return 'contracted'
  if (decision.award) return 'published'
  return decision.releasedAt ? 'released' : 'decided'
}

/** Why a contract is not awarded. `isUnsuccessful`: the proposals are why, in the words of open data. */
export const noAwardReasons = {
  'none-suitable': { label: 'No proposal is good enough', isUnsuccessful: true },
  'no-proposals': { label: 'Nobody answered, or nobody whose proposal can be ranked', isUnsuccessful: true },
  'too-dear': { label: 'Every proposal costs more than there is', isUnsuccessful: true },
  'need-changed': { label: 'The need has changed or is gone', isUnsuccessful: false },
  'money-gone': { label: 'The money is no longer there', isUnsuccessful: false },
  fault: { label: 'Something went wrong in the procedure', isUnsuccessful: false },
  other: { label: 'Another reason', isUnsuccessful: false },
} as const
export type NoAwardReason = keyof typeof noAwardReasons
export const noAwardReasonNames = Object.keys(noAwardReasons) as [NoAwardReason, ...NoAwardReason[]]

export const standstillKinds = ['mandatory', 'voluntary', 'none'] as const
export type StandstillKind = (typeof standstillKinds)[number]

export const standstillNames: Record<StandstillKind, string> = {
  mandatory: 'Mandatory standstill',
  voluntary: 'Voluntary standstill',
  none: 'No standstill',
}

type Awarded = Pick<ChallengeRecord, 'kind' | 'noNoticeException'>

/** True where the Act wants a contract award notice, a standstill and a contract details notice in so many days. */
export const isAboveThreshold = ({ kind, noNoticeException }: Awarded): boolean =>
  kindFacts(kind).regime === 'above-threshold' && noNoticeException !== 'not-regulated'

/** How long a standstill is at least, in working days (s.51(2) and (5)). @throws RangeError where no rule is known */
export const leastStandstill = (law: Law, kind: 'mandatory' | 'voluntary', on: Day): number =>
  clockOf(law, kind === 'mandatory' ? 'standstill' : 'standstill-voluntary', on).length

/** The last day of the standstill; null where there is none. @throws RangeError beyond the known bank holidays */
export const endOfStandstill = (
  law: Law,
  kind: StandstillKind,
  publishedOn: Day,
  workingDays: number,
): Day | null => (kind === 'none' ? null : standstillEnd(publishedOn, workingDays, law.holidays))

/** The last day for the contract details notice (UK7), with where that stands. */
export function contractNoticeDue(law: Law, isAbove: boolean, signedOn: Day): { on: Day; section: string } {
  const clock = clockOf(law, isAbove ? 'contract-details' : 'contract-details-below', signedOn)
  return {
    on: lastDayBeginningWith(signedOn, clock.length),
    section: clock.kind === 'law' ? clock.section : '',
  }
}

/**
 * Why a day can't be that of the publication, with what to do; null if it can be.
 * @param releasedOn the day on which the summaries were sent: they come first (s.50(3))
 */
export function publicationFault(publishedOn: Day, releasedOn: Day, today: Day): string | null {
  if (publishedOn > today)
    return `${inWords(publishedOn)} is still to come: record the publication on that day or later`
  if (publishedOn < releasedOn)
    return `The assessment summaries went out on ${inWords(releasedOn)}, and they come first: enter that day or a later one`
  return null
}

/** Why a contract can't have been entered into on a day, with what to do; null if it can. */
export function signingFault(signedOn: Day, publishedOn: Day, endsOn: Day | null, today: Day): string | null {
  if (signedOn > today) return `${inWords(signedOn)} is still to come: record the contract once it is signed`
  if (endsOn !== null && signedOn <= endsOn)
    return `The standstill lasts until the end of ${inWords(endsOn)}: the contract can be entered into from ${inWords(addDays(endsOn, 1))} on`
  if (signedOn < publishedOn)
    return `The award was published on ${inWords(publishedOn)}: enter that day or a later one`
  return null
}

/** What of the ranking a choice of winners needs to know. */
export interface RankedChoice {
  submissionId: string
  /** Null for one that is not ranked. */
  rank: number | null
}

/**
 * Why these proposals can't be the winners, with what to do; null if they can. The ranking decides: nobody is left out
 * who is ranked higher, and where equals are left out the words must say why.
 * @param most how many pilots the challenge has
 */
export function choiceFault(
  ranking: readonly RankedChoice[],
  chosen: readonly string[],
  most: number,
  words: string,
): string | null {
  const rankOf = new Map(ranking.map(({ submissionId, rank }) => [submissionId, rank]))
  const ranks = chosen.map((id) => rankOf.get(id) ?? null)
  if (chosen.length === 0) return 'Choose who wins, or that nothing is awarded'
  if (ranks.includes(null)) return 'Choose proposals that are ranked'
  if (chosen.length > most)
    return most === 1
      ? 'The challenge is for one pilot: choose one proposal'
      : `The challenge is for ${most} pilots: choose no more proposals than that`
  const last = ranks.reduce<number>((most, rank) => Math.max(most, rank ?? 0), 0)
  const leftOut = ranking.filter(({ submissionId, rank }) => rank !== null && !chosen.includes(submissionId))
  if (leftOut.some(({ rank }) => (rank ?? 0) < last))
    return 'A proposal that is ranked higher is left out: the ranking decides'
  if (leftOut.some(({ rank }) => rank === last) && words.trim() === '')
    return 'Proposals share this rank: say how you decided between them'
  return null
}
