import { isUndrawn } from '../../shared/evidence/chart-rows.ts'
import { chartsOf } from '../../shared/evidence/charts.ts'
import { chartCsv, figuresCsv } from '../../server/evidence/evidence.csv.ts'
import { wholeEvidence } from '../../shared/evidence/evidence.schema.ts'
import { type ChallengeFact, noAwards } from '../../shared/evidence/facts.ts'
import { isTooFew, valueWords } from '../../shared/evidence/figure-words.ts'
import { countsIn, type FigureId, figureDefinitions, figuresOf } from '../../shared/evidence/figures.ts'
import { procedureOf } from '../../shared/evidence/procedures.ts'
import { isSum } from '../../shared/evidence/told-sums.ts'
import { aFact, aFirmThat } from './evidence.factory.ts'

const sums = {
  ...noAwards(),
  awards: 10,
  valued: 4,
  pence: 123_45,
  sme: { yes: 3, no: 5, unknown: 2 },
  days: [
    [10, 2],
    [30, 4],
  ] as const,
}

const noSum = () => null

const figure = (facts: ChallengeFact[], id: FigureId) => {
  const found = figuresOf(facts, sums, noSum).find((one) => one.id === id)
  if (!found) throw new Error(`No figure ${id}`)
  return found
}

const chartsFor = (facts: ChallengeFact[], chosen = wholeEvidence) =>
  chartsOf({
    chosen,
    facts: facts.filter(({ year }) => ['', String(year)].includes(chosen.year)),
    factsOfAllYears: facts,
    figures: figuresOf(facts, sums, noSum),
    awards: sums,
    byYear: ['2024', '2025'].map((year) => ({ code: year, label: year, sums })),
    byRegion: [{ code: 'TLD', label: 'North West', sums }],
    byCategory: [],
    sums: [],
    nameOfRegion: String,
  })

describe('figures', () => {
  it('leave out what is not known, and say of how many', () => {
    const facts = [1, 2, 3].map((proposals) => aFact({ proposals }))
    expect(figure([...facts, aFact()], 'proposals').here).toEqual({
      value: 2,
      interval: null,
      of: 3,
      missing: 1,
    })
    const { public: record } = figure([], 'sme')
    expect(record).toMatchObject({ value: 3 / 8, of: 8, missing: 2, yes: 3 })
    expect(figure([], 'spend').public).toEqual({ value: 123_45, interval: null, of: 4, missing: 6 })
    expect(figure([], 'notice-to-award').public).toMatchObject({ value: 30, of: 6, missing: 4 })
  })

  it('count contracts, not challenges, and take an unknown for no no', () => {
    const contracts = [aFirmThat({ sme: true }), aFirmThat({ sme: false }), aFirmThat()]
    const facts = [aFact({ contracts }), aFact({ contracts: [aFirmThat({ sme: true })] })]
    expect(figure(facts, 'sme').here).toMatchObject({ yes: 2, of: 3, missing: 1 })
  })

  it('count the time to an award of awarded challenges alone', () => {
    const facts = [
      aFact({ end: 'awarded', daysFromDraft: 90, daysFromNotice: 60 }),
      aFact({ end: 'not-awarded' }),
      aFact(),
    ]
    expect(figure(facts, 'draft-to-award').here).toMatchObject({ value: 90, of: 1, missing: 0 })
  })

  it('count what suppliers are like only where they are told of together', () => {
    const tally = { yes: 2, no: 3, unknown: 0 }
    const together = aFact({ proposals: 5, proposers: { sme: tally, vcse: null, fresh: tally } })
    const few = aFact({ proposals: 4, proposers: null })
    expect(figure([together, few], 'sme-proposals').here).toMatchObject({ yes: 2, of: 5, missing: 4 })
    expect(countsIn['sme-proposals'](few)).toBe(false)
    // Each thing is told by itself.
    expect(figure([together, few], 'vcse-proposals').here).toMatchObject({ value: null, of: 0, missing: 9 })
    expect(countsIn['vcse-proposals'](together)).toBe(false)
  })

  it('count who adopted, and of which challenges that was possible', () => {
    const facts = [aFact({ pilots: 1, adoptedBy: 2 }), aFact({ pilots: 2 }), aFact()]
    expect(figure(facts, 'adopted').here).toMatchObject({ yes: 1, of: 2 })
    expect(figure(facts, 'adoptions').here).toMatchObject({ value: 2 })
    expect(facts.map(countsIn.adoptions)).toEqual([true, false, false])
  })

  it('know each a test of what is behind them', () => {
    for (const id of Object.keys(figureDefinitions))
      expect(id in countsIn || isSum(id) || id === 'awards' || id === 'spend').toBe(true)
  })

  it('say nothing of fewer than five but their number', () => {
    const estimate = { value: 0.5, interval: null, of: 4, missing: 0 }
    expect(isTooFew('share', estimate)).toBe(true)
    expect(isTooFew('share', { ...estimate, of: 5 })).toBe(false)
    expect(isTooFew('count', estimate)).toBe(false)
    expect(figuresCsv(figuresOf([aFact({ priceShare: 33 })], sums, noSum))).toContain(
      'price,Weight of price in the criteria,foothold,,,,1,0,percent',
    )
  })
})

