import type { Parts } from './parts.ts'
import { partNames } from './parts.ts'
import { partOrder, partsAt } from './part-scores.ts'
import type { PreparedQuery } from './prepared-query.ts'
import { idIn, type Segment } from './segment.ts'
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

// Scores are sorted roughly, into steps of a thousandth, and looked at some steps at a time.
const steps = 1000
const leastInBand = 500
// Notes are in single precision: what rounding takes away must not cost anybody a place.
const margin = 1e-6

/** The suppliers of a part, by the step of the most that each can score. */
interface Candidates {
  part: IndexPart
  /** For each row; -1 for who is not ranked. */
  stepOf: Int16Array
  /** How many are in each step. */
  counts: Uint32Array
}

export interface Search {
  query: PreparedQuery
  parts: IndexPart[]
  weights: Float64Array
  /** Who is ranked at all. */
  isRanked: (segment: Segment, row: number) => boolean
  /** How many of the best are wanted. */
  limit: number
  /** Everybody with this score or a better one is wanted too. */
  least: number
}

/**
 * The suppliers with the best scores, and how many are ranked. What words and categories give is known of everybody
 * after the scans; the rest is looked at in the order of the most that each can reach, until nobody can reach the
 * list any more (the threshold algorithm: Fagin, Lotem and Naor 2003). The result is exact.
 */
export function bestOf(search: Search): { found: Found[]; total: number } {
  const { query, weights, limit, least } = search
  const parts = search.parts.map((part) => stepsOf(search, part))
  const heap = createHeap(limit)
  const beyond: Found[] = []
  const out = new Float64Array(partsCount)
  const look = (part: IndexPart, row: number): void => {
    partsAt(query, part, row, out)
    const score = weigh(out, weights)
    // Most are neither: nothing is made of them.
    if (heap.isFull() && score < heap.worst() && score < least) return
    const fallen = heap.offer({ part, row, score })
    if (fallen && fallen.score >= least) beyond.push(fallen)
  }
  let from = steps
  // Each look through the steps costs as much as the last: the bands grow.
  let wanted = Math.max(2 * limit, leastInBand)
  while (from >= 0) {
    const most = (from + 1) / steps + margin
    if (heap.isFull() && most < heap.worst() && most < least) break
    const to = bandBelow(parts, from, wanted)
    wanted *= 3
    for (const { part, stepOf } of parts) {
      for (let row = 0; row < stepOf.length; row += 1) {
        const step = stepOf[row] as number
        if (step >= to && step <= from) look(part, row)
      }
    }
    from = to - 1
  }
  const found = [...heap.found(), ...beyond].sort((a, b) => (isBefore(a, b) ? -1 : 1))
  const total = parts.reduce((sum, { counts }) => sum + counts.reduce((all, count) => all + count, 0), 0)
  return { found, total }
}

/** The lowest step of a band that ends with `from` and holds so many suppliers, or all that are left. */
function bandBelow(parts: Candidates[], from: number, wanted: number): number {
  let held = 0
  for (let step = from; step > 0; step -= 1) {
    for (const { counts } of parts) held += counts[step] as number
    if (held >= wanted) return step
  }
  return 0
}

/** The step of the most that words, categories and everything else can give each supplier. */
function stepsOf({ query, weights, isRanked }: Search, part: IndexPart): Candidates {
  const { segment, alike, category } = part
  const words = (weights[partOrder.text] as number) + (weights[partOrder.trackRecord] as number)
  // What goes with the challenge counts too little for a look at everybody's passages to pay.
  const goes = (weights[partOrder.related] as number) * query.readIn
  const near = weights[partOrder.category] as number
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const rest = all - words - (weights[partOrder.related] as number) - near + goes
  const stepOf = new Int16Array(alike.length)
  const counts = new Uint32Array(steps + 1)
  for (let row = 0; row < alike.length; row += 1) {
    if (segment.dead[row] || !isRanked(segment, row)) {
      stepOf[row] = -1
      continue
    }
    const most = words * (alike[row] as number) + near * (category[row] as number) + rest
    const step = Math.min(steps, Math.max(0, Math.floor(most * steps)))
    stepOf[row] = step
    counts[step] = (counts[step] as number) + 1
  }
  return { part, stepOf, counts }
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
