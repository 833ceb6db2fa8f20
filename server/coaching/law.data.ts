import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { type Day, type Dated, type Law, sectionOf } from '../../shared/coaching/law/law.ts'
import { lawFiles, type LawFile, type LawRow } from '../../shared/coaching/law/law.schema.ts'
import { addDays } from '../../shared/coaching/law/periods.ts'
import { bankHolidays } from '../organisations/index.ts'
import { projectRoot } from '../platform/paths.ts'

/** A row with its place, for saying where a mistake is. */
type Placed<Row> = Row & { place: string }

type Files = { [File in LawFile]: Placed<LawRow<File>>[] }

function readFile<File extends LawFile>(folder: string, file: File): Placed<LawRow<File>>[] {
  const path = `${file}.csv`
  const rows = parse(readFileSync(join(folder, path)), { columns: true, bom: true }) as Record<
    string,
    string
  >[]
  if (rows.length === 0) throw new Error(`data/law/${path} is empty`)
  return rows.map((row, index) => {
    // The first line has the names of the columns.
    const place = `data/law/${path}, row ${index + 2}`
    const parsed = lawFiles[file].safeParse(row)
    if (parsed.success) return { ...(parsed.data as LawRow<File>), place }
    const [issue] = parsed.error.issues
    throw new Error(`${place}: ${issue?.path.join('.') || 'the row'}: ${issue?.message ?? 'is wrong'}`)
  })
}

/** Refuses a key that two rows share. */
function expectUnique<Row>(rows: Placed<Row>[], keyOf: (row: Row) => string): void {
  const seen = new Map<string, string>()
  for (const row of rows) {
    const before = seen.get(keyOf(row))
    if (before) throw new Error(`${row.place}: “${keyOf(row)}” stands in ${before} already`)
    seen.set(keyOf(row), row.place)
  }
}

function grouped<Row>(rows: Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row])
  return groups
}

/** Refuses rows of one matter whose times overlap, or leave days between them without a rule. */
function expectSeamless<Row extends Dated>(rows: Placed<Row>[], keyOf: (row: Row) => string): void {
  for (const group of grouped(rows, keyOf).values()) {
    const inOrder = group.toSorted((a, b) => a.validFrom.localeCompare(b.validFrom))
    for (const [index, row] of inOrder.entries()) {
      const before = inOrder[index - 1]
      if (!before) continue
      const name = `“${keyOf(row)}” from ${row.validFrom}`
      if (before.validTo === null || before.validTo >= row.validFrom) {
        throw new Error(`${row.place}: ${name} overlaps ${before.place}`)
      }
      if (addDays(before.validTo, 1) !== row.validFrom) {
        throw new Error(`${row.place}: ${name} leaves a gap after ${before.validTo} (${before.place})`)
      }
    }
  }
}

/** Refuses citations and sources that the data do not have; fields may cite several paragraphs with “and”. */
function expectKnown(law: Law, files: Files): void {
  const sources = new Set(law.sources.map(({ id }) => id))
  const expectSection = (place: string, citation: string) => {
    if (citation !== '' && !sectionOf(law, citation)) {
      throw new Error(`${place}: the section “${citation}” is not in sections.csv`)
    }
  }
  for (const row of [
    ...files.sections,
    ...files.thresholds,
    ...files.periods,
    ...files.clocks,
    ...files.notices,
  ]) {
    if (!sources.has(row.source))
      throw new Error(`${row.place}: the source “${row.source}” is not in sources.csv`)
  }
  for (const row of [...files.thresholds, ...files.periods, ...files.clocks, ...files.notices]) {
    expectSection(row.place, row.section)
  }
  for (const { place, regulation } of files.notices) expectSection(place, regulation)
  for (const { place, article } of files['notice-fields']) expectSection(place, article)
}

const withoutPlace = <Row>(rows: Placed<Row>[]): Row[] =>
  rows.map(({ place: _, ...row }) => row as unknown as Row)

function joinNotices(files: Files): Law['notices'] {
  const fieldsOf = grouped(files['notice-fields'], ({ notice }) => notice)
  const known = new Set(files.notices.map(({ id }) => id))
  for (const { place, notice } of files['notice-fields']) {
    if (!known.has(notice)) throw new Error(`${place}: the notice “${notice}” is not in notices.csv`)
  }
  return withoutPlace(files.notices).map((notice) => ({
    ...notice,
    fields: withoutPlace(fieldsOf.get(notice.id) ?? []).map(({ notice: _, ...field }) => field),
  }))
}

/**
 * Reads the rules of a folder, data/law unless another is named.
 * @throws Error naming file and row: a mistake in it, a gap or an overlap in validity, a section that is not known
 */
export function readLaw(folder = join(projectRoot, 'data', 'law')): Law {
  const files = Object.fromEntries(
    (Object.keys(lawFiles) as LawFile[]).map((file) => [file, readFile(folder, file)]),
  ) as unknown as Files
  expectUnique(files.sources, ({ id }) => id)
  expectUnique(files.sections, ({ id }) => id)
  expectUnique(files.notices, ({ id }) => id)
  expectUnique(files['notice-fields'], ({ notice, id }) => `${notice} ${id}`)
  expectSeamless(files.thresholds, (row) =>
    [row.subject, row.authority, row.contract, row.jurisdiction].join(' '),
  )
  expectSeamless(files.periods, ({ period, circumstance }) => `${period} ${circumstance}`)
  expectSeamless(files.clocks, ({ id }) => id)
  const law: Law = {
    asAt: asAtOf(files.sections.map(({ asAt }) => asAt)),
    sources: withoutPlace(files.sources),
    sections: withoutPlace(files.sections),
    thresholds: withoutPlace(files.thresholds),
    periods: withoutPlace(files.periods),
    clocks: withoutPlace(files.clocks),
    notices: joinNotices(files),
    holidays: bankHolidays(),
  }
  expectKnown(law, files)
  return law
}

/** What may be said of all sections together: the day of the one that was read longest ago. */
const asAtOf = (days: Day[]): Day => days.toSorted()[0] ?? ''

let known: Law | undefined

/** The rules of law that this installation reckons by; read once. */
export function law(): Law {
  known ??= readLaw()
  return known
}
