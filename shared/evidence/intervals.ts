/** A share with the range that it lies in, 19 times out of 20. */
export interface Interval {
  low: number
  high: number
}

/** The 97.5 % point of the normal distribution: 95 % lie within so many standard deviations. */
const z95 = 1.959964

/**
 * The Wilson score interval of a proportion at 95 % (E. B. Wilson, 1927; method 3 in R. G. Newcombe, Statistics in
 * Medicine 17, 1998, pp. 857–872). It holds for few cases and for shares near 0 and 1. Null where nothing was counted.
 */
export function wilson(yes: number, of: number): Interval | null {
  if (of === 0) return null
  const share = yes / of
  const square = z95 ** 2
  const middle = 2 * of * share + square
  const half = z95 * Math.sqrt(square + 4 * of * share * (1 - share))
  const low = (middle - half) / (2 * (of + square))
  const high = (middle + half) / (2 * (of + square))
  return { low: yes === 0 ? 0 : low, high: yes === of ? 1 : high }
}

/**
 * The interval of the difference of two proportions at 95 %, from their Wilson intervals (method 10 in R. G. Newcombe,
 * Statistics in Medicine 17, 1998, pp. 873–890). Null where one of them counted nothing.
 */
export function differenceOf(
  first: { yes: number; of: number },
  second: { yes: number; of: number },
): (Interval & { difference: number }) | null {
  const [a, b] = [wilson(first.yes, first.of), wilson(second.yes, second.of)]
  if (!a || !b) return null
  const [p, q] = [first.yes / first.of, second.yes / second.of]
  return {
    difference: p - q,
    low: p - q - Math.hypot(p - a.low, b.high - q),
    high: p - q + Math.hypot(a.high - p, q - b.low),
  }
}

/** How often each value was seen, from the smallest on. */
export type Counted = readonly (readonly [value: number, count: number])[]

/** Values, each with how often it comes. */
export function countedOf(values: readonly number[]): [number, number][] {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => a[0] - b[0])
}

export const sizeOf = (counted: Counted): number => counted.reduce((sum, [, count]) => sum + count, 0)

/** The value at a place, from 1 on, when all are laid in a row. */
function valueAt(counted: Counted, place: number): number {
  let passed = 0
  for (const [value, count] of counted) {
    passed += count
    if (passed >= place) return value
  }
  return counted.at(-1)?.[0] ?? Number.NaN
}

/** The value in the middle; between the two middle ones where their number is even. Null for none. */
export function medianOf(counted: Counted): number | null {
  const size = sizeOf(counted)
  if (size === 0) return null
  return (valueAt(counted, Math.floor((size + 1) / 2)) + valueAt(counted, Math.ceil((size + 1) / 2))) / 2
}

/**
 * The interval of a median at 95 % or a little more, from the order of the values alone: between the r-th from below
 * and the r-th from above, where so many or fewer of n even chances come up in at most 2.5 % of cases (W. J. Conover,
 * Practical Nonparametric Statistics, chapter 3). It assumes nothing of how values are spread. Null for fewer than six:
 * even from the least to the greatest the certainty is less than 95 % then.
 */
export function medianInterval(counted: Counted): Interval | null {
  const size = sizeOf(counted)
  const rank = rankForMedian(size)
  return rank === 0 ? null : { low: valueAt(counted, rank), high: valueAt(counted, size + 1 - rank) }
}

// From here on the even chances are as good as normal, and their sum is quicker so.
const manyCases = 1000

/** The greatest r for which fewer than r of n even chances come up in at most 2.5 % of cases; 0 for none. */
export function rankForMedian(size: number): number {
  if (size > manyCases) return Math.floor((size + 1) / 2 - (z95 * Math.sqrt(size)) / 2)
  let chance = 0.5 ** size
  let below = chance
  let rank = 0
  while (below <= 0.025 && rank < size) {
    rank += 1
    chance *= (size - rank + 1) / rank
    below += chance
  }
  return rank
}
