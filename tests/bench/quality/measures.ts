import { ndcgAt, recallAt, reciprocalRank } from '../../../shared/matching/measures.ts'

/** How good one ranking is. */
export interface Quality {
  ndcg10: number
  recall10: number
  recall100: number
  reciprocalRank: number
}
export type Measure = keyof Quality
export const measures: Measure[] = ['ndcg10', 'recall10', 'recall100', 'reciprocalRank']

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0)
export const mean = (values: number[]): number => (values.length === 0 ? 0 : sum(values) / values.length)

/** Measures one ranking of ids, the best first, against those that are right. */
export const measure = (ranked: string[], right: ReadonlySet<string>): Quality => ({
  ndcg10: ndcgAt(10, ranked, right),
  recall10: recallAt(10, ranked, right),
  recall100: recallAt(100, ranked, right),
  reciprocalRank: reciprocalRank(ranked, right),
})

/** What a comparison of two rankings over the same queries comes to. */
export interface Comparison {
  mean: number
  /** Within which the mean lies in 95 of 100 samples of the queries. */
  interval: [number, number]
  plain: number
  ratio: number
  /** How often chance alone would bring a difference as large, of either sign. */
  p: number
}

const samples = 5000

/** Compares two lists of values, query by query, by the bootstrap: the queries drawn again, with replacement. */
export function compare(values: number[], plain: number[]): Comparison {
  const random = sameRandom()
  const means: number[] = []
  let worse = 0
  let better = 0
  for (let sample = 0; sample < samples; sample += 1) {
    let total = 0
    let difference = 0
    for (let i = 0; i < values.length; i += 1) {
      const drawn = Math.floor(random() * values.length)
      total += values[drawn] ?? 0
      difference += (values[drawn] ?? 0) - (plain[drawn] ?? 0)
    }
    means.push(total / Math.max(1, values.length))
    if (difference <= 0) worse += 1
    if (difference >= 0) better += 1
  }
  means.sort((a, b) => a - b)
  const at = (share: number) => means[Math.floor(share * samples)] ?? 0
  return {
    mean: mean(values),
    interval: [at(0.025), at(0.975)],
    plain: mean(plain),
    ratio: mean(values) / mean(plain),
    p: Math.min(1, (2 * Math.min(worse, better) + 1) / samples),
  }
}

/** Numbers between 0 and 1 that are the same in every run. */
export function sameRandom(seed = 20_261_126): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
