import { asBuyer, buyerCloseness } from './buyer-kinship.ts'
import { categoryCloseness } from './category-closeness.ts'
import type { ChallengeToRank } from './challenge-query.ts'
import { evidenceOf, maturityFit, valueFit } from './delivery-fit.ts'
import { type Parts, partNames, partWeights, weighParts } from './parts.ts'
import { type PreparedQuery, prepareQuery } from './prepared-query.ts'
import { recencyOf } from './recency.ts'
import { regionCloseness } from './region-closeness.ts'
import type { IndexedSupplier, SupplierIndex } from './supplier-index.ts'

/** One supplier in a ranking. */
export interface Ranked {
  supplierId: string
  /** 1 for the best. */
  rank: number
  /** 0 to 1: the weighted sum of the parts. */
  score: number
  parts: Parts
}

/** What may be set for one ranking. */
export interface RankingOptions {
  weights?: Parts
}

const bestProjects = 3

const round = (value: number): number => Math.round(value * 1000) / 1000

/**
 * Ranks every supplier of the index for a challenge, the best first; equal scores in the order of their ids.
 * A supplier's text counts by the best thing it says or did, its track record by its three best projects.
 */
export function rankSuppliers(
  index: SupplierIndex,
  challenge: ChallengeToRank,
  { weights = partWeights }: RankingOptions = {},
): Ranked[] {
  const query = prepareQuery(index, challenge)
  const ranked: Ranked[] = []
  for (const supplier of index.all()) ranked.push(scoreSupplier(index, query, supplier, weights))
  ranked.sort((a, b) => b.score - a.score || (a.supplierId < b.supplierId ? -1 : 1))
  for (const [position, one] of ranked.entries()) one.rank = position + 1
  return ranked
}

/** One supplier's score: it depends on the prepared challenge and the supplier, and on nobody else. */
export function scoreSupplier(
  index: SupplierIndex,
  query: PreparedQuery,
  supplier: IndexedSupplier,
  weights: Parts = partWeights,
): Ranked {
  const exact = partsOf(index, query, supplier)
  const parts = Object.fromEntries(partNames.map((name) => [name, round(exact[name])])) as Parts
  const score = Math.round(weighParts(parts, weights) * 10_000) / 10_000
  return { supplierId: supplier.id, rank: 0, score, parts }
}

function partsOf(index: SupplierIndex, query: PreparedQuery, supplier: IndexedSupplier): Parts {
  const { challenge } = query
  const { projects } = supplier
  const said = projects.map(({ passage }) => query.said[passage] ?? 0)
  const own = supplier.profile < 0 ? 0 : (query.said[supplier.profile] ?? 0)
  const related = projects.map(({ passage }) => query.related[passage] ?? 0)
  if (supplier.profile >= 0) related.push(query.related[supplier.profile] ?? 0)
  return {
    text: Math.max(own, ...said),
    trackRecord: meanOfBest(said),
    related: query.readIn * meanOfBest(related),
    category: categoryCloseness(challenge.cpv, supplier.cpv, index.categories).closeness,
    recency: recencyOf(
      challenge.date,
      projects.map(({ date }) => date),
    ),
    buyers: buyerCloseness(
      query.buyer,
      projects.map(({ buyer, buyerRegions }) => asBuyer(buyer, buyerRegions)),
    ),
    region: regionCloseness(challenge.regions, supplier.regions, supplier.workedIn).closeness,
    value: valueFit(
      challenge.budgetPence,
      projects.map(({ valuePence }) => valuePence),
    ),
    maturity: maturityFit(challenge, supplier),
    evidence: evidenceOf(projects),
  }
}

/** The mean of the three largest: one good project is something, three are proof, and thirty are no more. */
function meanOfBest(values: number[]): number {
  const best = values.toSorted((a, b) => b - a).slice(0, bestProjects)
  return best.reduce((sum, value) => sum + value, 0) / bestProjects
}
