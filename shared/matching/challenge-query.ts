import type { QueryTerm, TextIndex } from './text-index.ts'
import { readWords, stemsOf } from './words.ts'

/** What the ranking needs to know of a challenge. */
export interface ChallengeToRank {
  title: string
  /** The problem, the outcomes wanted and whatever else it says, in one text. */
  text: string
  cpv: string[]
  /** What the CPV codes are called. */
  cpvLabels: string[]
  /** ITL codes of where the work is; empty for anywhere. */
  regions: string[]
  /** The authority's name. */
  buyer: string
}

/** A challenge made ready for the text index. */
export interface ChallengeQuery {
  terms: QueryTerm[]
  /** How the buyer spells each stem; words that only the category's label has are not in it. */
  spelling: Map<string, string>
}

// A title is written with more care than a description.
const titleWeight = 2

/**
 * The words of a challenge with their weights: repetition counts, ever less. The buyer's own name is left
 * out: it finds the firms that have always worked there, not those that can help.
 */
export function readChallenge(challenge: ChallengeToRank): ChallengeQuery {
  const ownName = stemsOf(challenge.buyer)
  const counts = new Map<string, number>()
  const spelling = new Map<string, string>()
  const read = (text: string, weight: number, isBuyersOwn: boolean) => {
    for (const { stem, surface } of readWords(text)) {
      if (ownName.has(stem)) continue
      counts.set(stem, (counts.get(stem) ?? 0) + weight)
      if (isBuyersOwn && !spelling.has(stem)) spelling.set(stem, surface)
    }
  }
  read(challenge.text, 1, true)
  read(challenge.title, titleWeight, true)
  read(challenge.cpvLabels.join('. '), 1, false)
  return { terms: [...counts].map(([stem, count]) => ({ stem, weight: Math.sqrt(count) })), spelling }
}

// Nobody says everything that a long challenge says: saying its dozen most telling words is as good as can be.
const tellingTerms = 12

/** The score of a passage which says the most telling words of the challenge: the scale for all others. */
export function idealScore(texts: TextIndex, terms: QueryTerm[]): number {
  const scores = terms.map(({ stem, weight }) => weight * texts.rarity(stem)).sort((a, b) => b - a)
  return scores.slice(0, tellingTerms).reduce((sum, score) => sum + score, 0)
}
