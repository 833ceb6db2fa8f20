import { readWords, stemsOf } from './words.ts'

/** What the ranking needs to know of a challenge. */
export interface ChallengeToRank {
  title: string
  /** The problem, and who has it. */
  problem: string
  outcomes: string
  /** What the work meets with: constraints, data, users. */
  context: string
  /** What suppliers are asked for. */
  asks: string
  cpv: string[]
  /** What the CPV codes are called. */
  cpvLabels: string[]
  /** ITL codes of where the work is; empty for anywhere. */
  regions: string[]
  /** The authority's name. */
  buyer: string
  /** ITL codes of where the authority is; empty if unknown. */
  buyerRegions: string[]
  /** When it was published; null if that is unknown. */
  date: Date | null
  /** What one pilot may cost; null if nobody has said. */
  budgetPence: number | null
  /** The technology readiness levels asked for; null for any. */
  trlFrom: number | null
  trlTo: number | null
}

/** The words of a challenge, each with its weight, and how the buyer spells it. */
export interface ChallengeWords {
  /** What the buyer says. */
  said: Map<string, number>
  /** How the buyer spells each stem; words that only the category's label has are not in it. */
  spelling: Map<string, string>
  /** The words of the category's label. */
  category: Map<string, number>
}

// A title is written with more care than a description, and a category's label stands for many words.
const titleWeight = 2
const labelWeight = 1.5
// What is wanted, before what is only told about it.
const partWeights = { problem: 1, outcomes: 1, context: 0.5, asks: 0.5 } as const
// A word that stands 200 words into a part counts half: the beginning says what it is about.
const halfwayWord = 200

/**
 * The words of a challenge with their weights: repetition counts, ever less. The buyer's own name is left
 * out: it finds the firms that have always worked there, not those that can help.
 */
export function readChallenge(challenge: ChallengeToRank): ChallengeWords {
  const ownName = stemsOf(challenge.buyer)
  const said = new Map<string, number>()
  const category = new Map<string, number>()
  const spelling = new Map<string, string>()
  const read = (text: string, weight: (position: number) => number, into: Map<string, number>) => {
    for (const [position, { stem, surface }] of readWords(text).entries()) {
      if (ownName.has(stem)) continue
      into.set(stem, (into.get(stem) ?? 0) + weight(position))
      if (into === said && !spelling.has(stem)) spelling.set(stem, surface)
    }
  }
  for (const part of ['problem', 'outcomes', 'context', 'asks'] as const)
    read(challenge[part], (position) => partWeights[part] / (1 + position / halfwayWord), said)
  read(challenge.title, () => titleWeight, said)
  read(challenge.cpvLabels.join('. '), () => labelWeight, category)
  return { said, spelling, category }
}
