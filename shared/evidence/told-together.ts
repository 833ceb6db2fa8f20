// What suppliers are like, or think, is told of many together or not at all: decision 27.
import { addTally, fewest, noTally, type Tally, tallyOf } from './facts.ts'

type Answer = boolean | null

/** True where the known ones are many, and some are and some are not: a tally of all or none tells of each. */
const tellsOfNobody = ({ yes, no }: Tally): boolean => yes + no >= fewest && yes > 0 && no > 0

/**
 * All of them, where whatever is left once those whom everybody knows are taken away tells of nobody; null elsewhere.
 * @param others those who did not win, so that nobody knows who they are
 * @param winners those whom the notice of the award names
 */
export const tallyTogether = (others: readonly Answer[], winners: readonly Answer[]): Tally | null =>
  tellsOfNobody(tallyOf(others)) ? tallyOf([...others, ...winners]) : null

/** How feedback was rated, as far as it was told: of whom is kept so that nobody counts twice, and is told to nobody. */
export interface ToldRatings {
  of: readonly string[]
  tally: Tally
}

export const noRatings = (): ToldRatings => ({ of: [], tally: noTally() })

/**
 * What is told once these ratings have arrived, in their order: more only by fives, and by as many fives as it takes to
 * have both kinds among them. So two readings never differ by one rating, nor by some that all say the same. A rating
 * that was told stays as it was told.
 */
export function tellRatings(told: ToldRatings, arrived: readonly { id: string; is: boolean }[]): ToldRatings {
  const before = new Set(told.of)
  const waiting = arrived.filter(({ id }) => !before.has(id))
  for (let size = fewest; size <= waiting.length; size += fewest) {
    const step = waiting.slice(0, size)
    const tally = tallyOf(step.map(({ is }) => is))
    if (!tellsOfNobody(tally)) continue
    const next = { of: [...told.of, ...step.map(({ id }) => id)], tally: addTally(told.tally, tally) }
    return tellRatings(next, arrived)
  }
  return told
}
