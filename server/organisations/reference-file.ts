import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { projectRoot } from '../platform/paths.ts'

/** The rows of a CSV file in data/reference, each by its column names. Read once, at first use of what it feeds. */
export const readReference = (name: string): Record<string, string>[] =>
  parse(readFileSync(join(projectRoot, 'data', 'reference', `${name}.csv`)), {
    columns: true,
    bom: true,
  })
