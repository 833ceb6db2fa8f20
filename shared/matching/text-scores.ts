import { countIn, impactOf, type Segment, termIn } from './segment.ts'
import type { IndexPart, SupplierIndex } from './supplier-index.ts'

/** A word that is searched for, and how much it counts. */
export interface QueryTerm {
  stem: string
  weight: number
}

/** A word of a query with its number in the index and all that does not depend on the passage. */
export interface WeighedTerm {
  stem: string
  term: number
  factor: number
}

/** The words of a query that the index knows, each with its weight times its rarity, in their order. */
export function weighTerms(index: SupplierIndex, query: QueryTerm[]): WeighedTerm[] {
  return query.flatMap(({ stem, weight }) => {
    const term = index.books.terms.find(stem)
    const factor = term < 0 ? 0 : weight * index.rarity(stem)
    return factor === 0 ? [] : [{ stem, term, factor }]
  })
}

/** Scores every passage of a segment by BM25, into `sums` by the passage's number. */
export function scorePassages(segment: Segment, terms: WeighedTerm[], sums: Float32Array): void {
  sums.fill(0)
  for (const { term, factor } of terms) addTerm(segment, term, factor, sums)
}

// Apart, so that the loop is compiled by itself: a ranking spends its time in it. Four at a time, read before any is
// written, takes half as long: the compiler looks the arrays up anew after each write. No passage stands twice.
function addTerm(segment: Segment, term: number, factor: number, sums: Float32Array): void {
  const { postingStarts, postings, impacts } = segment
  if (term + 1 >= postingStarts.length) return
  const end = postingStarts[term + 1] as number
  let i = postingStarts[term] as number
  for (; i + 3 < end; i += 4) {
    const p = postings[i] as number
    const q = postings[i + 1] as number
    const r = postings[i + 2] as number
    const s = postings[i + 3] as number
    const ofP = (sums[p] as number) + factor * (impacts[i] as number)
    const ofQ = (sums[q] as number) + factor * (impacts[i + 1] as number)
    const ofR = (sums[r] as number) + factor * (impacts[i + 2] as number)
    const ofS = (sums[s] as number) + factor * (impacts[i + 3] as number)
    sums[p] = ofP
    sums[q] = ofQ
    sums[r] = ofR
    sums[s] = ofS
  }
  for (; i < end; i += 1) {
    const passage = postings[i] as number
    sums[passage] = (sums[passage] as number) + factor * (impacts[i] as number)
  }
}

/** What one word adds to the score of a passage. */
export interface TermScore {
  stem: string
  score: number
}

/** Reads one passage of a part. */
export type PassageReader = (part: IndexPart, passage: number) => TermScore[]

/**
 * A function that reads one passage alone and tells what each word adds to its score, in the order of the query;
 * words that it lacks are left out. Their sum, word by word in single precision, is what `scorePassages` gives.
 * Valid until the index changes.
 */
export function passageReader(terms: WeighedTerm[]): PassageReader {
  const positions = new Map(terms.map(({ term }, position) => [term, position]))
  return ({ segment, average }, passage) => {
    const found: { position: number; score: number }[] = []
    const length = segment.lengths[passage] as number
    const end = segment.termStarts[passage + 1] as number
    for (let i = segment.termStarts[passage] as number; i < end; i += 1) {
      const packed = segment.terms[i] as number
      const position = positions.get(termIn(packed))
      if (position === undefined) continue
      const impact = Math.fround(impactOf(countIn(packed), length, average))
      found.push({ position, score: (terms[position] as WeighedTerm).factor * impact })
    }
    found.sort((a, b) => a.position - b.position)
    return found.map(({ position, score }) => ({ stem: (terms[position] as WeighedTerm).stem, score }))
  }
}

/** The score of a passage from what its words add, some left out. */
export const sumOf = (scores: TermScore[], without?: ReadonlySet<string>): number =>
  scores.reduce((sum, { stem, score }) => (without?.has(stem) ? sum : Math.fround(sum + score)), 0)
