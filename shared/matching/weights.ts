import { type Parts, partNames } from './parts.ts'

/**
 * Weights of any size brought to the sum of 1.
 * @returns null if all are zero: nothing would tell one supplier from another
 */
export function normaliseWeights(weights: Parts): Parts | null {
  const sum = partNames.reduce((all, name) => all + weights[name], 0)
  if (sum <= 0) return null
  return Object.fromEntries(partNames.map((name) => [name, weights[name] / sum])) as Parts
}
