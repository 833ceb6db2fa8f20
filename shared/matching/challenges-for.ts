import type { Parts } from './parts.ts'
import type { PreparedQuery } from './prepared-query.ts'
import { readSupplier, scorePlace } from './ranking.ts'
import { numberSupplier, type SupplierToRank } from './numbering.ts'
import { createSegmentBuilder } from './segment-builder.ts'
import { newSlot } from './slots.ts'
import type { Place, SupplierIndex } from './supplier-index.ts'

/** A challenge that was made ready for the index, for scoring many times. */
export interface PreparedChallenge {
  id: string
  query: PreparedQuery
}

/** How well a supplier fits a challenge; nothing of its rank, which would tell of others. */
export interface ChallengeScore {
  challengeId: string
  score: number
  parts: Parts
}

/**
 * A supplier as it would lie in the index, without being put there: nobody else meets it, be it invented or not yet
 * read. Words are as rare for it as they are in the index.
 */
export function placeAlone(index: SupplierIndex, supplier: SupplierToRank): Place {
  const builder = createSegmentBuilder()
  const row = builder.add(numberSupplier(supplier, '', index.books))
  const average = index.average()
  const segment = builder.seal(null, index.books.terms.size(), average)
  return { part: newSlot(segment, 0, average), row }
}

/** Scores one supplier for each of these challenges, the best first: what a ranking of each would give it. */
export function challengesFor(
  place: Place,
  challenges: PreparedChallenge[],
  weights: Parts,
): ChallengeScore[] {
  const scores = challenges.map(({ id, query }) => {
    readSupplier(query, place)
    const { score, parts } = scorePlace(query, place, weights)
    return { challengeId: id, score: Math.round(score * 10_000) / 10_000, parts }
  })
  return scores.sort((a, b) => b.score - a.score || (a.challengeId < b.challengeId ? -1 : 1))
}
