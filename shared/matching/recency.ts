const yearMs = 365.25 * 86_400_000
// After eight years a thing done counts about a third: firms move on, and so does what they can do.
const fadingYears = 8
const unknown = 0.5

/**
 * How near in time a supplier's nearest project is to a challenge: 1 for the same day, half after five and a
 * half years. Old challenges are compared with what came after them as well, so that records can be used to
 * measure the ranking.
 */
export function recencyOf(wanted: Date | null, done: (Date | null)[]): number {
  if (!wanted) return unknown
  let nearest = Number.POSITIVE_INFINITY
  for (const date of done)
    if (date) nearest = Math.min(nearest, Math.abs(wanted.getTime() - date.getTime()) / yearMs)
  return nearest === Number.POSITIVE_INFINITY ? unknown : Math.exp(-nearest / fadingYears)
}
