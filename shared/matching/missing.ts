import { z } from 'zod'
import { codesOf } from './segment.ts'
import type { Names } from './explaining.ts'
import { categoryAt } from './category-scores.ts'
import { type Parts, partWeights } from './parts.ts'
import type { PreparedQuery } from './prepared-query.ts'
import { readSupplier, scorePlace } from './ranking.ts'
import { inEnglish, sayAmount, type Translate } from './reasons.ts'
import type { Place, SupplierIndex } from './supplier-index.ts'

/** How much higher the score would be with it, 0 to 1. */
const gain = { gain: z.number() }
/** The place in the ranking then. */
const rank = { rankThen: z.number().int() }

/** It says of no region that it serves it. */
const regions = z.object({ kind: z.literal('regions'), ...gain })
const category = z.object({ kind: z.literal('category'), ...gain, code: z.string(), label: z.string() })
const readiness = z.object({ kind: z.literal('readiness'), ...gain })
const result = z.object({ kind: z.literal('result'), ...gain })

/** What is not said of a supplier and would raise its score for a challenge: data first, as reasons are. */
export const missingSchema = z.discriminatedUnion('kind', [
  regions.extend(rank),
  category.extend(rank),
  readiness.extend(rank),
  result.extend(rank),
])
export type Missing = z.infer<typeof missingSchema>

/** The same for the supplier itself: a rank would tell of others. */
export const ownMissingSchema = z.discriminatedUnion('kind', [regions, category, readiness, result])
export type OwnMissing = z.infer<typeof ownMissingSchema>

const said = { sentence: z.string() }

/** What is missing as programs get it, with its sentence: one shape each, since none may have more than it names. */
export const saidMissingSchema = z.discriminatedUnion('kind', [
  regions.extend(rank).extend(said),
  category.extend(rank).extend(said),
  readiness.extend(rank).extend(said),
  result.extend(rank).extend(said),
])
/** The same for the supplier itself, without a rank. */
export const ownSaidMissingSchema = z.discriminatedUnion('kind', [
  regions.extend(said),
  category.extend(said),
  readiness.extend(said),
  result.extend(said),
])

/** What is missing without any rank, for the supplier's own eyes. */
export const withoutRanks = (missing: (Missing | OwnMissing)[] = []): OwnMissing[] =>
  missing.map((one) => ownMissingSchema.parse(one))

// Less than that moves nobody.
const leastGain = 0.002

/**
 * A function that says what a supplier's profile lacks for this query, the most gainful first. It asks only for facts
 * that nobody has stated: never for a larger firm or a longer record.
 * @param scores those of the ranking in its order, down to the supplier's own: from them the place then is read
 */
export function missingFinder(
  index: SupplierIndex,
  query: PreparedQuery,
  names: Names,
  scores: number[],
  weights: Parts = partWeights,
): (supplierId: string) => Missing[] {
  const find = placeMissing(index, query, names, scores, weights)
  return (supplierId) => {
    const place = index.find(supplierId)
    return place ? find(place) : []
  }
}

/** The same for a supplier wherever it lies, in the index or alone. */
export function placeMissing(
  index: SupplierIndex,
  query: PreparedQuery,
  names: Names,
  scores: number[],
  weights: Parts,
): (place: Place) => Missing[] {
  const { challenge, tables } = query
  return (place) => {
    readSupplier(query, place)
    const { score, parts } = scorePlace(query, place, weights)
    const { segment } = place.part
    const { row } = place
    const then = (raised: number) => {
      const gained = Math.round(raised * 10_000) / 10_000
      return { gain: gained, rankThen: countAbove(scores, score + raised) + 1 }
    }
    const found: Missing[] = []
    const saysRegion = segment.servedStarts[row] !== segment.servedStarts[row + 1]
    if (!saysRegion && challenge.regions.length > 0)
      found.push({ kind: 'regions', ...then(weights.region * (1 - parts.region)) })
    if (segment.trlFrom[row] === 0 && (challenge.trlFrom !== null || challenge.trlTo !== null))
      found.push({ kind: 'readiness', ...then(weights.maturity * (1 - parts.maturity)) })
    found.push({ kind: 'result', ...then(weights.evidence * (1 - parts.evidence)) })
    const own = new Set([...codesOf(segment, row)].map(index.books.codes.name))
    const codes = tables.categories
      .filter(({ code }) => !own.has(code))
      .map(({ code }) => ({ code, closeness: categoryWith(query, place.part.segment, row, code) }))
      .sort((a, b) => b.closeness - a.closeness)
    const [best] = codes
    if (best) {
      const label = names.category(best.code) || best.code
      const raised = weights.category * (best.closeness - parts.category)
      found.push({ kind: 'category', ...then(raised), code: best.code, label })
    }
    return found.filter((one) => one.gain >= leastGain).sort((a, b) => b.gain - a.gain)
  }
}

/** How many of these, the highest first, are above a score. */
function countAbove(scores: number[], score: number): number {
  let [from, to] = [0, scores.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((scores[middle] as number) > score) from = middle + 1
    else to = middle
  }
  return from
}

/** The category closeness of a supplier that worked in this category too. */
function categoryWith(
  { tables }: PreparedQuery,
  segment: Parameters<typeof categoryAt>[1],
  row: number,
  code: string,
): number {
  const all = tables.categories.map((wanted) => {
    const alone = categoryAt({ ...tables, categories: [wanted] }, segment, row)
    return wanted.code === code ? Math.max(alone, Math.max(...wanted.telling)) : alone
  })
  return (Math.max(...all) + all.reduce((sum, one) => sum + one, 0) / all.length) / 2
}

/** What is missing as a sentence, with the place in the ranking then for those who may know of places. */
export function sayMissing(
  missing: Missing | OwnMissing,
  t: Translate = inEnglish,
  rankNow?: number,
): string {
  const what = sayWhat(missing, t)
  if (rankNow && 'rankThen' in missing && missing.rankThen < rankNow)
    return t('{what}: would rank {rank} instead of {now}', { what, rank: missing.rankThen, now: rankNow })
  return t('{what}: the score would be {gain} higher', { what, gain: sayAmount(missing.gain, t) })
}

function sayWhat(missing: Missing | OwnMissing, t: Translate): string {
  switch (missing.kind) {
    case 'regions':
      return t('No region given; with one that covers this place')
    case 'category':
      return t('With category {code} {label}', { code: missing.code, label: missing.label })
    case 'readiness':
      return t('No technology readiness level given; with one that fits')
    case 'result':
      return t('No case study says what came of it; with one that does')
  }
}
