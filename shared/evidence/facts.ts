import type { ChallengeKind } from '../challenges/kinds.ts'
import type { Counted } from './intervals.ts'
import type { Procedure } from './procedures.ts'

/** How many are something, how many are not, and of how many nobody has said. */
export interface Tally {
  yes: number
  no: number
  unknown: number
}

export const noTally = (): Tally => ({ yes: 0, no: 0, unknown: 0 })

/** Counts one more. */
export function count(tally: Tally, is: boolean | null): void {
  tally[is === null ? 'unknown' : is ? 'yes' : 'no'] += 1
}

export const addTally = (a: Tally, b: Tally): Tally => ({
  yes: a.yes + b.yes,
  no: a.no + b.no,
  unknown: a.unknown + b.unknown,
})

export const tallyOf = (all: readonly (boolean | null)[]): Tally => {
  const tally = noTally()
  for (const is of all) count(tally, is)
  return tally
}

/** What a supplier is, as far as anybody said. */
export interface FirmFacts {
  sme: boolean | null
  vcse: boolean | null
  /** No earlier award of it is on public record. */
  fresh: boolean | null
}

/** The same of several suppliers together. */
export type FirmTallies = { [Fact in keyof FirmFacts]: Tally }

/** The same of those who proposed; each null where it would tell of one of them. */
export type ProposerTallies = { [Fact in keyof FirmFacts]: Tally | null }

/**
 * Fewer than so many are never told apart: nothing is drawn of them, and what suppliers are like or think is counted of
 * no challenge with fewer. So no two figures, one taken from the other, tell of fewer either.
 */
export const fewest = 5

/** What is counted of one public challenge. Each fact is one that everybody may know, or is counted of many only. */
export interface ChallengeFact {
  challengeId: string
  title: string
  /** The code of the register; empty where it is not in it. */
  authority: string
  authorityName: string
  /** The ITL code at level 1 of the authority's place; empty where it is not known. */
  region: string
  /** Divisions of the CPV: `45000000`. */
  divisions: string[]
  year: number
  kind: ChallengeKind
  isExample: boolean
  isWithdrawn: boolean
  publishedAt: Date
  /** What the coach's rules say of the words as they were published; null for too few words. */
  openness: number | null
  /** How much of a hundred the price weighs; null where nothing is judged. */
  priceShare: number | null
  /** Null until they were opened: before, nobody may know their number. */
  proposals: number | null
  /**
   * Of the suppliers that proposed, as they were when the award became public; null before that, and where it would tell
   * of one of them.
   */
  proposers: ProposerTallies | null
  end: 'awarded' | 'not-awarded' | null
  /** From the first draft, and from the publication, to the award becoming public; null without one. */
  daysFromDraft: number | null
  daysFromNotice: number | null
  /** The firms that contracts were signed with. */
  contracts: FirmFacts[]
  /** How many proposals were assessed, got feedback, and how many said how useful it is, as far as that is told. */
  assessed: number
  feedbackSent: number
  feedbackRated: number
  /** Whether it is useful; null where those who said so are too few, or all say the same. */
  feedbackUseful: Tally | null
  /** Pilots whose results are public, and their outcomes: promised, measured, and reached. */
  pilots: number
  promised: number
  measured: number
  reached: number
  /** How many other authorities adopted what a pilot showed. */
  adoptedBy: number
}

/** One award on public record, as it is counted. */
export interface AwardFact extends FirmFacts {
  sourceId: string
  /** The code of the authority that the buyer's name means; empty where it means none that we know. */
  authority: string
  buyer: string
  title: string
  regions: string[]
  divisions: string[]
  year: number
  date: Date
  valuePence: number | null
  /** From the notice of the opportunity to the award; null where the record does not say. */
  days: number | null
  endsOn: Date | null
  procedure: Procedure | null
  url: string
  suppliers: { id: string; name: string }[]
}

/** Awards counted together. */
export interface AwardSums extends FirmTallies {
  awards: number
  /** How many have a published value, and what these come to. */
  valued: number
  pence: number
  procedures: Partial<Record<Procedure, number>>
  days: Counted
}

export const noAwards = (): AwardSums => ({
  awards: 0,
  valued: 0,
  pence: 0,
  sme: noTally(),
  vcse: noTally(),
  fresh: noTally(),
  procedures: {},
  days: [],
})

/** Awards while they are being counted. */
export interface CountingAwards extends Omit<AwardSums, 'days'> {
  byDays: Map<number, number>
}

export const beginAwards = (): CountingAwards => {
  const { days: _, ...none } = noAwards()
  return { ...none, byDays: new Map() }
}

/** Counts one more award. */
export function addAward(sums: CountingAwards, award: AwardFact): void {
  sums.awards += 1
  if (award.valuePence !== null) {
    sums.valued += 1
    sums.pence += award.valuePence
  }
  for (const fact of ['sme', 'vcse', 'fresh'] as const) count(sums[fact], award[fact])
  if (award.procedure) sums.procedures[award.procedure] = (sums.procedures[award.procedure] ?? 0) + 1
  if (award.days !== null) sums.byDays.set(award.days, (sums.byDays.get(award.days) ?? 0) + 1)
}

export const endAwards = ({ byDays, ...sums }: CountingAwards): AwardSums => ({
  ...sums,
  days: [...byDays].sort((a, b) => a[0] - b[0]),
})
