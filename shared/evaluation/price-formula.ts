import { divide, type Fraction, fraction, one, roughly, zero } from './fraction.ts'
import type { PriceRule } from './settings.ts'

/** A price of nothing counts as one penny, so that it can be divided by. */
export const countedPence = (pence: number): number => Math.max(1, pence)

/**
 * The share of the price criterion's points that a price earns, from 0 to 1.
 * @param lowestPence the lowest price among the proposals that are ranked
 */
export function priceShare(rule: PriceRule, pence: number, lowestPence: number): Fraction {
  if (rule.formula === 'lowest-proportion')
    return fraction(countedPence(lowestPence), countedPence(Math.max(pence, lowestPence)))
  if (rule.formula === 'linear-between') {
    if (pence <= rule.fullPence) return one
    if (pence >= rule.nonePence) return zero
    return fraction(rule.nonePence - pence, rule.nonePence - rule.fullPence)
  }
  return zero
}

export interface CurvePoint {
  pence: number
  /** Of the most that any price of the drawing can earn, from 0 to 1; for drawing only. */
  share: number
}

/**
 * What a formula makes of prices from `fromPence` to `toPence`, for a chart: the share of the price criterion's
 * points, or what a proposal of one quality is worth beside one at the lowest price.
 */
export function priceCurve(rule: PriceRule, fromPence: number, toPence: number, steps = 40): CurvePoint[] {
  const lowest = countedPence(fromPence)
  const most = Math.max(lowest + 1, toPence)
  return Array.from({ length: steps + 1 }, (_, step) => {
    const pence = lowest + Math.round(((most - lowest) * step) / steps)
    return { pence, share: roughly(worth(rule, pence, lowest)) }
  })
}

function worth(rule: PriceRule, pence: number, lowest: number): Fraction {
  if (rule.formula === 'none') return one
  if (rule.formula === 'fixed-budget') return pence <= rule.budgetPence ? one : zero
  if (rule.formula === 'quality-per-pound') return divide(fraction(lowest), fraction(pence))
  return priceShare(rule, pence, lowest)
}
