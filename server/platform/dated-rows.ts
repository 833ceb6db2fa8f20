import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { projectRoot } from './paths.ts'

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const words = z.string().min(1)

/** What every row of dated data says: from when to when it holds, where it stands, and how sure we are of it. */
export const datedColumns = {
  valid_from: day,
  valid_to: z.union([z.literal(''), day]),
  section: words,
  source: words,
  confidence: z.enum(['read', 'reported', 'mem']),
  note: z.string(),
}

type DatedColumns = z.output<z.ZodObject<typeof datedColumns>>

/** The same by our names; a rule that holds until further notice has no end. */
export const datedFacts = ({ valid_from, valid_to, section, source, confidence, note }: DatedColumns) => ({
  validFrom: valid_from,
  validTo: valid_to || null,
  section,
  source,
  confidence,
  note,
})

/**
 * Reads a file of dated data when it is first asked for.
 * @param path from the root of the project
 * @returns what gives its rows; it throws Error for a wrong one
 */
export function datedRows<Row>(path: string, row: z.ZodType<Row>): () => Row[] {
  let known: Row[] | undefined
  return () => {
    known ??= z.array(row).parse(parse(readFileSync(join(projectRoot, path)), { columns: true, bom: true }))
    return known
  }
}
