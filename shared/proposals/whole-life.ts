/** What a proposal says of money over the life of what it offers; integer pence, with VAT. */
export interface LifeCosts {
  pilotPricePence: number | null
  setUpPence?: number | null
  /** For one year. */
  yearlyPence?: number | null
  endOfLifePence?: number | null
}

/**
 * The whole-life cost over so many years: pilot, set-up, each year and the end, added up and nothing else. A pound of the
 * last year counts as a pound of the first.
 * @returns null while a part of it is missing
 */
export function wholeLifePence(costs: LifeCosts, years: number): number | null {
  const { pilotPricePence: pilot, setUpPence: setUp = null } = costs
  const { yearlyPence: yearly = null, endOfLifePence: end = null } = costs
  if (pilot === null || setUp === null || yearly === null || end === null) return null
  const sum = BigInt(pilot) + BigInt(setUp) + BigInt(years) * BigInt(yearly) + BigInt(end)
  return Number(sum)
}

/** The price that proposals are compared by: of the pilot, or the whole-life cost where the challenge says so. */
export const comparedPence = (costs: LifeCosts, years: number | null): number | null =>
  years === null ? costs.pilotPricePence : wholeLifePence(costs, years)

/** What is told as confidential in a proposal: each amount that it names, and what they come to. */
export const amountsIn = (
  costs: LifeCosts & { scalePricePence: number | null },
  years: number | null,
): number[] =>
  [
    costs.pilotPricePence,
    costs.scalePricePence,
    costs.setUpPence,
    costs.yearlyPence,
    costs.endOfLifePence,
    comparedPence(costs, years),
  ].filter((pence): pence is number => typeof pence === 'number' && pence > 0)
