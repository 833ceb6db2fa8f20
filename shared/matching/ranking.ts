import { categoryCloseness } from './category-closeness.ts'
import { type ChallengeToRank, idealScore, readChallenge } from './challenge-query.ts'
import { regionCloseness } from './region-closeness.ts'
import type { IndexedSupplier, SupplierIndex } from './supplier-index.ts'

/** What a score is made of; each part is 0 to 1. */
export const partNames = ['text', 'category', 'region', 'trackRecord'] as const
export type PartName = (typeof partNames)[number]
export type Parts = Record<PartName, number>

/** How much each part counts; together 1. Chosen on public award records (docs/matching.md says how). */
export const partWeights: Parts = { text: 0.5, category: 0.25, region: 0.1, trackRecord: 0.15 }

/** One supplier in a ranking. */
export interface Ranked {
  supplierId: string
  /** 1 for the best. */
  rank: number
  /** 0 to 1: the weighted sum of the parts. */
  score: number
  parts: Parts
}

// A passage that says 30 % of what could be said is half-way to certainty.
const halfway = 0.3
const bestProjects = 3

/** How alike a passage is, 0 to 1, from its share of the ideal score. */
export const likeness = (share: number): number => share / (share + halfway)

const round = (value: number): number => Math.round(value * 1000) / 1000

/**
 * Ranks every supplier of the index for a challenge, the best first; equal scores in the order of their ids.
 * A supplier's text counts by the best thing it says or did, its track record by its three best projects.
 */
export function rankSuppliers(index: SupplierIndex, challenge: ChallengeToRank): Ranked[] {
  const { terms } = readChallenge(challenge)
  const ideal = Math.max(idealScore(index.texts, terms), Number.MIN_VALUE)
  const scores = index.texts.score(terms)
  const ranked: Ranked[] = []
  for (const supplier of index.all()) {
    const parts = partsOf(supplier, challenge, (passage) => (scores[passage] ?? 0) / ideal)
    ranked.push({ supplierId: supplier.id, rank: 0, score: scoreOf(parts), parts })
  }
  ranked.sort((a, b) => b.score - a.score || (a.supplierId < b.supplierId ? -1 : 1))
  for (const [position, one] of ranked.entries()) one.rank = position + 1
  return ranked
}

/** The parts of one supplier's score; `shareOf` is how much of the ideal score a passage has. */
export function partsOf(
  supplier: IndexedSupplier,
  challenge: ChallengeToRank,
  shareOf: (passage: number) => number,
): Parts {
  const own = supplier.profile < 0 ? 0 : shareOf(supplier.profile)
  const past = supplier.projects.map(({ passage }) => shareOf(passage)).sort((a, b) => b - a)
  const best = past.slice(0, bestProjects).reduce((sum, share) => sum + share, 0) / bestProjects
  return {
    text: round(likeness(Math.max(own, past[0] ?? 0))),
    category: round(categoryCloseness(challenge.cpv, supplier.cpv).closeness),
    region: round(regionCloseness(challenge.regions, supplier.regions, supplier.workedIn).closeness),
    trackRecord: round(likeness(best)),
  }
}

/** The weighted sum of the parts, to four decimals. */
export const scoreOf = (parts: Parts): number =>
  Math.round(partNames.reduce((sum, name) => sum + partWeights[name] * parts[name], 0) * 10_000) / 10_000
