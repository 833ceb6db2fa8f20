import { type ChallengeToRank, readChallenge } from './challenge-query.ts'
import { learnRelated } from './feedback.ts'
import { makeTables, type QueryTables } from './query-tables.ts'
import { noteCategories } from './category-scores.ts'
import type { IndexPart, SupplierIndex } from './supplier-index.ts'
import {
  type PassageReader,
  passageReader,
  type QueryTerm,
  scorePassages,
  type WeighedTerm,
  weighTerms,
} from './text-scores.ts'

/** A challenge made ready for one index: what each supplier's score depends on beside the supplier itself. */
export interface PreparedQuery {
  challenge: ChallengeToRank
  /** The words that the challenge looks for itself. */
  said: WeighedTerm[]
  /** Words that go with them in this directory. */
  related: WeighedTerm[]
  /** How the buyer spells each stem; words that only a category's label has are not in it. */
  spelling: Map<string, string>
  /** What a passage would score that says the most telling words of `said`, and of `related`: the scale. */
  ideal: number
  relatedIdeal: number
  tables: QueryTables
  /** How much is read into what is said, 0 to 1. */
  readIn: number
  /** What each word adds to a passage, of those said and of those that go with them. */
  readSaid: PassageReader
  readRelated: PassageReader
}

// A passage that says 30 % of what could be said is half-way to certainty.
const halfway = 0.3
// Rare words count a little more than BM25 lets them.
const rarityPower = 0.2
// Nobody says everything that a long challenge says: saying its dozen most telling words is as good as can be.
const tellingTerms = 12

/** How alike a passage is, 0 to 1, from its share of the ideal score. */
export const likeness = (share: number): number => share / (share + halfway)

function idealScore(terms: WeighedTerm[]): number {
  const factors = terms.map(({ factor }) => factor).sort((a, b) => b - a)
  return Math.max(
    factors.slice(0, tellingTerms).reduce((sum, factor) => sum + factor, 0),
    Number.MIN_VALUE,
  )
}

/**
 * The words that a challenge looks for by itself. A word that is both said and in the category's label counts
 * once, with both weights. Repetition counts by its square root.
 */
function ownTerms(index: SupplierIndex, challenge: ChallengeToRank) {
  const { said, category, spelling } = readChallenge(challenge)
  const stems = new Set([...said.keys(), ...category.keys()])
  const terms = [...stems].map((stem): QueryTerm => {
    const count = (said.get(stem) ?? 0) + (category.get(stem) ?? 0)
    return { stem, weight: Math.sqrt(count) * index.rarity(stem) ** rarityPower }
  })
  return { terms: weighTerms(index, terms), spelling }
}

// With ten words of its own a challenge is half as vague as with none; something is always read into it.
const vagueTerms = 10
const leastReadIn = 0.3
// Where a category guides, words that are guessed guide less.
const readInWithCategory = 0.3

/** The less a challenge says, the more is read into it: a title alone has its subject's words filled in. */
function readingIn(terms: WeighedTerm[], { cpv }: ChallengeToRank): number {
  const vagueness = vagueTerms / (vagueTerms + terms.length)
  return (leastReadIn + (1 - leastReadIn) * vagueness) * (cpv.length > 0 ? readInWithCategory : 1)
}

/** Notes for each supplier how alike its best passage is. */
function noteBest({ segment, said, alike }: IndexPart, ideal: number): void {
  greatestOfEach(segment.passageStarts, new Int32Array(said.buffer), new Int32Array(alike.buffer))
  toLikeness(alike, ideal)
}

/**
 * The greatest score of each run. No score is negative, so their bits, read as whole numbers, stand in the same
 * order: the greatest is found without a branch for the processor to guess at.
 */
function greatestOfEach(starts: Uint32Array, scores: Int32Array, into: Int32Array): void {
  let at = 0
  for (let run = 0; run < into.length; run += 1) {
    let most = 0
    const end = starts[run + 1] as number
    for (; at < end; at += 1) {
      const ahead = (most - (scores[at] as number)) | 0
      most = (most - (ahead & (ahead >> 31))) | 0
    }
    into[run] = most
  }
}

function toLikeness(scores: Float32Array, ideal: number): void {
  for (let i = 0; i < scores.length; i += 1) scores[i] = likeness((scores[i] as number) / ideal)
}

/**
 * Reads a challenge, scans the texts for its words, learns what goes with them, and scans for that. The scans lie
 * in the parts of the index until the next query is prepared.
 */
export function prepareQuery(index: SupplierIndex, challenge: ChallengeToRank): PreparedQuery {
  const { terms: said, spelling } = ownTerms(index, challenge)
  const ideal = idealScore(said)
  const tables = makeTables(challenge, index.books, index.categories)
  for (const part of index.parts()) {
    scorePassages(part.segment, said, part.said)
    noteBest(part, ideal)
    noteCategories(tables, part.segment, part.category)
  }
  const related = weighTerms(index, learnRelated(index))
  const relatedIdeal = idealScore(related)
  for (const part of index.parts()) scorePassages(part.segment, related, part.related)
  return {
    challenge,
    said,
    related,
    spelling,
    ideal,
    relatedIdeal,
    tables,
    readIn: readingIn(said, challenge),
    readSaid: passageReader(said),
    readRelated: passageReader(related),
  }
}
