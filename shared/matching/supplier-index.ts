import { createCategoryCounts, type CategoryCounts } from './category-closeness.ts'
import { createBook, textAt } from './columns.ts'
import { type NumberBooks, numberSupplier, type SupplierToRank } from './numbering.ts'
import { createSegmentBuilder, mergeSegments } from './segment-builder.ts'
import { type IndexPart, type Moves, moveRows, newSlot, type Slot, worthMerging } from './slots.ts'
import { codesOf, idIn, reweigh, type Segment, suppliersIn, termIn } from './segment.ts'

export type { IndexPart } from './slots.ts'
export { type PastProject, type SupplierToRank, unknownProject, unknownSupplier } from './numbering.ts'

/** Where a supplier lies. */
export interface Place {
  part: IndexPart
  row: number
}

/**
 * Every supplier in memory as flat arrays, ready to be ranked; changed one supplier at a time. What is ranked does
 * not depend on the order in which suppliers came, nor on how many segments they lie in.
 */
export interface SupplierIndex {
  /** Adds a supplier, or replaces what is known of it. `version` tells later whether it has changed. */
  put: (supplier: SupplierToRank, version?: string) => void
  remove: (id: string) => void
  has: (id: string) => boolean
  ids: () => string[]
  /** The version with which it was put; null for a supplier that is not here. */
  version: (id: string) => string | null
  find: (id: string) => Place | null
  /** How many suppliers there are. */
  size: () => number
  /** How many passages there are. */
  passages: () => number
  /** All segments, up to date; valid until the next change. */
  parts: () => IndexPart[]
  books: NumberBooks
  /** The length of a passage that counts as average. */
  average: () => number
  /** How rare a word is among all passages: 0 for one that none has. */
  rarity: (stem: string) => number
  /** In how many passages a word is. */
  spread: (stem: string) => number
  /** How many suppliers work under each branch of the CPV tree. */
  categories: CategoryCounts
  /**
   * Brings many small segments and those with many dead rows together, if it pays. Rankings go on meanwhile, and
   * what changes meanwhile is kept.
   * @returns whether anything was done
   */
  compact: (merge?: Merge) => Promise<boolean>
  /** What a snapshot keeps. */
  state: () => IndexState
}

/** How segments are brought together: here at once, or by a thread. */
export type Merge = (segments: Segment[], terms: number, average: number) => Promise<Segment> | Segment

/** Everything from which the same index can be made again. */
export interface IndexState {
  segments: Segment[]
  books: {
    terms: readonly string[]
    codes: readonly string[]
    regions: readonly string[]
    buyers: readonly string[]
  }
}

// Changes since the last sealing are sealed anew before each ranking, so they are kept few.
const mostInDelta = 512
const rowBits = 2 ** 26
// The average length moves with every change, and with it every score; in steps of 1 % it rarely does.
const averageStep = Math.log(1.01)

