import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { type ExclusionGround, groundKinds } from '../../shared/evaluation/exclusions.ts'
import { projectRoot } from '../platform/paths.ts'

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const words = z.string().min(1)

const rowSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z-]{1,40}$/),
    kind: z.enum(groundKinds),
    title: words,
    asks: words,
    valid_from: day,
    valid_to: z.union([z.literal(''), day]),
    section: words,
    source: words,
    confidence: z.enum(['read', 'reported', 'mem']),
    note: z.string(),
  })
  .transform(
    ({ valid_from: validFrom, valid_to: validTo, ...row }): ExclusionGround => ({
      ...row,
      validFrom,
      validTo: validTo || null,
    }),
  )

let known: ExclusionGround[] | undefined

/** What is looked at before a supplier can win, as `data/evaluation/exclusions.csv` has it. @throws Error for a wrong row */
export function exclusionGrounds(): ExclusionGround[] {
  known ??= z
    .array(rowSchema)
    .parse(
      parse(readFileSync(join(projectRoot, 'data/evaluation/exclusions.csv')), { columns: true, bom: true }),
    )
  return known
}
