import { z } from 'zod'
import type { ChangeLimits } from '../../shared/outcomes/next-step.ts'
import { datedColumns, datedFacts, datedRows } from '../platform/dated-rows.ts'

const percent = z.coerce.number().int().min(0).max(100)

const row = z.strictObject({ ...datedColumns, term_percent: percent, value_percent: percent }).transform(
  (one): ChangeLimits => ({
    ...datedFacts(one),
    termPercent: one.term_percent,
    valuePercent: one.value_percent,
  }),
)

/** How much a contract may be changed. @throws Error for a wrong row */
export const changeLimits = datedRows('data/outcomes/change-limits.csv', row)
