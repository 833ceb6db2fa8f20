import { type ChallengeQuery, type ChallengeToRank, idealScore, readChallenge } from './challenge-query.ts'
import { type Parts, partsOf, scoreOf } from './ranking.ts'
import type { SupplierIndex } from './supplier-index.ts'

/** A challenge whose words were read, for scoring many times. */
export interface PreparedChallenge {
  id: string
  challenge: ChallengeToRank
  query: ChallengeQuery
}

/** Reads a challenge once. */
export const prepareChallenge = (id: string, challenge: ChallengeToRank): PreparedChallenge => ({
  id,
  challenge,
  query: readChallenge(challenge),
})

/** How well a supplier fits a challenge; nothing of its rank, which would tell of others. */
export interface ChallengeScore {
  challengeId: string
  score: number
  parts: Parts
}

/**
 * Scores one supplier of the index for each of these challenges, the best first: what `rankSuppliers` would
 * give it, without looking at anybody else's passages. Nothing for a supplier that the index lacks.
 */
export function challengesFor(
  index: SupplierIndex,
  supplierId: string,
  challenges: PreparedChallenge[],
): ChallengeScore[] {
  const supplier = index.find(supplierId)
  if (!supplier) return []
  const scores = challenges.map(({ id, challenge, query: { terms } }) => {
    const ideal = Math.max(idealScore(index.texts, terms), Number.MIN_VALUE)
    const carried = index.texts.explain(terms)
    const shareOf = (passage: number) => carried(passage).reduce((sum, { score }) => sum + score, 0) / ideal
    const parts = partsOf(supplier, challenge, shareOf)
    return { challengeId: id, score: scoreOf(parts), parts }
  })
  return scores.sort((a, b) => b.score - a.score || (a.challengeId < b.challengeId ? -1 : 1))
}
