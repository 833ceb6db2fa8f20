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

/**
 * A new version may go live if it ranks the evaluation set no worse than the live one does, nor than the built-in
 * weights, which were chosen on that very set. What a single challenge of the set can move counts as no worse: any
 * change of weights moves as much.
 */
export function isNoWorse(candidate: ModelFigures, live: ModelFigures, builtIn: ModelFigures): boolean {
  const oneChallenge = 1 / Math.max(1, candidate.challenges)
  return candidate.ndcgAt10 >= Math.max(live.ndcgAt10, builtIn.ndcgAt10) - oneChallenge
}

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
