/** From this difference on somebody has to look at the clocks, in milliseconds. */
export const mostSkewMs = 1000

/**
 * How far a clock is ahead of another that was read between two instants of the first, in milliseconds; below zero if
 * it is behind. The other may have been read at either instant: a difference that may be none is none.
 */
export function skewOf(before: number, other: number, after: number): number {
  if (other < before) return before - other
  return other > after ? after - other : 0
}

/** True for a difference that somebody has to look at. */
export const isSkewed = (aheadMs: number): boolean => Math.abs(aheadMs) > mostSkewMs
