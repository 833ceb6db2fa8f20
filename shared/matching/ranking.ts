import { bestOf, type Found, inOrder, weigh } from './best-of.ts'
import type { ChallengeToRank } from './challenge-query.ts'
import { categoryAt, type Without } from './category-scores.ts'
import { partOrder, partsAt } from './part-scores.ts'
import { type Parts, partNames, partWeights } from './parts.ts'
import { type PreparedQuery, prepareQuery } from './prepared-query.ts'
import { isRanked } from './reach.ts'
import { idIn, supplierFlags } from './segment.ts'
import type { Place, SupplierIndex } from './supplier-index.ts'
import { sumOf, type TermScore } from './text-scores.ts'

export { type PartName, type Parts, partNames, partWeights } from './parts.ts'

/** One supplier in a ranking. */
export interface Ranked {
  supplierId: string
  /** 1 for the best. */
  rank: number
  /** 0 to 1: the weighted sum of the parts. */
  score: number
  parts: Parts
}

/** Who is ranked at all: whatever is not said does not matter. */
export interface SupplierFilter {
  isSme?: boolean
  isVcse?: boolean
  isClaimed?: boolean
}

/** What may be set for one ranking. */
export interface RankingOptions {
  weights?: Parts
  /** How many of the best are wanted; 200 if nothing is said. */
  limit?: number
  /** Suppliers that are wanted whatever their rank. */
  keep?: Iterable<string>
  filter?: SupplierFilter
}

/** A ranking: how many were ranked, and the best of them with those that were to be kept, in their order. */
export interface RankedList {
  total: number
  rows: Ranked[]
  /** The scores of all from the first to the last of the rows, also of those between that are in none. */
  scores: number[]
}

const roundTo = (places: number) => (value: number) => Math.round(value * 10 ** places) / 10 ** places
const roundPart = roundTo(3)
const roundScore = roundTo(4)
const partsCount = partNames.length

/**
 * Ranks every supplier of the index for a challenge, the best first; equal scores in the order of their ids.
 * A supplier's text counts by the best thing it says or did, its track record by its three best projects.
 */
export function rankSuppliers(
  index: SupplierIndex,
  challenge: ChallengeToRank,
  options: RankingOptions = {},
): RankedList {
  return rankPrepared(index, prepareQuery(index, challenge), options)
}

/** The same for the query that was prepared last: its scans lie in the index. */
export function rankPrepared(
  index: SupplierIndex,
  query: PreparedQuery,
  { weights = partWeights, limit = 200, keep = [], filter = {} }: RankingOptions = {},
): RankedList {
  const order = inOrder(weights)
  const parts = index.parts()
  const flags = flagsWanted(filter)
  const kept = [...keep]
    .flatMap((id) => index.find(id) ?? [])
    .filter(({ part, row }) => isRanked(part.segment, row, flags))
  const least = Math.min(...kept.map((place) => scoreAt(query, place, order)))
  const { found, total } = bestOf({ query, parts, weights: order, flags, limit, least })
  const isKept = new Set(kept.map(({ part, row }) => idIn(part.segment, row)))
  const rows = found
    .map((one, position) => ({ one, rank: position + 1 }))
    .filter(({ one, rank }) => rank <= limit || isKept.has(idIn(one.part.segment, one.row)))
    .map(({ one, rank }) => present(query, one, rank))
  return { total, rows, scores: found.map(({ score }) => score) }
}

// Used again by every reckoning that needs the score alone.
const scratch = new Float64Array(partsCount)

/** The score alone of a supplier whose passages were read, with the weights `inOrder`, as if it lacked something. */
export function scoreAt(
  query: PreparedQuery,
  { part, row }: Place,
  order: Float64Array,
  without?: Without,
): number {
  partsAt(query, part, row, scratch, without)
  return weigh(scratch, order)
}

function flagsWanted({ isSme, isVcse, isClaimed }: SupplierFilter): number {
  let wanted = isClaimed ? supplierFlags.claimed : 0
  if (isSme !== undefined) wanted |= isSme ? supplierFlags.sme : supplierFlags.notSme
  if (isVcse !== undefined) wanted |= isVcse ? supplierFlags.vcse : supplierFlags.notVcse
  return wanted
}

function present(query: PreparedQuery, { part, row, score }: Found, rank: number): Ranked {
  const out = new Float64Array(partsCount)
  partsAt(query, part, row, out)
  const parts = Object.fromEntries(
    partNames.map((name) => [name, roundPart(out[partOrder[name]] as number)]),
  ) as Parts
  return { supplierId: idIn(part.segment, row), rank, score: roundScore(score), parts }
}

/** A supplier reckoned anew, on the query and the scans it was reckoned for. */
export interface SupplierScore {
  score: number
  parts: Parts
}

/**
 * One supplier's score without ranking anybody else: the same as in a ranking. Also for a query that was prepared
 * earlier.
 * @returns null for a supplier that is not in the index
 */
export function scoreSupplier(
  index: SupplierIndex,
  query: PreparedQuery,
  supplierId: string,
  weights: Parts = partWeights,
): SupplierScore | null {
  index.parts()
  const place = index.find(supplierId)
  if (!place) return null
  readSupplier(query, place)
  return scorePlace(query, place, weights)
}

/** The score of a supplier whose passages were read, as if it lacked something. */
export function scorePlace(
  query: PreparedQuery,
  { part, row }: Place,
  weights: Parts,
  without?: Without,
): SupplierScore {
  const out = new Float64Array(partsCount)
  partsAt(query, part, row, out, without)
  const parts = Object.fromEntries(partNames.map((name) => [name, out[partOrder[name]]])) as Parts
  return { score: weigh(out, inOrder(weights)), parts }
}

/** What each word adds to each passage of a supplier, in their order. */
export interface ReadTerms {
  said: TermScore[][]
  related: TermScore[][]
}

/** Reads one supplier's passages, and fills their scans as a scan of everything would. */
export function readSupplier(query: PreparedQuery, place: Place): ReadTerms {
  const { part, row } = place
  const read: ReadTerms = { said: [], related: [] }
  const end = part.segment.passageStarts[row + 1] as number
  for (let passage = part.segment.passageStarts[row] as number; passage < end; passage += 1) {
    read.said.push(query.readSaid(part, passage))
    read.related.push(query.readRelated(part, passage))
  }
  fillScans(place, read)
  part.category[row] = categoryAt(query.tables, part.segment, row)
  return read
}

/** Fills the scans of a supplier that was read, or as if it lacked some words. */
export function fillScans({ part, row }: Place, read: ReadTerms, without?: ReadonlySet<string>): void {
  const first = part.segment.passageStarts[row] as number
  for (const [i, terms] of read.said.entries()) part.said[first + i] = sumOf(terms, without)
  for (const [i, terms] of read.related.entries()) part.related[first + i] = sumOf(terms, without)
}
