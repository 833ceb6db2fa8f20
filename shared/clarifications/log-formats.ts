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
  corrections: { text: string; at: Date; why: string; correctedAt: Date }[]
  isRedacted: boolean
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
  earlierAnswers: entry.corrections.map(({ text, at, why, correctedAt }) => ({
    answer: text,
    answeredAt: at.toISOString(),
    correctedAt: correctedAt.toISOString(),
    why,
  })),
  isRedacted: entry.isRedacted,
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
]

/** The log as a table, a line for each entry, in the order of the numbers. */
export function logCsv(entries: LogEntry[]): string {
  const lines = entries.map((entry) => Object.values(logJson(entry)).map(cellOf).join(','))
  return [columns.join(','), ...lines].map((line) => `${line}\r\n`).join('')
}

const cellOf = (value: unknown): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return Array.isArray(value) && value.length === 0 ? '' : csvCell(value)
}
