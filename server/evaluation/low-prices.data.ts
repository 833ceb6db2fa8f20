import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { LowPriceRule } from '../../shared/evaluation/low-price.ts'
import { projectRoot } from '../platform/paths.ts'

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const count = z.coerce.number().int().min(0)

const rowSchema = z
  .strictObject({
    valid_from: day,
    valid_to: z.union([z.literal(''), day]),
    least_proposals: count,
    below_mean_percent: count.max(100),
    below_next_percent: count.max(100),
    section: z.string().min(1),
    source: z.string().min(1),
    confidence: z.enum(['read', 'reported', 'mem']),
    note: z.string(),
  })
  .transform(
    (row): LowPriceRule => ({
      validFrom: row.valid_from,
      validTo: row.valid_to || null,
      leastProposals: row.least_proposals,
      belowMeanPercent: row.below_mean_percent,
      belowNextPercent: row.below_next_percent,
      section: row.section,
      source: row.source,
      confidence: row.confidence,
      note: row.note,
    }),
  )

let known: LowPriceRule[] | undefined

/** When a price is low enough to ask about, as `data/evaluation/low-prices.csv` has it. @throws Error for a wrong row */
export function lowPriceRules(): LowPriceRule[] {
  known ??= z
    .array(rowSchema)
    .parse(
      parse(readFileSync(join(projectRoot, 'data/evaluation/low-prices.csv')), { columns: true, bom: true }),
    )
  return known
}
