import type { Confidence } from '../coaching/law/law.ts'

export const groundKinds = ['list', 'mandatory', 'discretionary', 'conditions'] as const
export type GroundKind = (typeof groundKinds)[number]

export const groundKindNames: Record<GroundKind, string> = {
  list: 'Who is looked at, and the debarment list',
  mandatory: 'Mandatory grounds',
  discretionary: 'Discretionary grounds',
  conditions: 'Conditions of participation',
}

/** Something to look at before a supplier can win, with where it stands. Days are days in London, both included. */
export interface ExclusionGround {
  id: string
  kind: GroundKind
  title: string
  asks: string
  validFrom: string
  validTo: string | null
  section: string
  source: string
  confidence: Confidence
  note: string
}

/** What somebody found when they looked at a ground. */
export const findings = ['none', 'found', 'not-checked'] as const
export type Finding = (typeof findings)[number]

export const findingNames: Record<Finding, string> = {
  none: 'No ground found',
  found: 'Ground found, see the note',
  'not-checked': 'Not checked, for the reason in the note',
}

/** What follows from a ground that was found; empty while that is open. */
export const exclusionOutcomes = ['stays', 'disregarded'] as const
export type ExclusionOutcome = (typeof exclusionOutcomes)[number] | ''

export const exclusionOutcomeNames: Record<(typeof exclusionOutcomes)[number], string> = {
  stays: 'The supplier is not excluded: the proposal stays in the ranking',
  disregarded: 'The proposal is disregarded, and has no rank',
}

/** One answer of a checklist. */
export interface ExclusionAnswer {
  groundId: string
  finding: Finding
  note: string
}

/** A checklist as far as it is filled in. */
export interface ExclusionSheet {
  answers: readonly ExclusionAnswer[]
  outcome: ExclusionOutcome
}

/** The grounds to look at on a day, `2026-12-14`. */
export const groundsOn = (grounds: readonly ExclusionGround[], day: string): ExclusionGround[] =>
  grounds.filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo))

/** How far a checklist is. */
export interface ExclusionProgress {
  done: number
  total: number
  found: number
  notChecked: number
  /** Every ground is answered, and where one was found it is said what follows. */
  isComplete: boolean
}

/** How far a checklist is, against the grounds that are to be looked at; null is one that nobody began. */
export function exclusionProgress(
  grounds: readonly { id: string }[],
  sheet: ExclusionSheet | null,
): ExclusionProgress {
  const wanted = new Set(grounds.map(({ id }) => id))
  const answers = (sheet?.answers ?? []).filter(({ groundId }) => wanted.has(groundId))
  const count = (finding: Finding) => answers.filter((one) => one.finding === finding).length
  const found = count('found')
  return {
    done: answers.length,
    total: wanted.size,
    found,
    notChecked: count('not-checked'),
    isComplete: answers.length === wanted.size && (found === 0 || sheet?.outcome !== ''),
  }
}
