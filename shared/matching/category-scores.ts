import { scratch } from './columns.ts'
import type { QueryTables } from './query-tables.ts'
import type { Segment } from './segment.ts'

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

// `deepest` is left at nought by whoever used it.
const roomForDeepest = scratch(Uint8Array)
const roomForTouched = scratch(Uint32Array)
const roomForSums = scratch(Float64Array)

/** Notes how near every supplier's categories are: only those are looked at that share a division with one wanted. */
export function noteCategories({ categories }: QueryTables, segment: Segment, into: Float32Array): void {
  into.fill(0)
  if (categories.length === 0) return
  const { holderStarts, holders } = segment
  const deepest = roomForDeepest(into.length)
  const touched = roomForTouched(into.length)
  const sums = roomForSums(into.length).fill(0, 0, into.length)
  for (const { depths, telling } of categories) {
    let count = 0
    for (let code = 0; code < holderStarts.length - 1; code += 1) {
      const depth = depths[code] as number
      if (depth === 0) continue
      for (let i = holderStarts[code] as number; i < (holderStarts[code + 1] as number); i += 1) {
        const row = holders[i] as number
        const before = deepest[row] as number
        if (before === 0) {
          touched[count] = row
          count += 1
        }
        if (depth > before) deepest[row] = depth
      }
    }
    for (let i = 0; i < count; i += 1) {
      const row = touched[i] as number
      const closeness = telling[deepest[row] as number] as number
      deepest[row] = 0
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
  if (categories.length === 0) return 0
  let best = 0
  let sum = 0
  for (const { depths, telling } of categories) {
    const closeness = telling[deepestAt(depths, segment, row, without)] as number
    best = Math.max(best, closeness)
    sum += closeness
  }
  return (best + sum / categories.length) / 2
}

/** How many digits the nearest of a supplier's categories shares. */
function deepestAt(depths: Uint8Array, segment: Segment, row: number, without: Without): number {
  const { ownCodes, ownCodeStarts, passageStarts, codes, codeStarts } = segment
  const own = { codes: ownCodes, from: ownCodeStarts[row] as number, to: ownCodeStarts[row + 1] as number }
  let deepest = deepestOf(depths, own, without)
  const end = passageStarts[row + 1] as number
  for (let passage = passageStarts[row] as number; passage < end; passage += 1) {
    if (without.passages?.has(passage)) continue
    const done = { codes, from: codeStarts[passage] as number, to: codeStarts[passage + 1] as number }
    deepest = Math.max(deepest, deepestOf(depths, done, without))
  }
  return deepest
}

function deepestOf(
  depths: Uint8Array,
  { codes, from, to }: { codes: Uint16Array; from: number; to: number },
  without: Without,
): number {
  let deepest = 0
  for (let i = from; i < to; i += 1) {
    const code = codes[i] as number
    const depth = depths[code] as number
    if (depth > deepest && !without.codes?.(code)) deepest = depth
  }
  return deepest
}
