/** How much of something lies with few. */
export interface Concentration {
  /** The Herfindahl–Hirschman index, the sum of squared shares: 1 where one has all. */
  index: number
  /** How many that have equal shares would give the same index. */
  asManyAs: number
  /** The share of the greatest. */
  greatest: number
}

/** Of fewer awards any spread looks concentrated: of five, none can be below a fifth. */
export const fewestToConcentrate = 20

/** The concentration of amounts; null where there is nothing to share. */
export function concentrationOf(amounts: readonly number[]): Concentration | null {
  const sum = amounts.reduce((all, amount) => all + amount, 0)
  if (sum <= 0) return null
  const index = amounts.reduce((all, amount) => all + (amount / sum) ** 2, 0)
  return { index, asManyAs: 1 / index, greatest: Math.max(...amounts) / sum }
}

/**
 * The words that the Competition and Markets Authority’s and the European merger guidelines use for an index: above
 * 0.2 highly concentrated, above 0.1 concentrated. They are of markets, so here they only help to read the number.
 */
export const concentrationWord = (index: number): 'low' | 'medium' | 'high' =>
  index > 0.2 ? 'high' : index > 0.1 ? 'medium' : 'low'
