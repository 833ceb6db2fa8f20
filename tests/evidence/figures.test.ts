import { isUndrawn } from '../../shared/evidence/chart-rows.ts'
import { chartsOf } from '../../shared/evidence/charts.ts'
import { chartCsv, figuresCsv } from '../../server/evidence/evidence.csv.ts'
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

const chartsFor = (facts: ChallengeFact[]) =>
  chartsOf({
    facts,
    factsOfAllYears: facts,
    figures: figuresOf(facts, sums, noSum),
    awards: sums,
    byYear: [{ code: '2025', label: '2025', sums }],
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
    const together = aFact({ proposals: 5, proposers: { sme: tally, vcse: tally, fresh: tally } })
    const few = aFact({ proposals: 4, proposers: null })
    expect(figure([together, few], 'sme-proposals').here).toMatchObject({ yes: 2, of: 5, missing: 4 })
    expect(countsIn['sme-proposals'](few)).toBe(false)
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
    // Who wins has public record in it, and so has the time that it takes.
    expect(here(four)).toEqual(['firms', 'times'])
    expect(here([...four, aFact()])).toEqual([
      'challenges-by-year',
      'routes',
      'firms',
      'price-spread',
      'openness-by-year',
      'times',
    ])
  })

  it('say in words what they show', () => {
    const says = Object.fromEntries(
      chartsFor(Array.from({ length: 6 }, () => aFact())).map(({ id, says: said }) => [id, said.with]),
    )
    expect(says['challenges-by-year']).toEqual({ all: '6', authorities: '1', year: '2026' })
    expect(says['openness-by-year']).toEqual({ year: '2026', median: '80' })
    expect(says['price-spread']).toEqual({ all: '6', median: '30%' })
    expect(says['firms']).toMatchObject({ label: 'Small or medium, public record', share: '38%', of: '8' })
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
    expect(chartCsv({ rows: [row], unit: 'count' })).toContain("\r\n'=1+1,1,,,1,0,count\r\n")
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
