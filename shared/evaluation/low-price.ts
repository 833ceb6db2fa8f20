/** When a price is low enough to ask about: a rule for looking, never for leaving out. */
export interface LowPriceRule {
  /** Days of the calendar, both included; null for as long as nobody changes it. */
  validFrom: string
  validTo: string | null
  /** Fewer proposals than this say nothing about what a usual price is. */
  leastProposals: number
  /** So much below the mean of the other prices, and so much below the next higher one, in percent. */
  belowMeanPercent: number
  belowNextPercent: number
  section: string
  source: string
  confidence: 'read' | 'reported' | 'mem'
  note: string
}

/** The rule that holds on a day, `2026-12-14`; undefined if none does. */
export const lowPriceRuleOn = (rules: readonly LowPriceRule[], day: string): LowPriceRule | undefined =>
  rules.find(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo))

/**
 * The proposals whose price the authority should ask about before it decides anything on it: it tells the supplier,
 * and gives it a fair chance to show that it can do the work for that price (Procurement Act 2023 s.19(4)).
 * @returns their ids, the lowest price first; the rank of none of them changes
 */
export function unusuallyLow(
  proposals: readonly { id: string; pricePence: number | null }[],
  rule: LowPriceRule,
): string[] {
  const priced = proposals.flatMap(({ id, pricePence }) => (pricePence === null ? [] : [{ id, pricePence }]))
  if (priced.length < Math.max(2, rule.leastProposals)) return []
  const sorted = priced.sort((a, b) => a.pricePence - b.pricePence)
  const sum = sorted.reduce((total, { pricePence }) => total + BigInt(pricePence), 0n)
  const isBelow = (pence: bigint, of: bigint, over: number, percent: number) =>
    pence * 100n * BigInt(over) < of * BigInt(100 - percent)
  const isLow = ({ pricePence }: { pricePence: number }) => {
    const pence = BigInt(pricePence)
    const next = sorted.find((other) => other.pricePence > pricePence)
    return (
      next !== undefined &&
      isBelow(pence, sum - pence, sorted.length - 1, rule.belowMeanPercent) &&
      isBelow(pence, BigInt(next.pricePence), 1, rule.belowNextPercent)
    )
  }
  // Whatever is lower still than a price that stands out stands out with it.
  return sorted.slice(0, sorted.findLastIndex(isLow) + 1).map(({ id }) => id)
}
