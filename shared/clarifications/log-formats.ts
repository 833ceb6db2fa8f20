import { csvCell } from '../platform/csv.ts'

/** One entry of the published log, as anybody may take it away. Nothing of who asked but the letter. */
export interface LogEntry {
  number: number
  letter: string
  /** The day, since the minute would help to guess who asked. */
  askedOn: Date
  question: string
  answer: string
  answeredAt: Date
  /** The answer says why there is none. */
  isLeft: boolean
  corrections: { text: string; files: PublicFile[]; at: Date; why: string; correctedAt: Date }[]
  isRedacted: boolean
  /** The part of the challenge that it is about; empty for the whole. */
  part: { key: string; label: string } | null
  tags: string[]
  files: PublicFile[]
}

/** A file to download with an answer, at its whole address. */
export interface PublicFile {
  name: string
  type: string
  size: number
  sha256: string
  url: string
}

/** The entry for programs: days as `2026-12-01`, instants in UTC. */
export const logJson = (entry: LogEntry): object => ({
  number: entry.number,
  supplier: entry.letter,
  askedOn: entry.askedOn.toISOString().slice(0, 10),
  question: entry.question,
  answer: entry.answer,
  answeredAt: entry.answeredAt.toISOString(),
  isAnswered: !entry.isLeft,
  earlierAnswers: entry.corrections.map(({ text, files, at, why, correctedAt }) => ({
    answer: text,
    files,
    answeredAt: at.toISOString(),
    correctedAt: correctedAt.toISOString(),
    why,
  })),
  isRedacted: entry.isRedacted,
  about: entry.part,
  tags: entry.tags,
  files: entry.files,
})

const columns = [
  'number',
  'supplier',
  'asked_on',
  'question',
  'answer',
  'answered_at',
  'is_answered',
  'earlier_answers',
  'is_redacted',
  'about',
  'tags',
  'files',
]

/** The log as a table, a line for each entry, in the order of the numbers. */
export function logCsv(entries: LogEntry[]): string {
  const lines = entries.map((entry) => {
    const cells = {
      ...logJson(entry),
      about: entry.part?.label ?? '',
      tags: entry.tags.join('; '),
      files: entry.files.map(({ url }) => url).join(' '),
    }
    return Object.values(cells).map(cellOf).join(',')
  })
  return [columns.join(','), ...lines].map((line) => `${line}\r\n`).join('')
}

const cellOf = (value: unknown): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return Array.isArray(value) && value.length === 0 ? '' : csvCell(value)
}
