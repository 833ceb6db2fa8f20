import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { ChangeLimits } from '../../shared/outcomes/next-step.ts'
import { projectRoot } from '../platform/paths.ts'

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const percent = z.coerce.number().int().min(0).max(100)

const rowSchema = z
  .strictObject({
    valid_from: day,
    valid_to: z.union([z.literal(''), day]),
    term_percent: percent,
    value_percent: percent,
    section: z.string().min(1),
    source: z.string().min(1),
    confidence: z.enum(['read', 'reported', 'mem']),
    note: z.string(),
  })
  .transform(
    (row): ChangeLimits => ({
      validFrom: row.valid_from,
      validTo: row.valid_to || null,
      termPercent: row.term_percent,
      valuePercent: row.value_percent,
      section: row.section,
      source: row.source,
      confidence: row.confidence,
      note: row.note,
    }),
  )

let known: ChangeLimits[] | undefined

/** How much a contract may be changed, as `data/outcomes/change-limits.csv` has it. @throws Error for a wrong row */
export function changeLimits(): ChangeLimits[] {
  known ??= z
    .array(rowSchema)
    .parse(
      parse(readFileSync(join(projectRoot, 'data/outcomes/change-limits.csv')), { columns: true, bom: true }),
    )
  return known
}
