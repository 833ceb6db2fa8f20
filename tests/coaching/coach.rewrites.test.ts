import { coach, coachSentence } from '../../shared/coaching/coach/coach.ts'
import { sentenceRules } from '../../shared/coaching/coach/rules/index.ts'

describe('a rewrite', () => {
  const rewrites = sentenceRules.flatMap(({ id, examples }) =>
    examples.found.flatMap((text) =>
      coachSentence(text)
        .filter(({ rule, rewrite }) => rule === id && rewrite !== null)
        .map((finding) => [id, text, finding] as const),
    ),
  )
  it('is offered for many rules', () => expect(new Set(rewrites.map(([id]) => id)).size).toBeGreaterThan(8))

  it.each(rewrites)('of %s clears "%s" of it', (id, text, { span, rewrite }) => {
    const { start, end } = span ?? { start: 0, end: 0 }
    const after = `${text.slice(0, start)}${rewrite}${text.slice(end)}`
    const again = coach({ text: after }).findings.filter(
      (one) =>
        one.rule === id &&
        one.span &&
        one.span.start >= start &&
        one.span.end <= start + (rewrite ?? '').length,
    )
    expect([after, again.map(({ quote }) => quote)]).toEqual([after, []])
  })

  it('is not offered where the same would be found again after it', () => {
    const found = coachSentence(
      'Fitters must know BS 7671:2018 18th Edition, and a VEAT Notice was published.',
    )
    expect(found.map(({ quote, rewrite }) => [quote, rewrite])).toEqual(
      expect.arrayContaining([
        ['BS 7671:2018 18', null],
        ['VEAT', null],
      ]),
    )
  })

  it('is not offered for what a law demands by name, nor for a place', () => {
    const of = (text: string) => coachSentence(text).map(({ rule, rewrite }) => [rule, rewrite])
    expect(of('All fitters must be Gas Safe registered.')).toContainEqual([
      'standard-without-equivalent',
      null,
    ])
    expect(of('Bidders must be based within 20 miles of the Town Hall.')).toContainEqual([
      'worked-for-us',
      null,
    ])
    expect(of('Bidders must hold Cyber Essentials Plus.')).toContainEqual([
      'standard-without-equivalent',
      'Cyber Essentials Plus or equivalent',
    ])
  })
})

describe('below the threshold', () => {
  const floor = 'Bidders must have a minimum turnover of £400,000 and at least five years of experience.'
  const of = (regime: 'above-threshold' | 'below-threshold' | 'unknown') =>
    coach({ text: floor }, { regime }).findings.filter(({ family }) => family === 'conditions')

  it('the section that binds there is named, and it is law', () => {
    expect(of('below-threshold').map(({ severity, source }) => [severity, source])).toEqual([
      ['law', 'Procurement Act 2023 s.85(1)'],
      ['law', 'Procurement Act 2023 s.85(1)'],
    ])
    for (const { why } of of('below-threshold')) {
      expect(why).toContain('s.85(1)')
      expect(why).not.toContain('good practice')
    }
  })

  it('nothing of it is said of a contract above', () => {
    for (const { why, source } of of('above-threshold')) expect(`${why} ${source}`).not.toContain('85')
    for (const { why } of of('unknown')) expect(why).toContain('s.85(1)')
  })
})

describe('what can’t be judged', () => {
  it.each([
    ['', true],
    ['Damp in homes.', true],
    ['We want fewer tenants to live in damp homes than do today.', false],
  ])('"%s" is too short: %s', (text, isTooShort) => expect(coach({ text }).isTooShort).toBe(isTooShort))

  it('is Welsh, which is said and not misread', () => {
    const text =
      'Mae’r cyngor yn chwilio am ffordd o haneru nifer y cartrefi llaith erbyn mis Mawrth 2028. Rhaid i gyflenwyr gael 5 mlynedd o brofiad, ac mae TAW wedi ei gynnwys yn y gyllideb.'
    const { findings, isTooShort } = coach({ text })
    expect([findings.map(({ rule }) => rule), isTooShort]).toEqual([['not-english'], true])
  })
})
