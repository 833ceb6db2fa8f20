import fc from 'fast-check'
import {
  add,
  compare,
  divide,
  type Fraction,
  fraction,
  inDecimals,
  larger,
  multiply,
  one,
  roughly,
  smaller,
  subtract,
  zero,
} from '../../shared/evaluation/fraction.ts'

const tops = fc.oneof(fc.bigInt({ min: -50n, max: 50n }), fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }))
const overs = fc.oneof(fc.bigInt({ min: 1n, max: 50n }), fc.bigInt({ min: 1n, max: 2n ** 80n }))
const fractions = fc.tuple(tops, overs).map(([top, over]) => fraction(top, over))

const divisorOf = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : divisorOf(b, a % b))
const isWhole = ({ top, over }: Fraction): boolean => over > 0n && divisorOf(top, over) === 1n
/** Whether a fraction is what a plain division says, whatever it was made from. */
const is = (found: Fraction, top: bigint, over: bigint): boolean =>
  isWhole(found) && found.top * over === top * found.over

test('a fraction is kept in its lowest terms, over something above zero', () => {
  expect(fraction(6, 4)).toEqual({ top: 3n, over: 2n })
  expect(fraction(6n, -4n)).toEqual({ top: -3n, over: 2n })
  expect(fraction(-6, -4)).toEqual({ top: 3n, over: 2n })
  expect(fraction(0, -7)).toEqual({ top: 0n, over: 1n })
  expect(fraction(5)).toEqual({ top: 5n, over: 1n })
  expect([zero, one]).toEqual([fraction(0), fraction(1)])
  expect(() => fraction(1, 0)).toThrow(RangeError)
  const big = 2n ** 60n
  expect(fraction(big * 6n, big * 4n)).toEqual({ top: 3n, over: 2n })
  expect(fraction(big * 3n, 6)).toEqual({ top: big / 2n, over: 1n })
  expect(fraction(6, big * 3n)).toEqual({ top: 1n, over: big / 2n })
  fc.assert(fc.property(tops, overs, (top, over) => is(fraction(top, over), top, over)))
})

test('sums, differences, products and quotients are exact', () => {
  fc.assert(
    fc.property(fractions, fractions, (a, b) => {
      expect(is(add(a, b), a.top * b.over + b.top * a.over, a.over * b.over)).toBe(true)
      expect(is(subtract(a, b), a.top * b.over - b.top * a.over, a.over * b.over)).toBe(true)
      expect(is(multiply(a, b), a.top * b.top, a.over * b.over)).toBe(true)
      if (b.top !== 0n) expect(is(divide(a, b), a.top * b.over, a.over * b.top)).toBe(true)
    }),
  )
  expect(add(fraction(1, 6), fraction(1, 6))).toEqual(fraction(1, 3))
  expect(() => divide(one, zero)).toThrow(RangeError)
})

test('two are compared exactly', () => {
  expect(compare(fraction(1, 3), fraction(1, 2))).toBe(-1)
  expect(compare(fraction(1, 2), fraction(1, 3))).toBe(1)
  expect(compare(fraction(2, 4), fraction(1, 2))).toBe(0)
  expect(compare(fraction(-1, 2), fraction(1, 2))).toBe(-1)
  // A double knows no difference between these.
  expect(compare(fraction(10n ** 18n, 10n ** 18n - 1n), one)).toBe(1)
  expect([larger(zero, one), larger(one, zero), smaller(zero, one), smaller(one, zero)]).toEqual([
    one,
    one,
    zero,
    zero,
  ])
})

test.each([
  [fraction(125, 2), 2, '62.5'],
  [fraction(1, 3), 2, '0.33'],
  [fraction(2, 3), 2, '0.67'],
  [fraction(1, 8), 2, '0.13'],
  [fraction(-1, 8), 2, '-0.13'],
  [fraction(-1, 1000), 2, '0'],
  [fraction(1, 1000), 2, '0'],
  [fraction(-5, 2), 0, '-3'],
  [fraction(-1), 0, '-1'],
  [fraction(-1, 2), 0, '-1'],
  [fraction(5, 2), 0, '3'],
  [fraction(1, 2), 0, '1'],
  [fraction(10), 0, '10'],
  [fraction(100), 2, '100'],
  [fraction(1001, 1000), 2, '1'],
  [fraction(101, 100), 2, '1.01'],
  [fraction(999, 1000), 2, '1'],
  [fraction(-3, 2), 1, '-1.5'],
])('%j in %i decimals is %s', (value, decimals, text) => {
  expect(inDecimals(value, decimals)).toBe(text)
})

test('for people there are two decimals, for a drawing six', () => {
  expect(inDecimals(fraction(1, 7))).toBe('0.14')
  expect(roughly(fraction(1, 7))).toBe(0.142857)
  expect(roughly(fraction(-1, 3))).toBe(-0.333333)
})
