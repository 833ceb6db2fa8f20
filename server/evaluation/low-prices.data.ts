import { z } from 'zod'
import type { LowPriceRule } from '../../shared/evaluation/low-price.ts'
import { datedColumns, datedFacts, datedRows } from '../platform/dated-rows.ts'

const count = z.coerce.number().int().min(0)

const row = z
  .strictObject({
    ...datedColumns,
    least_proposals: count,
    below_mean_percent: count.max(100),
    below_next_percent: count.max(100),
  })
  .transform(
    (one): LowPriceRule => ({
      ...datedFacts(one),
      leastProposals: one.least_proposals,
      belowMeanPercent: one.below_mean_percent,
      belowNextPercent: one.below_next_percent,
    }),
  )

/** When a price is low enough to ask about. @throws Error for a wrong row */
export const lowPriceRules = datedRows('data/evaluation/low-prices.csv', row)
