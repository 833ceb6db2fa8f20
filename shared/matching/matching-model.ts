import type { DeclineKind } from './decline-kinds.ts'

/**
 * `live`: matches are ranked by it. `no-better`: tried, never live, since it ranked the evaluation set worse.
 * `retired`: was live, and can be again.
 */
export const modelStatuses = ['live', 'no-better', 'retired'] as const
export type ModelStatus = (typeof modelStatuses)[number]

/** The version that Foothold comes with: `partWeights`. */
export const builtInVersion = 0

/** How well a version ranks the evaluation set: means over its challenges, each 0 to 1. */
export interface ModelFigures {
  challenges: number
  ndcgAt10: number
  recallAt100: number
  reciprocalRank: number
}

/** On how many decisions a version was trained. */
export interface TrainedOn {
  good: number
  bad: number
  /** Of the bad ones. */
  byKind: Partial<Record<DeclineKind, number>>
}

// Sums of the same numbers in another order differ in the last digits.
const tolerance = 1e-9

/** A new version may go live if it ranks the evaluation set no worse than the live one does. */
export const isNoWorse = (candidate: ModelFigures, live: ModelFigures): boolean =>
  candidate.ndcgAt10 >= live.ndcgAt10 - tolerance

/**
 * What came of learning again: a version that went `live` or was `no-better`; weights that are those in force
 * already (`unchanged`); or too few decisions, hardly any of one kind, or such as speak against the whole score.
 */
export const trainingOutcomes = [
  'live',
  'no-better',
  'unchanged',
  'too-few',
  'one-sided',
  'against-the-score',
] as const
export type TrainingOutcome = (typeof trainingOutcomes)[number]