describe('charts', () => {
  it('draw nothing of fewer than five, and say something of five', () => {
    const four = [aFact(), aFact(), aFact(), aFact()]
    const drawn = (facts: ChallengeFact[]) => chartsFor(facts).filter((chart) => !isUndrawn(chart))
    const here = (facts: ChallengeFact[]) =>
      drawn(facts)
        .filter(({ from }) => from === 'here')
        .map(({ id }) => id)
    expect(here(four)).toEqual([])
    expect(here([...four, aFact()])).toEqual([
      'challenges-by-year',
      'routes',
      'price-spread',
      'openness-by-year',
    ])
  })

  it('say in words what they show', () => {
    const says = Object.fromEntries(
      chartsFor(Array.from({ length: 6 }, () => aFact())).map(({ id, says: said }) => [id, said.with]),
    )
    expect(says['challenges-by-year']).toEqual({ all: '6', count: 1, year: '2026' })
    expect(says['openness-by-year']).toEqual({ year: '2026', median: '80' })
    expect(says['price-spread']).toEqual({ all: '6', median: '30%' })
    expect(says['firms']).toMatchObject({ label: 'Small or medium, on record', share: '38%', of: '8' })
  })

  const told = (id: string, facts: ChallengeFact[], chosen = wholeEvidence) => {
    const says = chartsFor(facts, chosen).find((chart) => chart.id === id)?.says
    return Object.entries(says?.with ?? {}).reduce(
      (words, [name, value]) => words.replaceAll(`{${name}}`, String(value)),
      says?.words ?? '',
    )
  }
  const [old, young] = [2025, 2026].map((year) => Array.from({ length: 6 }, () => aFact({ year }))) as [
    ChallengeFact[],
    ChallengeFact[],
  ]

  it('say of a chosen year what is of it, also where they go across all years', () => {
    const chosen = { ...wholeEvidence, year: '2025' }
    const both = [...old, ...young, aFact({ year: 2026, openness: 10 })]
    expect(told('challenges-by-year', both, chosen)).toBe(
      'Published in 2025: 6 of the 13 challenges of all years; the most in 2026.',
    )
    expect(told('awards-by-year', both, chosen)).toContain('Of 2025: 10 of the 20 awards of all years')
    expect(told('openness-by-year', both, chosen)).toContain('In 2025 half')
    expect(told('sme-by-year', both, { ...chosen, year: '2024' })).toContain('In 2024: 38%')
    expect(told('openness-by-year', young, chosen)).toBe('Of 2025 there are too few to say.')
    expect(told('price-spread', both, chosen)).toContain('In half of 6 published challenges with criteria')
  })

  it('call no year the one with the most where there is one alone', () => {
    expect(told('challenges-by-year', young)).toBe(
      '6 challenges were published, all in 2026, of 1 authorities.',
    )
    expect(told('challenges-by-year', young, { ...wholeEvidence, year: '2026' })).toContain('all in 2026')
    expect(told('challenges-by-year', [...old, ...young])).toContain('the most in')
  })

  it('say of how many a part is the most only where these are all', () => {
    expect(told('regions', young)).toContain('North West has the most: 10 of 10.')
    expect(told('regions', young, { ...wholeEvidence, region: 'TLC' })).toContain('the most: 10. An award')
    expect(told('regions', young, { ...wholeEvidence, year: '2025' })).toContain('the most: 10 of 10.')
  })

  it('are public record’s where only that says something', () => {
    const won = Array.from({ length: 5 }, () =>
      aFact({ contracts: [aFirmThat({ sme: true })], end: 'awarded', daysFromDraft: 9, daysFromNotice: 8 }),
    )
    const shown = (facts: ChallengeFact[]) =>
      chartsFor(facts)
        .filter(({ id }) => id === 'firms' || id === 'times')
        .map(({ from, title }) => [from, title])
    expect(shown(young)).toEqual([
      ['public', 'Who wins, by public record'],
      ['public', 'How long it takes, by public record'],
    ])
    expect(shown(won)).toEqual([
      ['here', 'Who wins'],
      ['here', 'How long it takes'],
    ])
  })

  it('leave no line out of their table', () => {
    const [chart] = chartsFor([aFact({ year: 2024 }), aFact({ year: 2026 })])
    expect(chart?.rows.map(({ label, value }) => [label, value])).toEqual([
      ['2024', 1],
      ['2025', 0],
      ['2026', 1],
    ])
  })

  it('give files in which a spreadsheet runs nothing', () => {
    const row = { label: '=1+1', value: 1, interval: null, of: 1, missing: 0 }
    expect(chartCsv({ rows: [row], unit: 'count' }, '=2')).toContain("\r\n'=1+1,1,,,1,0,count,'=2\r\n")
  })
})

it.each([
  ['share', 0.345, '35%'],
  ['percent', 12.5, '12.5%'],
  ['money', 1_234_567_00, '£1.2m'],
  ['days', 1, '1 day'],
  ['days', 63.5, '63.5 days'],
  ['points', 97.5, '97.5'],
] as const)('a %s of %d is %s', (unit, value, words) => {
  expect(valueWords(unit, value)).toBe(words)
})

it.each([
  ['Call-off from a framework agreement', 'framework'],
  ['Single tender action (below threshold)', 'direct'],
  ['Negotiated procedure without prior publication (above threshold)', 'direct'],
  ['Competitive quotation (below threshold)', 'quotation'],
  ['Restricted procedure', 'selective'],
  ['Open procedure (below threshold)', 'open'],
  ['Other - Direct Award', 'direct'],
  ['Something new', 'other'],
  ['Other - ', null],
  ['Not specified', null],
  ['', null],
])('“%s” is %s', (words, procedure) => {
  expect(procedureOf(words)).toBe(procedure)
})
