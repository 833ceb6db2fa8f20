import fc from 'fast-check'
import { concentrationOf, concentrationWord } from '../../shared/evidence/concentration.ts'
import {
  countedOf,
  differenceOf,
  medianInterval,
  medianOf,
  rankForMedian,
  wilson,
} from '../../shared/evidence/intervals.ts'

// Newcombe 1998, Statistics in Medicine 17, pp. 857–872, table I, method 3.
it.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('Wilson’s interval of %d of %d is the published one', (yes, of, low, high) => {
  const interval = wilson(yes, of)
  expect(interval?.low).toBeCloseTo(low, 4)
  expect(interval?.high).toBeCloseTo(high, 4)
})

it('is nothing of nothing, and never beyond what a share can be', () => {
  expect(wilson(0, 0)).toBeNull()
  fc.assert(
    fc.property(fc.nat(500), fc.nat(500), (yes, no) => {
      fc.pre(yes + no > 0)
      const { low, high } = wilson(yes, yes + no) ?? { low: -1, high: 2 }
      const share = yes / (yes + no)
      expect(0 <= low && low <= share && share <= high && high <= 1).toBe(true)
    }),
  )
})

// Newcombe 1998, Statistics in Medicine 17, pp. 873–890, table II, method 10.
it.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [10, 10, 0, 10, 0.6075, 1],
])('the interval of %d/%d less %d/%d is the published one', (a, n, b, m, low, high) => {
  const between = differenceOf({ yes: a, of: n }, { yes: b, of: m })
  expect(between?.low).toBeCloseTo(low, 4)
  expect(between?.high).toBeCloseTo(high, 4)
  expect(differenceOf({ yes: 0, of: 0 }, { yes: b, of: m })).toBeNull()
})

it('finds the middle of values that are counted', () => {
  expect(medianOf([])).toBeNull()
  expect(medianOf(countedOf([3]))).toBe(3)
  expect(medianOf(countedOf([4, 1, 3, 2]))).toBe(2.5)
  expect(medianOf(countedOf([7, 7, 7, 100]))).toBe(7)
})

// Ranks of the classical tables of the sign test at 95 %: n = 6 → 1, 10 → 2, 20 → 6, 25 → 8, 50 → 18, 100 → 40.
it.each([
  [5, 0],
  [6, 1],
  [8, 1],
  [9, 2],
  [10, 2],
  [20, 6],
  [25, 8],
  [50, 18],
  [100, 40],
])('takes the value of %d that the tables give: %d from each end', (size, rank) => {
  expect(rankForMedian(size)).toBe(rank)
  const values = Array.from({ length: size }, (_, index) => index + 1)
  expect(medianInterval(countedOf(values))).toEqual(rank === 0 ? null : { low: rank, high: size + 1 - rank })
})

it('goes on from the exact to the normal ranks without a leap', () => {
  expect(rankForMedian(1001) - rankForMedian(1000)).toBeGreaterThanOrEqual(0)
  expect(rankForMedian(1001) - rankForMedian(1000)).toBeLessThanOrEqual(1)
  expect(rankForMedian(100_000)).toBe(49_690)
})

it('says how much lies with few', () => {
  expect(concentrationOf([])).toBeNull()
  expect(concentrationOf([0, 0])).toBeNull()
  expect(concentrationOf([5])).toEqual({ index: 1, asManyAs: 1, greatest: 1 })
  expect(concentrationOf([1, 1, 1, 1])).toEqual({ index: 0.25, asManyAs: 4, greatest: 0.25 })
  // 50, 30 and 20 of a hundred: 0.25 + 0.09 + 0.04.
  expect(concentrationOf([50, 30, 20])?.index).toBeCloseTo(0.38, 10)
  expect([0.05, 0.15, 0.25].map(concentrationWord)).toEqual(['low', 'medium', 'high'])
})
