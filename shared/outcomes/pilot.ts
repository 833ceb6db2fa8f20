import type { Outcome } from '../challenges/challenge.ts'
import type { Day } from '../coaching/law/law.ts'
import { inWords } from '../coaching/law/lookups.ts'
import { addDays } from '../coaching/law/periods.ts'
import type { Confidence } from './ratings.ts'

/** How far a milestone is; what a supplier says of it is no state before the buyer confirms it. */
export const milestoneStates = ['planned', 'reached', 'missed'] as const
export type MilestoneState = (typeof milestoneStates)[number]

export const milestoneStateNames: Record<MilestoneState, string> = {
  planned: 'Planned',
  reached: 'Reached',
  missed: 'Missed',
}

/** What somebody knows about the start of a competition; nothing is guessed where nobody said it. */
export const knownAnswers = ['yes', 'no', 'unknown'] as const
export type KnownAnswer = (typeof knownAnswers)[number]

/** Which side of the contract somebody speaks for. */
export const pilotSides = ['supplier', 'buyer'] as const
export type PilotSide = (typeof pilotSides)[number]

/** How one outcome of the challenge is measured; what is measured, from where to where, stands in the challenge. */
export interface Measuring {
  how: string
  howOften: string
  byWhom: string
}

/** A figure that was measured. */
export interface ReadingValue {
  on: Day
  value: number
  source: string
  /** How it was measured; empty where nobody said, or as the plan has it. */
  method: string
  confidence: Confidence
  note: string
}

/** At most so many of each in one pilot: beyond it nobody reads them. */
export const mostMilestones = 40
export const mostReadings = 400

/** Milestones of a pilot are told of so many days before, its end so many days before. */
export const milestoneDaysBefore = 7
export const endDaysBefore = 28

/** Where nothing is planned the buyers are reminded so many days before the start, and once more so many days after it. */
const unplannedDays = { start: -7, running: 28 } as const
// They are asked for a plan when the contract is recorded, and are not reminded of it in the same breath.
const afterRecordDays = { start: 7, running: 21 } as const

/** Which reminder of a pilot that nobody planned it is time for; null for none, and once the contract is over. */
export function planReminder(
  { recordedOn, startsOn, endsOn }: { recordedOn: Day; startsOn: Day; endsOn: Day },
  today: Day,
): 'start' | 'running' | null {
  if (today > endsOn) return null
  const isTime = (which: 'start' | 'running') =>
    today >= addDays(startsOn, unplannedDays[which]) && today >= addDays(recordedOn, afterRecordDays[which])
  return (['running', 'start'] as const).find(isTime) ?? null
}

type Promised = Pick<Outcome, 'baseline' | 'target' | 'direction'>

/** How a measured value stands to what was promised. */
export const standings = ['reached', 'part', 'unchanged', 'worse', 'unknown'] as const
export type OutcomeStanding = (typeof standings)[number]

/**
 * How a measured value stands to baseline and target; `unknown` where the challenge gives no target.
 * A value that meets the target is `reached`, whatever the baseline.
 */
export function standingOf({ baseline, target, direction }: Promised, value: number): OutcomeStanding {
  if (target === null) return 'unknown'
  const isLower = direction === 'lower'
  if (isLower ? value <= target : value >= target) return 'reached'
  if (baseline === null) return 'unknown'
  if (value === baseline) return 'unchanged'
  return (isLower ? value < baseline : value > baseline) ? 'part' : 'worse'
}

/** So much of the way from baseline to target, 0.5 for half; negative for worse, null where there is no way. */
export function shareOfWay({ baseline, target }: Promised, value: number): number | null {
  if (baseline === null || target === null || baseline === target) return null
  return (value - baseline) / (target - baseline)
}

const isPercent = /^\s*(?:%|per\s?cent(?:age)?)(?!\w|\s*points?\b)/i
// What such words measure is how far something moved, and that may be more than all of it, or less than nothing.
const speaksOfChange =
  /\b(?:changes?|increas\w*|decreas\w*|reduc\w*|gr(?:ew|ow\w*)|rises?|rising|rose|savings?|saved|improve\w*|cut|compared|relative|difference|return on|(?:more|less|fewer|faster|slower|higher|lower|better|worse) than)\b/i

const namesShare = /^\s*(?:the\s+)?(?:share|proportion|percentage)\s+of\b/i

/**
 * True where a figure of an outcome is a share of a whole. A percentage is one unless its measure speaks of a change, or
 * baseline or target show that it may go beyond.
 */
export function isShare({
  unit,
  measure,
  baseline,
  target,
}: Pick<Outcome, 'unit' | 'measure' | 'baseline' | 'target'>): boolean {
  const fits = (figure: number | null) => figure === null || (figure >= 0 && figure <= 100)
  const isChange = speaksOfChange.test(measure) && !namesShare.test(measure)
  return isPercent.test(unit) && !isChange && fits(baseline) && fits(target)
}

/** Why a value can't be that of an outcome, with what to do; null if it can. */
export function valueFault(outcome: Parameters<typeof isShare>[0], value: number): string | null {
  if (!isShare(outcome) || (value >= 0 && value <= 100)) return null
  return 'A share is between 0 and 100 per cent: check the figure'
}

/** The latest of some readings by day, the later recorded of one day; undefined for none. */
export const latestOf = <Reading extends { on: Day }>(readings: readonly Reading[]): Reading | undefined =>
  readings.reduce<Reading | undefined>(
    (latest, one) => (latest === undefined || one.on >= latest.on ? one : latest),
    undefined,
  )

/** The days of a contract. */
export interface PilotDays {
  signedOn: Day
  startsOn: Day
  endsOn: Day
}

/** True from the first day of the contract on: before it nothing can have come of the pilot. */
export const hasBegun = ({ startsOn }: Pick<PilotDays, 'startsOn'>, today: Day): boolean => startsOn <= today

/** What somebody reads who is early with results, a decision or a case study. */
export const notBegunWords = ({ startsOn }: Pick<PilotDays, 'startsOn'>): string =>
  `The pilot starts on ${inWords(startsOn)}: results, decision and case study can wait for what comes of it.`

/** Readings of one outcome: what checks the figure of before, and what came of the pilot. */
export function aroundStart<Reading extends { on: Day }>(
  readings: readonly Reading[],
  { startsOn }: Pick<PilotDays, 'startsOn'>,
): { before: Reading[]; since: Reading[] } {
  return {
    before: readings.filter(({ on }) => on < startsOn),
    since: readings.filter(({ on }) => on >= startsOn),
  }
}

/** Why a day can't be that of a milestone, with what to do; null if it can. */
export function dueFault(due: Day, { signedOn, endsOn }: PilotDays): string | null {
  if (due < signedOn)
    return `The contract was entered into on ${inWords(signedOn)}: enter that day or a later one`
  const last = addDays(endsOn, 366)
  return due > last ? `The contract ends on ${inWords(endsOn)}: enter a day within a year after that` : null
}

/** Why something can't have been on a day, with what to do; null if it can. Readings before the start check the baseline. */
export function happenedFault(on: Day, { signedOn }: PilotDays, today: Day): string | null {
  if (on > today) return `${inWords(on)} is still to come: enter today or an earlier day`
  return on < signedOn
    ? `The contract was entered into on ${inWords(signedOn)}: enter that day or a later one`
    : null
}
