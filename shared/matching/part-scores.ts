import { fitAtDistance, maturityFit, unknown } from './delivery-fit.ts'
import type { PartName } from './parts.ts'
import { categoryAt, type Without } from './category-scores.ts'
import { likeness, type PreparedQuery } from './prepared-query.ts'
import type { QueryTables } from './query-tables.ts'
import { fadeOver } from './recency.ts'
import { regionUnknown } from './region-closeness.ts'
import { passageKinds, type Segment } from './segment.ts'
import type { IndexPart } from './supplier-index.ts'

/** How many of a supplier's projects its track record is made of. */
export const bestProjects = 3
const withResult = passageKinds.indexOf('case-study-with-result')

/** The region closeness of a row (see `regionCloseness`). */
export function regionAt(
  { served, worked }: QueryTables,
  segment: Segment,
  row: number,
  without?: Without,
): number {
  if (!served || !worked) return 1
  let nearest = -1
  for (let i = segment.servedStarts[row] as number; i < (segment.servedStarts[row + 1] as number); i += 1) {
    const region = segment.served[i] as number
    if (!without?.regions?.(region)) nearest = Math.max(nearest, served[region] as number)
  }
  const end = segment.passageStarts[row + 1] as number
  for (let passage = segment.passageStarts[row] as number; passage < end; passage += 1) {
    if (without?.passages?.has(passage)) continue
    for (
      let i = segment.workedStarts[passage] as number;
      i < (segment.workedStarts[passage + 1] as number);
      i += 1
    ) {
      const region = segment.worked[i] as number
      if (!without?.regions?.(region)) nearest = Math.max(nearest, worked[region] as number)
    }
  }
  return nearest < 0 ? regionUnknown : nearest
}

/** The order in which `partsAt` writes; the same as `partNames`. */
export const partOrder = {
  text: 0,
  trackRecord: 1,
  related: 2,
  category: 3,
  recency: 4,
  buyers: 5,
  region: 6,
  value: 7,
  maturity: 8,
  evidence: 9,
} as const satisfies Record<PartName, number>

// Used for one supplier after the other: the best of what was done, and of everything by what goes with it.
const bestSaid = new Float64Array(bestProjects)
const bestRelated = new Float64Array(bestProjects)

/** Puts a score in its place among the best, which stand with the largest first. */
function keepBest(best: Float64Array, score: number): void {
  let at = best.length - 1
  if (score <= (best[at] as number)) return
  for (; at > 0 && score > (best[at - 1] as number); at -= 1) best[at] = best[at - 1] as number
  best[at] = score
}

function sumOfLikeness(best: Float64Array, ideal: number): number {
  let sum = 0
  for (let i = 0; i < best.length; i += 1) sum += likeness((best[i] as number) / ideal)
  return sum
}

/**
 * What a supplier's score is made of, each 0 to 1, into `out` by `partOrder`: from the scans in its part of the index
 * and its facts, and from nobody else's.
 */
export function partsAt(
  { ideal, relatedIdeal, tables, challenge, readIn }: PreparedQuery,
  { segment, said, related, category }: IndexPart,
  row: number,
  out: Float64Array,
  without?: Without,
): void {
  const { kinds, buyers, days, magnitudes } = segment
  const { day, magnitude } = tables
  const likeBuyers = tables.buyers
  bestSaid.fill(0)
  bestRelated.fill(0)
  let own = 0
  let hasResult = false
  let nearestDay = Number.POSITIVE_INFINITY
  let buyer = -1
  let distance = Number.POSITIVE_INFINITY
  const end = segment.passageStarts[row + 1] as number
  for (let passage = segment.passageStarts[row] as number; passage < end; passage += 1) {
    if (without?.passages?.has(passage)) continue
    keepBest(bestRelated, related[passage] as number)
    const says = said[passage] as number
    if (kinds[passage] === 0) {
      own = says
      continue
    }
    keepBest(bestSaid, says)
    if (kinds[passage] === withResult) hasResult = true
    const done = days[passage] as number
    if (done !== 0 && day !== 0) nearestDay = Math.min(nearestDay, Math.abs(day - done))
    if (likeBuyers) buyer = Math.max(buyer, likeBuyers[buyers[passage] as number] as number)
    const size = magnitudes[passage] as number
    if (size >= 0 && magnitude >= 0) distance = Math.min(distance, Math.abs(size - magnitude))
  }
  out[0] = likeness(Math.max(own, bestSaid[0] as number) / ideal)
  out[1] = sumOfLikeness(bestSaid, ideal) / bestProjects
  out[2] = (readIn * sumOfLikeness(bestRelated, relatedIdeal)) / bestProjects
  out[3] = without ? categoryAt(tables, segment, row, without) : (category[row] as number)
  out[4] = nearestDay === Number.POSITIVE_INFINITY ? unknown : fadeOver(nearestDay)
  out[5] = buyer < 0 ? unknown : buyer
  out[6] = regionAt(tables, segment, row, without)
  out[7] = distance === Number.POSITIVE_INFINITY ? unknown : fitAtDistance(distance)
  out[8] = without?.readiness ? unknown : readinessAt(challenge, segment, row)
  out[9] = hasResult && !without?.result ? 1 : unknown
}

function readinessAt(
  asked: { trlFrom: number | null; trlTo: number | null },
  segment: Segment,
  row: number,
): number {
  const from = segment.trlFrom[row] as number
  if (from === 0 || (asked.trlFrom === null && asked.trlTo === null)) return unknown
  return maturityFit(asked, { trlFrom: from, trlTo: segment.trlTo[row] as number })
}
