import type { Condition, FileItem, FitPart, NoticeStep } from './advice.ts'
import type { Answers } from './answers.ts'
import type { Case } from './case.ts'
import type { RouteId } from './route-names.ts'
import type { Move } from './timetable.ts'

/** How well a route does in one respect, for each answer; `good` is said of `enoughPoints` or more, else `poor`. */
export interface FitRow<Answer extends string> {
  points: Record<Answer, number>
  good: string
  poor: string
}

/** The five parts of a route's score; each is worth twenty points at most. */
export interface FitTable {
  novelty: FitRow<Answers['novelty']>
  market: FitRow<Answers['whoCould']>
  time: FitRow<Answers['urgency']>
  scaling: FitRow<Answers['scaling']>
  /** The same whatever was answered. */
  smallFirms: { points: number; words: string }
}

/** A route as data, with small functions of a case where the answer matters. */
export interface Route {
  id: RouteId
  summary: string
  /** The kind of challenge that it leads to; empty for what Foothold does not run. */
  challengeKind:
    | ''
    | 'engagement'
    | 'below-threshold'
    | 'open'
    | 'competitive-flexible'
    | 'prototype-direct-award'
  conditions: (given: Case) => Condition[]
  fit: FitTable
  notices: (given: Case) => NoticeStep[]
  onFile: (given: Case) => FileItem[]
  moves: (given: Case) => Move[]
  risks: (given: Case) => string[]
  scaling: (given: Case) => string
}

const partNames = {
  novelty: 'Room for new ideas',
  market: 'The market',
  time: 'Time',
  scaling: 'Way to scale',
  smallFirms: 'Small firms',
} as const

const mostPointsOfPart = 20

/** From here up a part speaks for a route, below against it. */
export const enoughPoints = 12

const partOf = <Answer extends string>(name: string, row: FitRow<Answer>, answer: Answer): FitPart => {
  const points = row.points[answer]
  return { name, points, most: mostPointsOfPart, words: points >= enoughPoints ? row.good : row.poor }
}

/** The parts of a route's score for a case, in the order in which they are shown. */
export const fitOf = ({ fit }: Route, { novelty, whoCould, urgency, scaling }: Answers): FitPart[] => [
  partOf(partNames.novelty, fit.novelty, novelty),
  partOf(partNames.market, fit.market, whoCould),
  partOf(partNames.time, fit.time, urgency),
  partOf(partNames.scaling, fit.scaling, scaling),
  {
    name: partNames.smallFirms,
    points: fit.smallFirms.points,
    most: mostPointsOfPart,
    words: fit.smallFirms.words,
  },
]
