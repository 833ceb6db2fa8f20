import { livingPassages } from './segment-builder.ts'
import { type Segment, suppliersIn } from './segment.ts'

/** A segment in use, with room for the scores of its passages. */
export interface IndexPart {
  segment: Segment
  /** Room that every ranking uses again: how much of what is said each passage says … */
  said: Float32Array
  /** … and of what goes with it. */
  related: Float32Array
  /** For each supplier: how alike its best passage is to what is said, and how near its categories are. */
  alike: Float32Array
  category: Float32Array
  /** … and the most that it can score; less than nothing for who is not ranked. */
  most: Float32Array
  /** The length of a passage that its impacts take for average. */
  average: number
}

/** A part of the index with a number that no other ever had. */
export interface Slot extends IndexPart {
  number: number
}

// A ranking walks through every segment: a handful costs nothing, and dead rows cost as much as living ones.
const mostSegments = 6
const mostDeadShare = 0.2

/** A segment with room for its scores. */
export function newSlot(segment: Segment, number: number, average: number): Slot {
  const passages = () => new Float32Array(segment.termStarts.length)
  const suppliers = () => new Float32Array(suppliersIn(segment))
  return {
    number,
    segment,
    average,
    said: passages(),
    related: passages(),
    alike: suppliers(),
    category: suppliers(),
    most: suppliers(),
  }
}

/** Every segment but large ones of which most lives: those are left as they are. */
export function worthMerging(slots: Slot[]): Slot[] {
  const wasteful = slots.filter(({ segment }) => {
    const all = segment.termStarts.length - 1
    return all > 0 && livingPassages(segment) < all * (1 - mostDeadShare)
  })
  if (slots.length <= mostSegments) return wasteful
  const bySize = [...slots].sort((a, b) => b.segment.terms.length - a.segment.terms.length)
  return [...new Set([...wasteful, ...bySize.slice(1)])].sort((a, b) => a.number - b.number)
}

/** Where the rows of segments went that were brought together, by the number of their old slot. */
export type Moves = Map<number, { to: number; rows: Uint32Array }>

/** Notes where each row went, and takes out of the merged segment what died while it was made. */
export function moveRows(
  moved: Moves,
  { chosen, before, merged }: { chosen: Slot[]; before: Uint8Array[]; merged: Slot },
): void {
  let next = 0
  for (const [i, { number, segment }] of chosen.entries()) {
    const wasDead = before[i] as Uint8Array
    const rows = new Uint32Array(wasDead.length)
    for (let row = 0; row < wasDead.length; row += 1) {
      if (wasDead[row]) continue
      if (segment.dead[row]) merged.segment.dead[next] = 1
      rows[row] = next
      next += 1
    }
    for (const move of moved.values()) {
      if (move.to !== number) continue
      move.to = merged.number
      move.rows = move.rows.map((row) => rows[row] as number)
    }
    moved.set(number, { to: merged.number, rows })
  }
}
