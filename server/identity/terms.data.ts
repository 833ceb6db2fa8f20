import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { londonParts } from '../../shared/platform/dates.ts'
import { now } from '../platform/clock.ts'
import { projectRoot } from '../platform/paths.ts'

const words = z.string().min(1)
const version = z.strictObject({
  version: z.string().regex(/^[A-Za-z0-9.-]{1,20}$/),
  validFrom: z.iso.date(),
  source: words,
  /** What is other than before, for whoever accepted that; empty for the first. */
  changes: z.string(),
  sections: z.array(z.strictObject({ heading: words, paragraphs: z.array(words).min(1) })).min(1),
})

/** The terms of use as they were from a day on, until the next. */
export type Terms = z.output<typeof version>

let known: readonly Terms[] | undefined

/** Every version, the newest first. @throws Error for wrong data */
export function termsVersions(): readonly Terms[] {
  known ??= z
    .array(version)
    .parse(JSON.parse(readFileSync(join(projectRoot, 'data/terms/terms.json'), 'utf8')))
    .sort((a, b) => b.validFrom.localeCompare(a.validFrom))
  return known
}

/** The version in force on this day; null before the first. */
export function currentTerms(): Terms | null {
  const { year, month, day } = londonParts(now())
  const today = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return termsVersions().find(({ validFrom }) => validFrom <= today) ?? null
}

/** For tests: versions in place of those of the file; undefined gives them back. */
export function useTerms(versions: readonly Terms[] | undefined): void {
  known = versions
}
