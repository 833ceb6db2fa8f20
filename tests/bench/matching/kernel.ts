import { prepareQuery } from '../../../shared/matching/prepared-query.ts'
import type { ChallengeToRank } from '../../../shared/matching/challenge-query.ts'
import { idIn } from '../../../shared/matching/segment.ts'
import type { IndexPart, SupplierIndex } from '../../../shared/matching/supplier-index.ts'
import { scorePassages, type WeighedTerm } from '../../../shared/matching/text-scores.ts'

/** A passage by where it lies. */
export interface FoundPassage {
  part: IndexPart
  passage: number
  score: number
}

/** The words that a challenge looks for itself, weighed for this index. */
export const termsOf = (index: SupplierIndex, challenge: ChallengeToRank): WeighedTerm[] =>
  prepareQuery(index, challenge).said

/** The text kernel alone: every passage scored, and the best of them in their order. */
export function bestPassages(index: SupplierIndex, terms: WeighedTerm[], limit: number): FoundPassage[] {
  const best: FoundPassage[] = []
  for (const part of index.parts()) {
    scorePassages(part.segment, terms, part.said)
    keepBest(part, best, limit)
  }
  return best
}

function keepBest(part: IndexPart, best: FoundPassage[], limit: number): void {
  const { said } = part
  let least = best.length === limit ? (best.at(-1) as FoundPassage).score : 0
  for (let passage = 0; passage < said.length; passage += 1) {
    if ((said[passage] as number) > least)
      least = enter({ part, passage, score: said[passage] as number }, best, limit)
  }
}

/** @returns what has to be passed from now on */
function enter(found: FoundPassage, best: FoundPassage[], limit: number): number {
  let place = best.length
  while (place > 0 && (best[place - 1] as FoundPassage).score < found.score) place -= 1
  best.splice(place, 0, found)
  if (best.length > limit) best.pop()
  return best.length === limit ? (best.at(-1) as FoundPassage).score : 0
}

/** Whose passage it is, and which of that supplier's it is, from 0. */
export function ownerOf({ part: { segment }, passage }: FoundPassage): { id: string; nth: number } {
  let low = 0
  let high = segment.passageStarts.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((segment.passageStarts[middle] as number) <= passage) low = middle
    else high = middle
  }
  return { id: idIn(segment, low), nth: passage - (segment.passageStarts[low] as number) }
}

/** The same postings in one flat array for each word, and nothing but the loop over those of a query. */
export function bareScan(
  index: SupplierIndex,
  queries: WeighedTerm[][],
): (query: WeighedTerm[]) => Float32Array {
  const parts = index.parts()
  const flat = new Map<number, Uint32Array>()
  for (const { term } of queries.flat()) if (!flat.has(term)) flat.set(term, postingsOf(parts, term))
  const sums = new Float32Array(parts.reduce((sum, { said }) => sum + said.length, 0))
  return (query) => {
    sums.fill(0)
    for (const { term } of query) addOnes(flat.get(term) as Uint32Array, sums)
    return sums
  }
}

function addOnes(passages: Uint32Array, sums: Float32Array): void {
  for (let i = 0; i < passages.length; i += 1) {
    const passage = passages[i] as number
    sums[passage] = (sums[passage] as number) + 1
  }
}

function postingsOf(parts: IndexPart[], term: number): Uint32Array {
  const all: number[] = []
  let offset = 0
  for (const { segment, said } of parts) {
    const end = segment.postingStarts[term + 1] ?? 0
    for (let i = segment.postingStarts[term] ?? 0; i < end; i += 1)
      all.push((segment.postings[i] as number) + offset)
    offset += said.length
  }
  return Uint32Array.from(all)
}
