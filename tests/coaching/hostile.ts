import { coach } from '../../shared/coaching/coach/coach.ts'
import { type CoachDraft, textsOf } from '../../shared/coaching/coach/draft.ts'

/** Every span lies in its field, and the quote is what stands there. */
export function expectSound(draft: CoachDraft): void {
  const texts = new Map(textsOf(draft).map(({ field, text }) => [field, text]))
  const { findings, scores } = coach(draft)
  // Asked together: to ask of each of a hundred thousand takes as long as to find them.
  const unsound = findings.filter(({ field, span, quote, rewrite }) => {
    if (!span) return false
    const text = texts.get(field) ?? ''
    const isThere = span.start < span.end && text.slice(span.start, span.end).startsWith(quote)
    return !isThere || rewrite === quote
  })
  expect(unsound).toEqual([])
  for (const { value } of [scores.openness, scores.readiness]) {
    expect(value).toBeGreaterThanOrEqual(0)
    expect(value).toBeLessThanOrEqual(100)
  }
}

const filled = (pattern: string) => (letters: number) =>
  pattern.repeat(Math.ceil(letters / pattern.length)).slice(0, letters)

/** Texts without an end, each of as many letters as wanted, that a rule could go through again and again. */
export const hostile: [string, (letters: number) => string][] = [
  ['one word', filled('a')],
  ['capitals', filled('ABCDE ')],
  ['one sentence without an end', filled('the supplier must provide a cloud portal and ')],
  ['numbers', filled('1,')],
  ['digits apart', filled('0 1 2 3 ')],
  ['opening brackets', filled('(')],
  ['at signs', filled('a@')],
  ['address of the web', (letters) => `https://${filled('a?token=')(letters)}`],
  ['hyphens', filled('call-')],
  ['apostrophes', filled("'’")],
  ['blank lines', filled('\n \r\n')],
  ['percent', filled('price 60 % ')],
  ['half characters', filled('\ud83d')],
  ['marks over letters', filled('e\u0301\u0301\u0301')],
  ['right to left', filled('مرحبا \u202e')],
  ['insurance for ever', filled('insurance £5m must ')],
  ['standards and equivalents', filled('ISO 9001 or equivalent, and member of the Care Institute ')],
  ['software for a purpose', filled('we need a Siemens software platform to help ')],
]
