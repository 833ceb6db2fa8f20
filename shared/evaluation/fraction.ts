/** A number that nothing was rounded in: `over` is above zero, and the two have no common divisor. */
export interface Fraction {
  top: bigint
  over: bigint
}

const mostSafe = BigInt(Number.MAX_SAFE_INTEGER)

// Whole numbers that a double holds exactly are divided many times quicker as such.
function commonDivisorOfSafe(a: number, b: number): number {
  let [left, right] = [a, b]
  while (right !== 0) [left, right] = [right, left % right]
  return left
}

function commonDivisor(a: bigint, b: bigint): bigint {
  let left = a < 0n ? -a : a
  let right = b
  while (right !== 0n) {
    if (left <= mostSafe && right <= mostSafe) return BigInt(commonDivisorOfSafe(Number(left), Number(right)))
    ;[left, right] = [right, left % right]
  }
  return left
}

/** @throws RangeError for a division by zero */
export function fraction(top: bigint | number, over: bigint | number = 1n): Fraction {
  let [above, below] = [BigInt(top), BigInt(over)]
  if (below === 0n) throw new RangeError('Nothing can be divided by zero')
  if (below < 0n) [above, below] = [-above, -below]
  const shared = commonDivisor(above, below)
  return shared === 1n ? { top: above, over: below } : { top: above / shared, over: below / shared }
}

export const zero: Fraction = { top: 0n, over: 1n }
export const one: Fraction = { top: 1n, over: 1n }

/** The exact sum. */
export const add = (a: Fraction, b: Fraction): Fraction =>
  a.over === b.over
    ? fraction(a.top + b.top, a.over)
    : fraction(a.top * b.over + b.top * a.over, a.over * b.over)

/** The exact difference. */
export const subtract = (a: Fraction, b: Fraction): Fraction => add(a, { top: -b.top, over: b.over })

/** The exact product. */
export const multiply = (a: Fraction, b: Fraction): Fraction => fraction(a.top * b.top, a.over * b.over)

/** The exact quotient. @throws RangeError if `b` is zero */
export const divide = (a: Fraction, b: Fraction): Fraction => fraction(a.top * b.over, a.over * b.top)

/** Below zero if `a` is less than `b`, zero if they are the same, above it otherwise. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.top * b.over - b.top * a.over
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** The larger of two. */
export const larger = (a: Fraction, b: Fraction): Fraction => (compare(a, b) < 0 ? b : a)

/** The smaller of two. */
export const smaller = (a: Fraction, b: Fraction): Fraction => (compare(a, b) > 0 ? b : a)

/** For people: rounded half away from zero to so many decimals, without needless noughts: `62.5`. */
export function inDecimals({ top, over }: Fraction, decimals = 2): string {
  const scale = 10n ** BigInt(decimals)
  const size = top < 0n ? -top : top
  const rounded = (size * scale * 2n + over) / (over * 2n)
  const after = String(rounded % scale)
    .padStart(decimals, '0')
    .replace(/0+$/, '')
  const sign = top < 0n && rounded > 0n ? '-' : ''
  return `${sign}${rounded / scale}${after && `.${after}`}`
}

/** For drawings only: near enough for a screen, never to rank by. */
export const roughly = (value: Fraction): number => Number(inDecimals(value, 6))
