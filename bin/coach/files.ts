import { readFileSync, statSync } from 'node:fs'
import { extname } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { z } from 'zod'
import { coachDraftSchema } from '../../shared/coaching/coach/coach.schema.ts'
import { coach, coachSentence } from '../../shared/coaching/coach/coach.ts'
import { type CoachDraft, type CoachFacts, textFields, textsOf } from '../../shared/coaching/coach/draft.ts'
import type { Finding } from '../../shared/coaching/coach/finding.ts'
import { type Place, placeIn } from './report.ts'

/** A finding with where it stands in its file: line and column of a text, row of a list. */
export type FoundInFile = Finding & Place

export interface ReadFile {
  file: string
  findings: FoundInFile[]
}

interface FileDraft {
  draft: CoachDraft
  row: number | null
}

const mostBytes = 50 * 2 ** 20

/** What the coach finds in a file. @throws Error with a sentence for the person at the terminal */
export function readDrafts(file: string, isSentences: boolean, facts: CoachFacts): FoundInFile[] {
  const text = readText(file)
  const extension = extname(file).toLowerCase()
  if (isSentences && extension !== '.csv' && extension !== '.json') return readLines(text, facts)
  const drafts =
    extension === '.json'
      ? fromJson(text)
      : extension === '.csv'
        ? fromCsv(text)
        : [{ draft: { text }, row: null }]
  return drafts.flatMap(({ draft, row }) => {
    if (isSentences) return sentencesOf(draft, row, facts)
    const texts = new Map(textsOf(draft).map((one) => [one.field, one.text]))
    return coach(draft, facts).findings.map((finding) => ({
      ...finding,
      ...placeIn(texts.get(finding.field), finding.span?.start, row),
    }))
  })
}

function readLines(text: string, facts: CoachFacts): FoundInFile[] {
  return text.split(/\r\n|\n|\r/).flatMap((sentence, index) => {
    const found = sentence.trim() === '' ? [] : coachSentence(sentence, facts)
    return found.map((finding) => ({
      ...finding,
      line: index + 1,
      column: (finding.span?.start ?? 0) + 1,
      row: null,
    }))
  })
}

const sentencesOf = (draft: CoachDraft, row: number | null, facts: CoachFacts): FoundInFile[] =>
  textsOf(draft).flatMap(({ field, text }) =>
    readLines(text, facts).map((finding) => ({ ...finding, field, row })),
  )

/** The text of a file, from UTF-8 or, with its mark in front, UTF-16. */
function readText(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found) throw new Error('There is no such file.')
  if (!found.isFile()) throw new Error('This is not a file.')
  if (found.size > mostBytes) throw new Error('This is larger than 50 MB: send it in parts.')
  const bytes = readFileSync(file)
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8'
  const text = decode(bytes, encoding)
  if (text.includes('\u0000')) throw new Error('This is not a text: it has zero bytes in it.')
  return text
}

function decode(bytes: Uint8Array, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw new Error('This is not a text in UTF-8.')
  }
}

function fromJson(text: string): FileDraft[] {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch (error) {
    throw new Error(`This is not JSON: ${error instanceof Error ? error.message : 'it can’t be read'}.`)
  }
  const list = Array.isArray(given) ? given : [given]
  return list.map((one, index) => {
    const parsed = coachDraftSchema.safeParse(typeof one === 'string' ? { text: one } : one)
    if (!parsed.success) throw new Error(whatIsWrong(parsed.error, Array.isArray(given) ? index : null))
    return { draft: parsed.data, row: Array.isArray(given) ? index + 1 : null }
  })
}

function whatIsWrong(error: z.ZodError, index: number | null): string {
  const [issue] = error.issues
  const path = issue?.path.join('.') ?? ''
  const where = [index === null ? '' : `entry ${index + 1}`, path].filter(Boolean).join(', ')
  const what =
    issue?.code === 'unrecognized_keys' ? `${issue.keys.join(', ')} is no field of a draft` : issue?.message
  return `${where ? `${where}: ` : ''}${what}.`
}

// What columns are called in lists of notices, by the field that they are read as; the first that is there counts.
const columnsOf: Record<string, string[]> = {
  title: ['title', 'name', 'contract title', 'notice title', 'tender title'],
  text: ['text', 'description', 'notice text', 'body', 'details', 'sentence', 'summary', 'content'],
}

function fromCsv(text: string): FileDraft[] {
  let rows: Record<string, string>[]
  try {
    rows = parse(text, {
      columns: (names: string[]) => names.map((name) => name.trim()),
      bom: true,
      skip_empty_lines: true,
    })
  } catch (error) {
    throw new Error(`This is not CSV: ${error instanceof Error ? error.message : 'it can’t be read'}.`)
  }
  const names = Object.keys(rows[0] ?? {})
  const reading = columnsToRead(names)
  if (rows.length > 0 && reading.length === 0) {
    throw new Error(`No column is a text that can be read. There are: ${names.join(', ')}.`)
  }
  return rows.map((row, index) => ({
    draft: Object.fromEntries(reading.map(([field, name]) => [field, row[name] ?? ''])),
    row: index + 2,
  }))
}

/** Which column is which field: by our own names first, else by what lists of notices call them. */
function columnsToRead(names: string[]): [field: string, name: string][] {
  const own = names.filter(
    (name) => (textFields as readonly string[]).includes(name) && name !== 'title' && name !== 'summary',
  )
  const named = own.map((name): [string, string] => [name, name])
  const wanted = own.length > 0 ? ['title'] : ['title', 'text']
  const guessed = wanted.flatMap((field): [string, string][] => {
    const found = columnsOf[field]
      ?.map((one) => names.find((name) => name.toLowerCase() === one))
      .find(Boolean)
    return found ? [[field, found]] : []
  })
  return [...guessed, ...named]
}
