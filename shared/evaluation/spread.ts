import { type Fraction, fraction } from './fraction.ts'

/** How far evaluators are apart over one criterion of one proposal. */
export interface Spread {
  least: number
  most: number
  mean: Fraction
  /** Who is farthest from the mean; several if equally far, nobody if all agree. */
  farthest: string[]
}

/** @param scores one for each evaluator @returns null where nobody scored */
export function spreadOf(scores: readonly { userId: string; points: number }[]): Spread | null {
  if (scores.length === 0) return null
  const sum = scores.reduce((total, { points }) => total + points, 0)
  const least = scores.reduce((lowest, { points }) => Math.min(lowest, points), Number.POSITIVE_INFINITY)
  const most = scores.reduce((highest, { points }) => Math.max(highest, points), Number.NEGATIVE_INFINITY)
  // Times their number, so that it stays whole.
  const distance = (points: number) => Math.abs(points * scores.length - sum)
  const longest = scores.reduce((far, { points }) => Math.max(far, distance(points)), 0)
  const farthest = longest === 0 ? [] : scores.filter(({ points }) => distance(points) === longest)
  return { least, most, mean: fraction(sum, scores.length), farthest: farthest.map(({ userId }) => userId) }
}
