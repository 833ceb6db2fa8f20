// After eight years a thing done counts about a third: firms move on, and so does what they can do.
const fadingDays = 8 * 365.25
const longestDays = 60 * 366

const faded = Float64Array.from({ length: longestDays }, (_, days) => Math.exp(-days / fadingDays))

/**
 * How much a project still counts so many days away from a challenge: 1 on the same day, half after five and a half
 * years. Old challenges are compared with what came after them as well, so that records can be used to measure the
 * ranking.
 */
export const fadeOver = (days: number): number => faded[Math.min(days, longestDays - 1)] as number
