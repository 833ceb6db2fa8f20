import { scratch } from './columns.ts'
import { unknown } from './delivery-fit.ts'
import { bestProjects, partOrder } from './part-scores.ts'
import { type PartName, type Parts, partNames } from './parts.ts'
import type { PreparedQuery } from './prepared-query.ts'
import type { Segment } from './segment.ts'
import type { IndexPart } from './supplier-index.ts'

/** The most that a supplier can score, from what the scans know of everybody. */
export interface Reach {
  /** For each unit of likeness, by how many projects there are. */
  words: Float64Array
  /** For each unit of category closeness. */
  near: number
  /** All else together. */
  rest: number
}

const unranked = -1

/** What a challenge lets anybody reach with these weights, which stand as `partOrder` says. */
export function reachOf(query: PreparedQuery, weights: Float64Array): Reach {
  const weight = (name: PartName) => weights[partOrder[name]] as number
  const { day, buyers, magnitude } = query.tables
  const { trlFrom, trlTo } = query.challenge
  const most: Partial<Parts> = {
    // What goes with the challenge counts too little for a look at everybody's passages to pay.
    related: query.readIn,
    recency: day === 0 ? unknown : 1,
    buyers: buyers ? 1 : unknown,
    region: 1,
    value: magnitude < 0 ? unknown : 1,
    maturity: trlFrom === null && trlTo === null ? unknown : 1,
    evidence: 1,
  }
  return {
    words: Float64Array.from(
      { length: bestProjects + 1 },
      (_, projects) => weight('text') + (weight('trackRecord') * projects) / bestProjects,
    ),
    near: weight('category'),
    rest: partNames.reduce((sum, name) => sum + weight(name) * (most[name] ?? 0), 0),
  }
}

/** Whether a supplier lives and has all these flags. */
export const isRanked = ({ dead, flags }: Segment, row: number, wanted: number): boolean =>
  dead[row] === 0 && ((flags[row] as number) & wanted) === wanted

/**
 * Notes the most that each supplier of a part can score; less than nothing for one that is not ranked.
 * @returns how many are ranked
 */
export function noteMost(
  { segment, alike, category, most }: IndexPart,
  flags: number,
  { words, near, rest }: Reach,
): number {
  const { passageStarts, kinds } = segment
  let ranked = 0
  for (let row = 0; row < most.length; row += 1) {
    if (!isRanked(segment, row, flags)) {
      most[row] = unranked
      continue
    }
    ranked += 1
    const first = passageStarts[row] as number
    const passages = (passageStarts[row + 1] as number) - first
    const projects = passages > 0 && kinds[first] === 0 ? passages - 1 : passages
    const byWords = (words[Math.min(bestProjects, projects)] as number) * (alike[row] as number)
    most[row] = byWords + near * (category[row] as number) + rest
  }
  return ranked
}

const roomForHighest = scratch(Float32Array)

/** What so many suppliers can reach at least, as it is noted; 0 if there are not so many. */
export function reachedBy(parts: IndexPart[], wanted: number): number {
  if (wanted === 0) return 0
  const highest = roomForHighest(2 * wanted).subarray(0, 2 * wanted)
  let held = 0
  let least = 0
  for (const { most } of parts) {
    for (let row = 0; row < most.length; row += 1) {
      const reached = most[row] as number
      if (reached <= least) continue
      highest[held] = reached
      held += 1
      if (held < highest.length) continue
      highest.sort()
      highest.copyWithin(0, wanted)
      held = wanted
      least = highest[0] as number
    }
  }
  if (held < wanted) return 0
  return highest.subarray(0, held).sort()[held - wanted] as number
}