/** An index; empty, or as a snapshot kept it. */
export function createSupplierIndex(kept?: IndexState): SupplierIndex {
  const books: NumberBooks = {
    terms: createBook(kept?.books.terms),
    codes: createBook(kept?.books.codes),
    regions: createBook(kept?.books.regions),
    buyers: createBook(kept?.books.buyers),
  }
  let termCounts = new Uint32Array(Math.max(1024, books.terms.size()))
  const categories = createCategoryCounts(books.codes.name)
  let passageCount = 0
  let totalLength = 0
  let slots: Slot[] = []
  let lastSlot = 0
  const locations = new Map<string, number>()
  // Rows of segments that were brought together, by the number of their old slot.
  const moved: Moves = new Map()
  let delta = createSegmentBuilder()
  let deltaSlot = (lastSlot += 1)
  let deltaDead: number[] = []
  let sealedDelta: Slot | null = null
  let isCompacting = false

  const average = (): number => {
    const exact = Math.max(1, totalLength / Math.max(1, passageCount))
    return Math.exp(Math.round(Math.log(exact) / averageStep) * averageStep)
  }

  /** Counts a supplier's passages in or, with -1, out. */
  function count(segment: Segment, row: number, sign: 1 | -1): void {
    const { passageStarts, termStarts, terms, lengths } = segment
    const end = passageStarts[row + 1] as number
    for (let passage = passageStarts[row] as number; passage < end; passage += 1) {
      passageCount += sign
      totalLength += sign * (lengths[passage] as number)
      for (let i = termStarts[passage] as number; i < (termStarts[passage + 1] as number); i += 1) {
        const term = termIn(terms[i] as number)
        termCounts[term] = (termCounts[term] as number) + sign
      }
    }
    categories.count(codesOf(segment, row), sign)
  }

  function placeOf(id: string): { slot: number; row: number } | null {
    const location = locations.get(id)
    if (location === undefined) return null
    const slot = Math.floor(location / rowBits)
    const row = location % rowBits
    const move = moved.get(slot)
    return move ? { slot: move.to, row: move.rows[row] as number } : { slot, row }
  }

  function put(supplier: SupplierToRank, version = ''): void {
    remove(supplier.id)
    const numbered = numberSupplier(supplier, version, books)
    if (termCounts.length < books.terms.size()) {
      const wider = new Uint32Array(books.terms.size() * 2)
      wider.set(termCounts)
      termCounts = wider
    }
    const row = delta.add(numbered)
    locations.set(supplier.id, deltaSlot * rowBits + row)
    sealedDelta = null
    for (const { terms, length } of numbered.passages) {
      passageCount += 1
      totalLength += Math.fround(length)
      for (const packed of terms) termCounts[termIn(packed)] = (termCounts[termIn(packed)] as number) + 1
    }
    categories.count(numbered.allCodes, 1)
  }

  function remove(id: string): void {
    const place = placeOf(id)
    if (!place) return
    locations.delete(id)
    if (place.slot === deltaSlot) {
      count(sealDelta().segment, place.row, -1)
      deltaDead.push(place.row)
      sealedDelta = null
    } else {
      const slot = slots.find(({ number }) => number === place.slot) as Slot
      count(slot.segment, place.row, -1)
      slot.segment.dead[place.row] = 1
    }
  }

  function sealDelta(): Slot {
    if (sealedDelta) return sealedDelta
    const dead = new Uint8Array(delta.suppliers())
    for (const row of deltaDead) dead[row] = 1
    const at = average()
    sealedDelta = newSlot(delta.seal(dead, books.terms.size(), at), deltaSlot, at)
    return sealedDelta
  }

  function parts(): IndexPart[] {
    if (delta.suppliers() > 0) {
      const sealed = sealDelta()
      if (delta.suppliers() > mostInDelta) startNewDelta(sealed)
    }
    const at = average()
    const all = delta.suppliers() > 0 ? [...slots, sealDelta()] : slots
    for (const slot of all) {
      if (slot.average === at) continue
      reweigh(slot.segment, at)
      slot.average = at
    }
    return all
  }

  function startNewDelta(sealed: Slot): void {
    slots = [...slots, sealed]
    delta = createSegmentBuilder()
    deltaSlot = lastSlot += 1
    deltaDead = []
    sealedDelta = null
  }

  function find(id: string): Place | null {
    const place = placeOf(id)
    if (!place) return null
    const slot =
      place.slot === deltaSlot ? sealDelta() : (slots.find(({ number }) => number === place.slot) as Slot)
    return { part: slot, row: place.row }
  }

  async function compact(merge: Merge = mergeSegments): Promise<boolean> {
    const chosen = isCompacting ? [] : worthMerging(slots)
    if (chosen.length === 0) return false
    isCompacting = true
    try {
      const before = chosen.map(({ segment }) => segment.dead.slice())
      const frozen = chosen.map(({ segment }, i) => ({ ...segment, dead: before[i] as Uint8Array }))
      const at = average()
      const merged = newSlot(await merge(frozen, books.terms.size(), at), (lastSlot += 1), at)
      moveRows(moved, { chosen, before, merged })
      slots = [...slots.filter((slot) => !chosen.includes(slot)), merged]
      return true
    } finally {
      isCompacting = false
    }
  }

  for (const segment of kept?.segments ?? []) {
    const slot = newSlot(segment, (lastSlot += 1), 0)
    slots.push(slot)
    for (let row = 0; row < suppliersIn(segment); row += 1) {
      if (segment.dead[row]) continue
      locations.set(idIn(segment, row), slot.number * rowBits + row)
      count(segment, row, 1)
    }
  }

  const spread = (stem: string): number => {
    const term = books.terms.find(stem)
    return term < 0 ? 0 : (termCounts[term] ?? 0)
  }
  const rarity = (stem: string): number => {
    const holds = spread(stem)
    return holds === 0 ? 0 : Math.log(1 + (passageCount - holds + 0.5) / (holds + 0.5))
  }

  return {
    put,
    remove,
    has: (id) => locations.has(id),
    ids: () => [...locations.keys()],
    version: (id) => {
      const place = find(id)
      return place && textAt(place.part.segment.versionBytes, place.part.segment.versionStarts, place.row)
    },
    find,
    size: () => locations.size,
    passages: () => passageCount,
    parts,
    books,
    average,
    rarity,
    spread,
    categories,
    compact,
    state: () => ({
      segments: parts().map(({ segment }) => segment),
      books: {
        terms: books.terms.all(),
        codes: books.codes.all(),
        regions: books.regions.all(),
        buyers: books.buyers.all(),
      },
    }),
  }
}
