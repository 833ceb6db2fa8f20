import { type Parts, partNames } from './parts.ts'
import { partOrder, partsAt } from './part-scores.ts'
import type { PreparedQuery } from './prepared-query.ts'
import { noteMost, reachedBy, reachOf } from './reach.ts'
import { idIn } from './segment.ts'
import type { IndexPart, Place } from './supplier-index.ts'

/** A supplier with its score. */
export interface Found extends Place {
  score: number
}

const partsCount = partNames.length

const orderedNames = partNames.toSorted((a, b) => partOrder[a] - partOrder[b])

/** Weights as `partsAt` writes parts. */
export const inOrder = (weights: Parts): Float64Array =>
  Float64Array.from(orderedNames, (name) => weights[name])

/** The weighted sum of parts. */
export function weigh(parts: Float64Array, weights: Float64Array): number {
  let score = 0
  for (let i = 0; i < partsCount; i += 1) score += (parts[i] as number) * (weights[i] as number)
  return score
}

/** Equal scores come in the order of their ids. */
export const isBefore = (a: Found, b: Found): boolean =>
  a.score !== b.score ? a.score > b.score : idIn(a.part.segment, a.row) < idIn(b.part.segment, b.row)

// What each can reach is noted in single precision: what rounding takes away must not cost anybody a place.
const margin = 1e-6

export interface Search {
  query: PreparedQuery
  parts: IndexPart[]
  weights: Float64Array
  /** Flags that a supplier must have to be ranked at all (see `supplierFlags`). */
  flags: number
  /** How many of the best are wanted. */
  limit: number
  /** Everybody with this score or a better one is wanted too. */
  least: number
}

/**
 * The suppliers with the best scores, and how many are ranked. What words and categories give is known of everybody
 * after the scans, and so is the most that each can reach: the most promising are looked at first, then whoever can
 * still reach the list as it stands (the threshold algorithm: Fagin, Lotem and Naor 2003). The result is exact.
 */
export function bestOf(search: Search): { found: Found[]; total: number } {
  const { query, parts, weights, flags, limit, least } = search
  const reach = reachOf(query, weights)
  const total = parts.reduce((sum, part) => sum + noteMost(part, flags, reach), 0)
  const heap = createHeap(limit)
  const beyond: Found[] = []
  const out = new Float64Array(partsCount)
  /** @returns the score that is needed now */
  const look = (part: IndexPart, row: number): number => {
    partsAt(query, part, row, out)
    const score = weigh(out, weights)
    // Most are neither: nothing is made of them.
    if (!heap.isFull() || score >= heap.worst() || score >= least) {
      const fallen = heap.offer({ part, row, score })
      if (fallen && fallen.score >= least) beyond.push(fallen)
    }
    return heap.isFull() ? Math.min(heap.worst(), least) : 0
  }
  const promising = reachedBy(parts, 2 * limit)
  let needed = 0
  for (const part of parts)
    needed = walk(part, { from: promising, below: Number.POSITIVE_INFINITY, needed }, look)
  for (const part of parts) needed = walk(part, { from: 0, below: promising, needed }, look)
  const found = [...heap.found(), ...beyond].sort((a, b) => (isBefore(a, b) ? -1 : 1))
  return { found, total }
}

/**
 * Looks at the suppliers of a part that can reach what is needed, and at least `from`, but less than `below`.
 * @param look gives the score that is needed after it
 * @returns the score that is needed after all
 */
function walk(
  part: IndexPart,
  { from, below, needed: before }: { from: number; below: number; needed: number },
  look: (part: IndexPart, row: number) => number,
): number {
  const { most } = part
  let needed = before
  for (let row = 0; row < most.length; row += 1) {
    const reached = most[row] as number
    if (reached >= from && reached < below && reached + margin >= needed) needed = look(part, row)
  }
  return needed
}

interface Heap {
  /** @returns who falls out of the list, or does not get into it */
  offer: (found: Found) => Found | null
  isFull: () => boolean
  worst: () => number
  found: () => Found[]
}

/** The best so far: a heap with the worst of them on top. */
function createHeap(limit: number): Heap {
  const heap: Found[] = []
  function sink(from: number): void {
    let at = from
    for (;;) {
      let worst = at
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < heap.length && isBefore(heap[worst] as Found, heap[child] as Found)) worst = child
      if (worst === at) return
      ;[heap[at], heap[worst]] = [heap[worst] as Found, heap[at] as Found]
      at = worst
    }
  }
  function offer(found: Found): Found | null {
    if (heap.length < limit) {
      heap.push(found)
      if (heap.length === limit) for (let at = limit >> 1; at >= 0; at -= 1) sink(at)
      return null
    }
    const worst = heap[0]
    if (!worst || !isBefore(found, worst)) return found
    heap[0] = found
    sink(0)
    return worst
  }
  return {
    offer,
    isFull: () => heap.length >= limit,
    worst: () => heap[0]?.score ?? Number.POSITIVE_INFINITY,
    found: () => heap,
  }
}
