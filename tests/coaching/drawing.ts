import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { digest, openingOf } from './texts.ts'

export const labelsFolder = join(import.meta.dirname, 'labels')

export const idOf = (letter: 's' | 'n', text: string): string => `${letter}-${digest(text).slice(0, 8)}`

/** In an order that depends on nothing but the pieces themselves. */
export function shuffled<P extends { ref: string; place: number }>(pieces: P[]): P[] {
  const keyed = pieces.map((piece) => ({ piece, key: digest(`${piece.ref}#${piece.place}`) }))
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ piece }) => piece)
}

/** The first of all pieces that open alike. */
export function withoutDoubles<P extends { text: string }>(pieces: P[]): P[] {
  const seen = new Set<string>()
  return pieces.filter(({ text }) => {
    const opening = openingOf(text)
    if (seen.has(opening)) return false
    seen.add(opening)
    return true
  })
}

export function labelsIn(file: string): Map<string, string> {
  try {
    const rows = parse(readFileSync(file), { columns: true }) as { id: string; labels: string }[]
    return new Map(rows.map((row) => [row.id, row.labels]))
  } catch (error) {
    // The first draw: nothing has been labelled.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map()
    throw error
  }
}

export function csv<Column extends string>(rows: Record<Column, string>[], columns: Column[]): string {
  const cell = (value: string) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
  const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(','))
  return `${[columns.join(','), ...lines].join('\n')}\n`
}
