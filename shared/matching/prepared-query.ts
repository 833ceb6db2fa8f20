import { asBuyer, type Buyer } from './buyer-kinship.ts'
import { type ChallengeToRank, readChallenge } from './challenge-query.ts'
import { learnRelated } from './feedback.ts'
import type { SupplierIndex } from './supplier-index.ts'
import type { QueryTerm, TextIndex } from './text-index.ts'

/** Where a term of a query comes from: the challenge's own words, its category's label, or what goes with them. */
export const termSources = ['said', 'category', 'feedback'] as const
export type TermSource = (typeof termSources)[number]

/** A word that is looked for. */
export interface PreparedTerm extends QueryTerm {
  source: TermSource
}

/** A challenge made ready for one index: what each supplier's score depends on beside the supplier itself. */
export interface PreparedQuery {
  challenge: ChallengeToRank
  buyer: Buyer | null
  terms: PreparedTerm[]
  /** How the buyer spells each stem. */
  spelling: Map<string, string>
  /** Each passage's likeness to what is said, 0 to 1, by the passage's number. */
  said: Float32Array
  /** Each passage's likeness to what goes with it. */
  related: Float32Array
  /** How much is read into what is said, 0 to 1. */
  readIn: number
  /** What a passage would score that says the most telling words: the scale for explanations. */
  ideal: number
}

// A passage that says 30 % of what could be said is half-way to certainty.
const halfway = 0.3
// Rare words count a little more than BM25 lets them.
const rarityPower = 0.2
// Nobody says everything that a long challenge says: saying its dozen most telling words is as good as can be.
const tellingTerms = 12

/** How alike a passage is, 0 to 1, from its share of the ideal score. */
export const likeness = (share: number): number => share / (share + halfway)

/** The score of a passage which says the most telling words: the scale for all others. */
export function idealScore(texts: TextIndex, terms: QueryTerm[]): number {
  const scores = terms.map(({ stem, weight }) => weight * texts.rarity(stem)).sort((a, b) => b - a)
  const ideal = scores.slice(0, tellingTerms).reduce((sum, score) => sum + score, 0)
  return Math.max(ideal, Number.MIN_VALUE)
}

/**
 * The terms that a challenge looks for by itself. A word that is both said and in the category's label counts
 * once, with both weights, as said. Repetition counts by its square root.
 */
export function ownTerms(texts: TextIndex, challenge: ChallengeToRank) {
  const { said, category, spelling } = readChallenge(challenge)
  const stems = new Set([...said.keys(), ...category.keys()])
  const terms = [...stems].map((stem): PreparedTerm => {
    const count = (said.get(stem) ?? 0) + (category.get(stem) ?? 0)
    const weight = Math.sqrt(count) * texts.rarity(stem) ** rarityPower
    return { stem, weight, source: said.has(stem) ? 'said' : 'category' }
  })
  return { terms, spelling }
}

// With ten words of its own a challenge is half as vague as with none; something is always read into it.
const vagueTerms = 10
const leastReadIn = 0.3
// Where a category guides, words that are guessed guide less.
const readInWithCategory = 0.3

/** The less a challenge says, the more is read into it: a title alone has its subject's words filled in. */
function readingIn(terms: QueryTerm[], { cpv }: ChallengeToRank): number {
  const vagueness = vagueTerms / (vagueTerms + terms.length)
  return (leastReadIn + (1 - leastReadIn) * vagueness) * (cpv.length > 0 ? readInWithCategory : 1)
}

/** Reads a challenge, scans the texts for its words, learns what goes with them, and scans for that. */
export function prepareQuery(index: SupplierIndex, challenge: ChallengeToRank): PreparedQuery {
  const { texts } = index
  const { terms, spelling } = ownTerms(texts, challenge)
  const ideal = idealScore(texts, terms)
  const said = texts.score(terms).map((score) => likeness(score / ideal))
  const feedback = learnRelated(index, challenge, new Set(terms.map(({ stem }) => stem)), said)
  const relatedIdeal = idealScore(texts, feedback)
  const related = texts.score(feedback).map((score) => likeness(score / relatedIdeal))
  return {
    challenge,
    buyer: asBuyer(challenge.buyer, challenge.buyerRegions),
    terms: [...terms, ...feedback.map((term) => ({ ...term, source: 'feedback' as const }))],
    spelling,
    said,
    related,
    readIn: readingIn(terms, challenge),
    ideal,
  }
}
