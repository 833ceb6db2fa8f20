// A draft as the coach reads it: what a form, a program, a file or a notice can give. Everything may be missing;
// what is `undefined` wasn't asked for, and nothing is said about it.

import { placesToFill, withoutPlaces } from './places.ts'

export interface DraftOutcome {
  title: string
  measure?: string | undefined
  unit?: string | undefined
  baseline?: number | null | undefined
  target?: number | null | undefined
}

export interface DraftCriterion {
  title: string
  description?: string | undefined
  weight?: number | null | undefined
}

/** Instants in milliseconds or as ISO text; null where the draft has a place for one and it is empty. */
export interface DraftTimetable {
  askBy?: Date | null | undefined
  answerBy?: Date | null | undefined
  respondBy?: Date | null | undefined
}

export interface DraftBudget {
  pilotPence?: number | null | undefined
  pilots?: number | null | undefined
  scalePence?: number | null | undefined
}

export interface CoachDraft {
  title?: string | undefined
  summary?: string | undefined
  problem?: string | undefined
  whoHasIt?: string | undefined
  users?: string | undefined
  outcomes?: DraftOutcome[] | undefined
  context?: string | undefined
  constraints?: string | undefined
  dataAvailable?: string | undefined
  asks?: string | undefined
  requirements?: string | undefined
  criteria?: DraftCriterion[] | undefined
  assessmentMethod?: string | undefined
  timetable?: DraftTimetable | undefined
  /** Why suppliers have less time than usual. */
  shortTimeReason?: string | undefined
  budget?: DraftBudget | undefined
  stages?: string[] | undefined
  /** Whether lots were considered; empty: not yet. */
  lots?: string | undefined
  /** What may keep small firms out, and what was done about it; empty: not considered yet. */
  smeBarriers?: string | undefined
  contact?: { name?: string | undefined; email?: string | undefined } | undefined
  /** A statement or notice as one text. */
  text?: string | undefined
}

/** An open challenge elsewhere, to compare with. */
export interface OpenChallenge {
  id: string
  title: string
  text: string
  authority: string
}

/** What the coach can't know from the words. */
export interface CoachFacts {
  /** Above the thresholds the whole Act binds, below them its Part 6; unknown: the words say both. */
  regime?: 'above-threshold' | 'below-threshold' | 'before-procurement' | 'unknown' | undefined
  /** The day for which the sections of the law were read, `2026-03-24`; without it no source names one. */
  lawAsAt?: string | undefined
  /** Now; without it no date is called past. */
  now?: Date | undefined
  /** The fewest days that the law gives suppliers to respond (s.54); 0 where it names no number. */
  minimumDays?: number | undefined
  /** Bank holidays anywhere in the UK, `2026-12-25`; without them only weekends are known. */
  holidays?: string[] | undefined
  /** From which value, VAT in it, a contract for services of this buyer is above the threshold, in pence. */
  thresholdPence?: number | undefined
  /** Challenges that are open elsewhere. */
  open?: OpenChallenge[] | undefined
}

/** What the pilots and the scale-up come to together, in pence. */
export const budgetPence = ({ budget }: CoachDraft): number =>
  (budget?.pilotPence ?? 0) * (budget?.pilots ?? 1) + (budget?.scalePence ?? 0)

/** Fields of running text, in the order in which they are written. */
export const textFields = [
  'title',
  'summary',
  'problem',
  'whoHasIt',
  'users',
  'context',
  'constraints',
  'dataAvailable',
  'asks',
  'requirements',
  'assessmentMethod',
  'text',
] as const

/** Every text of a draft, by its path in the form. */
export function textsOf(draft: CoachDraft): { field: string; text: string }[] {
  const outcomes = (draft.outcomes ?? []).flatMap(({ title, measure }, i) => [
    { field: `outcomes.${i}.title`, text: title },
    { field: `outcomes.${i}.measure`, text: measure ?? '' },
  ])
  const criteria = (draft.criteria ?? []).flatMap(({ title, description }, i) => [
    { field: `criteria.${i}.title`, text: title },
    { field: `criteria.${i}.description`, text: description ?? '' },
  ])
  const running = textFields.map((field) => ({ field: field as string, text: draft[field] ?? '' }))
  return [...running, ...outcomes, ...criteria].filter(({ text }) => text !== '')
}

/** The draft as it is without places to fill in: they are blanks, and say nothing. */
export const draftWithout = <Part>(part: Part): Part => without(part) as Part

function without(part: unknown): unknown {
  if (typeof part === 'string') return withoutPlaces(part, placesToFill('', part))
  if (Array.isArray(part)) return part.map(without)
  if (part === null || typeof part !== 'object' || part instanceof Date) return part
  return Object.fromEntries(Object.entries(part).map(([field, value]) => [field, without(value)]))
}
