import type { Coaching } from '../../shared/coaching/coach/coach.ts'
import type { Finding } from '../../shared/coaching/coach/finding.ts'

/** A piece of a text: as it was written, or with the findings that point at it. */
export interface Piece {
  text: string
  severity: 'law' | 'advice' | ''
  titles: string[]
}

const mostShown = 100

/** What the page shows of a coaching: the findings, the first of them if there are very many, and the text marked. */
export function presentCoaching(coaching: Coaching, texts: Record<string, string>) {
  const shown = coaching.findings.slice(0, mostShown)
  const marked = Object.entries(texts).map(([field, text]) => ({
    field,
    pieces: markText(text, field, shown),
  }))
  return {
    ...coaching,
    findings: shown,
    leftOut: coaching.leftOut + coaching.findings.length - shown.length,
    marked,
  }
}

/** A text cut where findings begin and end; a long sentence isn't marked, or all would be. */
export function markText(text: string, field: string, findings: Finding[]): Piece[] {
  const spans = findings
    .filter((finding) => finding.field === field && finding.rule !== 'sentence-long')
    .flatMap(({ span, severity, title }) => (span ? [{ ...span, severity, title }] : []))
    .sort((a, b) => a.start - b.start || b.end - a.end)
  const pieces: Piece[] = []
  let at = 0
  for (const { start, end, severity, title } of spans) {
    const last = pieces.at(-1)
    if (start < at) {
      // What overlaps belongs to the mark before it.
      last?.titles.push(title)
      continue
    }
    if (start > at) pieces.push({ text: text.slice(at, start), severity: '', titles: [] })
    pieces.push({ text: text.slice(start, end), severity, titles: [title] })
    at = end
  }
  if (at < text.length) pieces.push({ text: text.slice(at), severity: '', titles: [] })
  return pieces
}
