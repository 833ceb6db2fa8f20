import { type ChallengeToRank, readChallenge } from '../../../shared/matching/challenge-query.ts'
import type { SupplierToRank } from '../../../shared/matching/supplier-index.ts'
import { readWords } from '../../../shared/matching/words.ts'

/*
 * The formula of docs/matching.md, written a second time and as plainly as can be, in double precision: BM25F over
 * passages, with k1 1.2 and b 0.75; titles and capabilities count twice. Only the words (`readWords`) and the weights
 * of the challenge's words (`readChallenge`) are the engine's own.
 */
const k1 = 1.2
const b = 0.75
const careful = 2
const rarityPower = 0.2
const averageStep = Math.log(1.01)

interface Posting {
  passage: number
  count: number
}

/** Scores passages; they are numbered in the order in which suppliers were added. */
export interface ExactBm25 {
  add: (supplier: SupplierToRank) => void
  /** The score of every passage. */
  score: (challenge: ChallengeToRank) => Float64Array
  /** The number of a supplier's first passage. */
  firstOf: (id: string) => number
}

/** Reckons for these challenges only: the postings of other words are not kept. */
export function exactBm25(challenges: ChallengeToRank[]): ExactBm25 {
  const postings = new Map<string, Posting[]>()
  for (const challenge of challenges) for (const stem of weightsOf(challenge).keys()) postings.set(stem, [])
  const lengths: number[] = []
  const firsts = new Map<string, number>()

  function addPassage(fields: [text: string, weight: number][]): void {
    const counts = new Map<string, number>()
    let length = 0
    for (const [text, weight] of fields) {
      for (const { stem } of readWords(text)) {
        counts.set(stem, (counts.get(stem) ?? 0) + weight)
        length += weight
      }
    }
    for (const [stem, count] of counts) postings.get(stem)?.push({ passage: lengths.length, count })
    lengths.push(length)
  }

  function add({ id, name, profile, capabilities, cpvLabels, projects }: SupplierToRank): void {
    firsts.set(id, lengths.length)
    addPassage([[capabilities, careful], ...plain(profile, name, ...cpvLabels)])
    for (const project of projects)
      addPassage([
        [project.title, careful],
        ...plain(project.text, project.result, name, ...project.cpvLabels),
      ])
  }

  function score(challenge: ChallengeToRank): Float64Array {
    const exact = lengths.reduce((sum, length) => sum + length, 0) / lengths.length
    const average = Math.exp(Math.round(Math.log(exact) / averageStep) * averageStep)
    const scores = new Float64Array(lengths.length)
    for (const [stem, said] of weightsOf(challenge)) {
      const list = postings.get(stem) ?? []
      const rarity = Math.log(1 + (lengths.length - list.length + 0.5) / (list.length + 0.5))
      const weight = Math.sqrt(said) * rarity ** rarityPower
      for (const { passage, count } of list) {
        const norm = 1 - b + (b * (lengths[passage] as number)) / average
        scores[passage] =
          (scores[passage] as number) + (weight * rarity * count * (k1 + 1)) / (count + k1 * norm)
      }
    }
    return scores
  }

  return { add, score, firstOf: (id) => firsts.get(id) as number }
}

const plain = (...texts: string[]): [string, number][] => texts.map((text) => [text, 1])

function weightsOf(challenge: ChallengeToRank): Map<string, number> {
  const { said, category } = readChallenge(challenge)
  const weights = new Map(said)
  for (const [stem, weight] of category) weights.set(stem, (weights.get(stem) ?? 0) + weight)
  return weights
}

const sameScore = 1e-5

/**
 * Whether a list is in the order of the exact scores, from the best: each place has a passage with the score that the
 * place should have, to a hundred-thousandth of it. Passages with the same score may change places.
 */
export function isInOrder(list: number[], scores: Float64Array): boolean {
  const best = scores.toSorted().reverse()
  return list.every((passage, place) => {
    const wanted = best[place] as number
    return Math.abs((scores[passage] as number) - wanted) <= sameScore * wanted
  })
}
