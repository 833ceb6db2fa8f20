import type { Finding } from '../../shared/coaching/coach/finding.ts'

/** Where a finding stands in its file: a line and column of its text, and the row of a list, all from 1. */
export interface Place {
  line: number | null
  column: number | null
  row: number | null
}

/** Line and column of a place in a text; null for what belongs to the whole. */
export function placeIn(text: string | undefined, start: number | undefined, row: number | null): Place {
  if (text === undefined || start === undefined) return { line: null, column: null, row }
  let line = 1
  let lineStart = 0
  for (let next = text.indexOf('\n'); next >= 0 && next < start; next = text.indexOf('\n', next + 1)) {
    line += 1
    lineStart = next + 1
  }
  return { line, column: start - lineStart + 1, row }
}

const widest = { place: 24, rule: 28, words: 44 }

const oneLine = (text: string): string => text.replaceAll(/\p{Cc}|\s+/gu, ' ').trim()

function fit(text: string, width: number): string {
  const plain = oneLine(text)
  return (plain.length > width ? `${plain.slice(0, width - 1)}…` : plain).padEnd(width)
}

function whereOf({ field, line, column, row }: Finding & Place): string {
  const parts = [
    row === null ? '' : `row ${row}`,
    field === 'text' ? '' : field,
    line === null ? '' : `${line}:${column}`,
  ]
  return parts.filter(Boolean).join(' ') || 'whole'
}

/** The findings of a file as a table for a terminal, with its name above if there are several. */
export function asTable(
  { file, findings }: { file: string; findings: (Finding & Place)[] },
  isNamed: boolean,
): string {
  const rows = findings.map((finding) => {
    const { rule, severity, quote, problem, rewrite, instead } = finding
    const said = quote ? `“${oneLine(quote)}”` : problem
    return [
      fit(whereOf(finding), widest.place),
      severity.padEnd(6),
      fit(rule, widest.rule),
      fit(said, widest.words),
      rewrite === null ? oneLine(instead) : `Write: ${oneLine(rewrite)}`,
    ].join('  ')
  })
  const head = [
    'where'.padEnd(widest.place),
    'law?'.padEnd(6),
    'rule'.padEnd(widest.rule),
    'what'.padEnd(widest.words),
    'instead',
  ].join('  ')
  const count = `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`
  return `${[...(isNamed ? [file] : []), ...(rows.length > 0 ? [head, ...rows] : []), count].join('\n')}\n`
}
