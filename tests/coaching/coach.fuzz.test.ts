import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { coach, coachSentence } from '../../shared/coaching/coach/coach.ts'
import { type CoachDraft, textsOf } from '../../shared/coaching/coach/draft.ts'
import { sentenceRules } from '../../shared/coaching/coach/rules/index.ts'

const naughty = (JSON.parse(readFileSync('tests/data/naughty-strings.base64.json', 'utf8')) as string[]).map(
  (one) => Buffer.from(one, 'base64').toString('utf8'),
)

/** Every span lies in its field, and the quote is what stands there. */
function expectSound(draft: CoachDraft): void {
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

test('no naughty string breaks it, alone or in a draft', () => {
  for (const text of naughty) {
    expectSound({ text })
    expectSound({ title: text, problem: `The supplier must ${text} provide ISO 9001.`, asks: text })
    coachSentence(text)
  }
})

// Words that rules look for, among any others: far likelier to meet a rule half-way than letters at random.
const vocabulary = sentenceRules
  .flatMap(({ examples }) => [...examples.found, ...examples.passed])
  .flatMap((text) => text.split(/(?<=\W)/))
const word = fc.oneof(
  fc.constantFrom(...vocabulary),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('.', '(', '£', '%', ' ', '\n', '@', '0', '’', 'A', '–'),
)

test('any row of words gives sound findings', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 60 }), fc.array(word, { maxLength: 20 }), (one, other) => {
      expectSound({
        problem: one.join(' '),
        title: other.join(''),
        criteria: [{ title: other.join(' '), weight: 60 }],
      })
    }),
    { numRuns: 150 },
  )
}, 60_000)

test('the same draft gives the same findings', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), (words) => {
      const text = words.join(' ')
      expect(coach({ text })).toEqual(coach({ text }))
    }),
    { numRuns: 50 },
  )
}, 60_000)

describe('hostile text', () => {
  const letters = 400_000
  const fill = (pattern: string) => pattern.repeat(Math.ceil(letters / pattern.length)).slice(0, letters)
  const hostile: [string, string][] = [
    ['one word', fill('a')],
    ['capitals', fill('ABCDE ')],
    ['one sentence without an end', fill('the supplier must provide a cloud portal and ')],
    ['numbers', fill('1,')],
    ['digits apart', fill('0 1 2 3 ')],
    ['opening brackets', fill('(')],
    ['at signs', fill('a@')],
    ['address of the web', `https://${fill('a?token=')}`],
    ['hyphens', fill('call-')],
    ['apostrophes', fill("'’")],
    ['blank lines', fill('\n \r\n')],
    ['percent', fill('price 60 % ')],
    ['half characters', fill('\ud83d')],
    ['marks over letters', fill('e\u0301\u0301\u0301')],
    ['right to left', fill('مرحبا \u202e')],
    ['insurance for ever', fill('insurance £5m must ')],
    ['standards and equivalents', fill('ISO 9001 or equivalent, and member of the Care Institute ')],
    ['software for a purpose', fill('we need a Siemens software platform to help ')],
  ]

  test.each(hostile)(
    '%s is read in time that grows with its length',
    (_, text) => {
      const time = (part: string) => {
        const start = performance.now()
        expectSound({ text: part })
        return performance.now() - start
      }
      time(text.slice(0, 20_000))
      const small = Math.min(...[0, 1, 2].map(() => time(text.slice(0, letters / 8))))
      const whole = time(text)
      // Eight times the text: eight times as long, and some for the noise of a busy machine; a square would be 64 times.
      expect(whole).toBeLessThan(Math.max(1500, small * 28))
    },
    60_000,
  )

  test('of a million characters is read to its end', () => {
    const text = 'the supplier must hold insurance of £5m and ISO 9001. '.repeat(18_519)
    expect(text.length).toBeGreaterThan(1_000_000)
    const { findings, leftOut } = coach({ text })
    expect(findings.at(-1)?.span?.end).toBeGreaterThan(0)
    expect(leftOut).toBeGreaterThan(10_000)
  })
})
