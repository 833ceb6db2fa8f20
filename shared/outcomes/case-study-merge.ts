import type { CaseStudyContent } from './case-study.ts'

/** A part of a case study: its title, its summary, or what stands under one heading of its text. */
export interface CaseStudyPart {
  /** The heading, or `Title` and `Summary`; `Text` for what stands before the first heading. */
  label: string
  text: string
}

const before = 'Text'

/** A case study part by part, in the order in which it is read. */
export function partsOf({ title, summary, body }: CaseStudyContent): CaseStudyPart[] {
  const parts = [
    { label: 'Title', text: title },
    { label: 'Summary', text: summary },
  ]
  for (const section of body.split(/^(?=## )/m)) {
    const text = section.trim()
    if (!text) continue
    const heading = /^## (.+)/.exec(text)?.[1]?.trim() ?? before
    // Two parts under one heading are two parts: neither may get lost.
    const same = parts.filter(({ label }) => label === heading || label.startsWith(`${heading} (`)).length
    parts.push({ label: same === 0 ? heading : `${heading} (${same + 1})`, text })
  }
  return parts
}

/** True where two case studies say the same. */
export const saysTheSame = (a: CaseStudyContent, b: CaseStudyContent): boolean =>
  a.title === b.title && a.summary === b.summary && a.body === b.body

const textOf = (parts: CaseStudyPart[], label: string): string =>
  parts.find((one) => one.label === label)?.text ?? ''

/** The labels of both, those of the first in their order and what only the second has after what it follows there. */
export function labelsOf(first: CaseStudyPart[], second: CaseStudyPart[]): string[] {
  const labels = [...new Set(first.map(({ label }) => label))]
  for (const [index, { label }] of second.entries()) {
    if (labels.includes(label)) continue
    const follows = second
      .slice(0, index)
      .map((one) => one.label)
      .findLast((one) => labels.includes(one))
    labels.splice(follows === undefined ? labels.length : labels.indexOf(follows) + 1, 0, label)
  }
  return labels
}

/**
 * Takes what the record says now over into words that were written from what it said before: each part that nobody
 * changed by hand.
 * @param written from what the words were written
 * @returns the words, and the labels of the parts that somebody has to bring up to date by hand
 */
export function takeOver(
  written: CaseStudyContent,
  words: CaseStudyContent,
  recorded: CaseStudyContent,
): { content: CaseStudyContent; byHand: string[] } {
  const [was, own, is] = [partsOf(written), partsOf(words), partsOf(recorded)]
  const byHand: string[] = []
  const parts = labelsOf(own, is).map((label) => {
    const [old, kept, fresh] = [textOf(was, label), textOf(own, label), textOf(is, label)]
    if (old === fresh || kept === fresh) return { label, text: kept }
    if (kept === old) return { label, text: fresh }
    byHand.push(label)
    return { label, text: kept }
  })
  const [title, summary, ...sections] = parts
  const body = sections
    .map(({ text }) => text)
    .filter(Boolean)
    .join('\n\n')
  return { content: { title: title?.text ?? '', summary: summary?.text ?? '', body }, byHand }
}
