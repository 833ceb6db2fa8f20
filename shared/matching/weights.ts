import { type Parts, partNames, type Ranked } from './ranking.ts'

/**
 * Weights of any size brought to the sum of 1.
 * @returns null if all are zero: nothing would tell one supplier from another
 */
export function normaliseWeights(weights: Parts): Parts | null {
  const sum = partNames.reduce((all, name) => all + weights[name], 0)
  if (sum <= 0) return null
  return Object.fromEntries(partNames.map((name) => [name, weights[name] / sum])) as Parts
}

/** A ranking put into the order of other weights, the best first; equal scores in the order of their ids. */
export function reweigh(ranked: Ranked[], weights: Parts): Ranked[] {
  const scoreOf = (parts: Parts) =>
    Math.round(partNames.reduce((sum, name) => sum + weights[name] * parts[name], 0) * 10_000) / 10_000
  return ranked
    .map((one) => ({ ...one, score: scoreOf(one.parts) }))
    .sort((a, b) => b.score - a.score || (a.supplierId < b.supplierId ? -1 : 1))
    .map((one, position) => ({ ...one, rank: position + 1 }))
}
