import { maturityFit } from './delivery-fit.ts'
import type { PartName } from './parts.ts'
import { likeness, type PreparedQuery } from './prepared-query.ts'
import type { QueryTables } from './query-tables.ts'
import { fadeOver } from './recency.ts'
import { passageKinds, type Segment } from './segment.ts'
import type { IndexPart } from './supplier-index.ts'

/** Something that a supplier is reckoned without, to see what it counts for. */
export interface Without {
  passages?: ReadonlySet<number>
  /** Codes of the book: as if the supplier did not have them. */
  codes?: (code: number) => boolean
  /** Numbers of the book of regions, likewise. */
  regions?: (region: number) => boolean
  result?: boolean
  readiness?: boolean
}

/** What is neither known to fit nor known not to. */
const unknown = 0.5
const regionUnknown = 0.3
// A contract of a tenth or ten times the size of what was delivered says nothing for the firm.
const strangeMagnitude = 1
const bestProjects = 3
const withResult = passageKinds.indexOf('case-study-with-result')

/** Notes how near every supplier's categories are: only those are looked at that share a division with one wanted. */
export function noteCategories({ categories }: QueryTables, segment: Segment, into: Float32Array): void {
  into.fill(0)
  if (categories.length === 0) return
  const { holderStarts, holders } = segment
  const deepest = new Uint8Array(into.length)
  const sums = new Float64Array(into.length)
  for (const { depths, telling } of categories) {
    deepest.fill(0)
    for (let code = 0; code < holderStarts.length - 1; code += 1) {
      const depth = depths[code] as number
      if (depth === 0) continue
      for (let i = holderStarts[code] as number; i < (holderStarts[code + 1] as number); i += 1) {
        const row = holders[i] as number
        if (depth > (deepest[row] as number)) deepest[row] = depth
      }
    }
    for (let row = 0; row < deepest.length; row += 1) {
      if (deepest[row] === 0) continue
      const closeness = telling[deepest[row] as number] as number
      sums[row] = (sums[row] as number) + closeness
      if (closeness > (into[row] as number)) into[row] = closeness
    }
  }
  for (let row = 0; row < into.length; row += 1) {
    if (sums[row] !== 0) into[row] = ((into[row] as number) + (sums[row] as number) / categories.length) / 2
  }
}

/** The category closeness of a row (see `categoryCloseness`), as if it lacked something. */
export function categoryAt(
  { categories }: QueryTables,
  segment: Segment,
  row: number,
  without: Without = {},
): number {
  const codes = [...segment.ownCodes.subarray(segment.ownCodeStarts[row], segment.ownCodeStarts[row + 1])]
  const end = segment.passageStarts[row + 1] as number
  for (let passage = segment.passageStarts[row] as number; passage < end; passage += 1) {
    if (!without.passages?.has(passage))
      codes.push(...segment.codes.subarray(segment.codeStarts[passage], segment.codeStarts[passage + 1]))
  }
  const left = codes.filter((code) => !without.codes?.(code))
  const all = categories.map(({ depths, telling }) => {
    const deepest = left.reduce((most, code) => Math.max(most, depths[code] as number), 0)
    return telling[deepest] as number
  })
  return all.length === 0 ? 0 : (Math.max(...all) + all.reduce((sum, one) => sum + one, 0) / all.length) / 2
}

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
  // The three best of what was done, and of everything by what goes with the challenge.
  let own = 0
  let first = 0
  let second = 0
  let third = 0
  let relatedFirst = 0
  let relatedSecond = 0
  let relatedThird = 0
  let hasResult = false
  let nearestDay = Number.POSITIVE_INFINITY
  let buyer = -1
  let distance = Number.POSITIVE_INFINITY
  const end = segment.passageStarts[row + 1] as number
  for (let passage = segment.passageStarts[row] as number; passage < end; passage += 1) {
    if (without?.passages?.has(passage)) continue
    const goes = related[passage] as number
    if (goes > relatedThird) {
      if (goes > relatedFirst) {
        relatedThird = relatedSecond
        relatedSecond = relatedFirst
        relatedFirst = goes
      } else if (goes > relatedSecond) {
        relatedThird = relatedSecond
        relatedSecond = goes
      } else relatedThird = goes
    }
    const says = said[passage] as number
    if (kinds[passage] === 0) {
      own = says
      continue
    }
    if (says > third) {
      if (says > first) {
        third = second
        second = first
        first = says
      } else if (says > second) {
        third = second
        second = says
      } else third = says
    }
    if (kinds[passage] === withResult) hasResult = true
    const done = days[passage] as number
    if (done !== 0 && day !== 0) nearestDay = Math.min(nearestDay, Math.abs(day - done))
    if (likeBuyers) buyer = Math.max(buyer, likeBuyers[buyers[passage] as number] as number)
    const size = magnitudes[passage] as number
    if (size >= 0 && magnitude >= 0) distance = Math.min(distance, Math.abs(size - magnitude))
  }
  out[0] = likeness(Math.max(own, first) / ideal)
  out[1] = (likeness(first / ideal) + likeness(second / ideal) + likeness(third / ideal)) / bestProjects
  out[2] =
    (readIn *
      (likeness(relatedFirst / relatedIdeal) +
        likeness(relatedSecond / relatedIdeal) +
        likeness(relatedThird / relatedIdeal))) /
    bestProjects
  out[3] = without ? categoryAt(tables, segment, row, without) : (category[row] as number)
  out[4] = nearestDay === Number.POSITIVE_INFINITY ? unknown : fadeOver(nearestDay)
  out[5] = buyer < 0 ? unknown : buyer
  out[6] = regionAt(tables, segment, row, without)
  out[7] = distance === Number.POSITIVE_INFINITY ? unknown : Math.max(0, 1 - distance / strangeMagnitude)
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
