import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { coach, coachSentence } from '../../shared/coaching/coach/coach.ts'
import { sentenceRules } from '../../shared/coaching/coach/rules/index.ts'
import { expectSound, hostile } from './hostile.ts'

const naughty = (JSON.parse(readFileSync('tests/data/naughty-strings.base64.json', 'utf8')) as string[]).map(
  (one) => Buffer.from(one, 'base64').toString('utf8'),
)

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
  test.each(hostile)('%s is read soundly', (_, fill) => {
    expectSound({ text: fill(30_000) })
  })

  test('of a million characters is read to its end', () => {
    const text = 'the supplier must hold insurance of £5m and ISO 9001. '.repeat(18_519)
    expect(text.length).toBeGreaterThan(1_000_000)
    const { findings, leftOut } = coach({ text })
    expect(findings.at(-1)?.span?.end).toBeGreaterThan(0)
    expect(leftOut).toBeGreaterThan(10_000)
  })
})
