/** What a part gives where nobody has said whether it fits: neither for the firm nor against it. */
export const unknown = 0.5

// A contract of a tenth or ten times the size of what was delivered says nothing for the firm.
const strangeMagnitude = 1

/**
 * How near the value of a pilot is to something the supplier has delivered, 0 to 1, by magnitude: larger is
 * no better than smaller. 0.5 where either is unknown.
 */
export function valueFit(budgetPence: number | null, deliveredPence: (number | null)[]): number {
  const delivered = deliveredPence.filter((value): value is number => value !== null && value > 0)
  if (!budgetPence || budgetPence < 0 || delivered.length === 0) return unknown
  const distances = delivered.map((value) => Math.abs(Math.log10(value / budgetPence)))
  return fitAtDistance(Math.min(...distances))
}

/** The same from how many magnitudes lie between the two. */
export const fitAtDistance = (magnitudes: number): number => Math.max(0, 1 - magnitudes / strangeMagnitude)

/** Levels of technology readiness, from and to; null where nobody has said. */
export interface Readiness {
  trlFrom: number | null
  trlTo: number | null
}

// A prototype is made of what works in a laboratory, a pilot of what works elsewhere, scaling of what is proved.
const readinessOf: Record<string, [number, number]> = { prototype: [3, 6], pilot: [6, 8], scale: [8, 9] }

/** The levels of readiness that the stages of a challenge ask for; null for a challenge without stages. */
export function readinessAsked(stages: string[]): Readiness {
  const levels = stages.flatMap((stage) => readinessOf[stage] ?? [])
  if (levels.length === 0) return { trlFrom: null, trlTo: null }
  return { trlFrom: Math.min(...levels), trlTo: Math.max(...levels) }
}

// Four levels apart is as good as nothing in common: research for a thing that is to be rolled out.
const strangeLevels = 4

/** How near the levels of readiness offered are to those asked for: 1 if they overlap, 0.5 if unknown. */
export function maturityFit(asked: Readiness, offered: Readiness): number {
  const [askedFrom, askedTo] = [asked.trlFrom ?? asked.trlTo, asked.trlTo ?? asked.trlFrom]
  const [from, to] = [offered.trlFrom ?? offered.trlTo, offered.trlTo ?? offered.trlFrom]
  if (askedFrom === null || askedTo === null || from === null || to === null) return unknown
  const gap = Math.max(0, askedFrom - to, from - askedTo)
  return Math.max(0, 1 - gap / strangeLevels)
}

/** 1 if the supplier says what came of something that it did, 0.5 if it has not said. */
export const evidenceOf = (projects: { hasResult: boolean }[]): number =>
  projects.some(({ hasResult }) => hasResult) ? 1 : unknown
