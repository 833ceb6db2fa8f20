import type { StatedFacts } from '../../shared/organisations/stated-facts.ts'
import fc from 'fast-check'
import type { Band } from '../../shared/matching/bands.ts'
import { conditionId, type MarketCondition } from '../../shared/matching/market-conditions.ts'
import { isNear, isReady, judge } from '../../shared/matching/market-facts.ts'
import { type Market, split, tally, viewMarket } from '../../shared/matching/market-view.ts'
import { aSetting, someFacts } from './market.factory.ts'

const turnover: MarketCondition = { kind: 'turnover', pence: 1_000_000_00 }
const iso: MarketCondition = { kind: 'accreditation', id: 'iso-27001' }
const anAward = (buyer: string, year: number) => ({ buyer, year, isAward: true })

describe('whether a firm meets a condition, by what it states', () => {
  it.each<[MarketCondition, Partial<StatedFacts>, string]>([
    [turnover, {}, 'unsaid'],
    [turnover, { turnoverPence: 999_999_99 }, 'no'],
    [turnover, { turnoverPence: 1_000_000_00 }, 'yes'],
    [{ kind: 'staff', least: 50 }, { staff: 12 }, 'no'],
    [{ kind: 'staff', least: 50 }, { staff: 50 }, 'yes'],
    [iso, {}, 'unsaid'],
    [iso, { accreditations: ['Cyber Essentials', 'ISO 9001:2015'] }, 'no'],
    [iso, { accreditations: ['ISO/IEC 27001:2022'] }, 'yes'],
    [iso, { accreditations: ['BS EN ISO 27001'] }, 'yes'],
    [{ kind: 'accreditation', id: 'cyber-essentials' }, { accreditations: ['Cyber Essentials Plus'] }, 'yes'],
    [{ kind: 'accreditation', id: 'cyber-essentials-plus' }, { accreditations: ['Cyber Essentials'] }, 'no'],
    [{ kind: 'accreditation', id: 'ohsas-18001' }, { accreditations: ['ISO 45001'] }, 'yes'],
    [{ kind: 'seat' }, { regions: ['TLI'] }, 'no'],
    [{ kind: 'seat' }, { regions: ['TLD'] }, 'unsaid'],
    [{ kind: 'seat' }, {}, 'unsaid'],
    [{ kind: 'experience', years: 5 }, { past: [anAward('Wyre', 2021)] }, 'yes'],
    [{ kind: 'experience', years: 5 }, { past: [anAward('Wyre', 2024)] }, 'unsaid'],
    [
      { kind: 'examples', count: 2, years: 3 },
      { past: [anAward('Wyre', 2024), anAward('Fylde', 2023)] },
      'yes',
    ],
    [
      { kind: 'examples', count: 2, years: 3 },
      { past: [anAward('Wyre', 2024), anAward('Fylde', 2019)] },
      'unsaid',
    ],
    [{ kind: 'worked-for', whom: 'public' }, { past: [anAward('Wyre', 2024)] }, 'yes'],
    [
      { kind: 'worked-for', whom: 'public' },
      { past: [{ buyer: 'A factory', year: 2024, isAward: false }] },
      'unsaid',
    ],
    [{ kind: 'worked-for', whom: 'buyer' }, { past: [anAward('CHORLEY BOROUGH COUNCIL', 2024)] }, 'yes'],
    [{ kind: 'reserved', whom: 'sme' }, { isSme: false }, 'no'],
    [{ kind: 'reserved', whom: 'vcse' }, { isVcse: true }, 'yes'],
  ])('%j of %j: %s', (condition, facts, wanted) => {
    expect(judge(condition, someFacts(facts), aSetting)).toBe(wanted)
  })

  it('is near who serves the place or works in its part of the country, and ready who has come far enough', () => {
    expect(isNear(someFacts({ regions: ['TLD'] }), aSetting)).toBe('yes')
    expect(isNear(someFacts({ workedIn: ['TLD'] }), aSetting)).toBe('yes')
    expect(isNear(someFacts({ workedIn: ['TLI'] }), aSetting)).toBe('no')
    expect(isNear(someFacts(), aSetting)).toBe('unsaid')
    expect(isReady(someFacts({ trlFrom: 2, trlTo: 6 }), 6)).toBe('yes')
    expect(isReady(someFacts({ trlFrom: 2, trlTo: 5 }), 6)).toBe('no')
    expect(isReady(someFacts({ trlFrom: 7 }), 6)).toBe('yes')
    expect(isReady(someFacts(), 6)).toBe('unsaid')
  })
})

const conditions = [turnover, iso, { kind: 'seat' }, { kind: 'reserved', whom: 'sme' }].map((condition) => ({
  id: conditionId(condition as MarketCondition),
  condition: condition as MarketCondition,
}))
const aMarket = (candidates: StatedFacts[], changes: Partial<Market> = {}): Market => ({
  candidates,
  isCapped: false,
  setting: aSetting,
  conditions,
  dropped: [],
  anywhere: null,
  ...changes,
})

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const anyOf = (...lists: string[][]): fc.Arbitrary<string[]> => fc.constantFrom(...lists)
const firms = fc.array(
  fc
    .record({
      isSme: maybe(fc.boolean()),
      isVcse: maybe(fc.boolean()),
      turnoverPence: maybe(fc.constantFrom(500_000_00, 2_000_000_00)),
      accreditations: anyOf([], ['ISO 9001'], ['ISO 27001']),
      regions: anyOf([], ['TLI'], ['TLD']),
      trlTo: maybe(fc.integer({ min: 1, max: 9 })),
    })
    .map(someFacts),
  { maxLength: 60 },
)
const holds = ({ least, most }: Band, count: number) => least <= count && count <= most

describe('the market of a draft', () => {
  it('never grows smaller by leaving a condition out, and its parts add up', () => {
    fc.assert(
      fc.property(firms, fc.subarray(conditions), (candidates, kept) => {
        const market = aMarket(candidates)
        const ids = new Set(kept.map(({ id }) => id))
        const counted = tally(candidates, market, ids)
        for (const { id } of kept) {
          const fewer = new Set([...ids].filter((one) => one !== id))
          const wider = tally(candidates, market, fewer)
          expect(wider.firms).toBeGreaterThanOrEqual(counted.firms)
          expect(wider.smes).toBeGreaterThanOrEqual(counted.smes)
        }
        for (const { condition } of conditions) {
          const { yes, no, unsaid } = split(candidates, (facts) => judge(condition, facts, aSetting))
          expect(yes + no + unsaid).toBe(candidates.length)
        }
      }),
    )
  })

  it('says of every number the truth, and gives no exact one that differs from another by one to four', () => {
    fc.assert(
      fc.property(firms, fc.subarray(conditions), (candidates, dropped) => {
        const names = dropped.map(({ id }) => id)
        const market = aMarket(candidates, { dropped: names })
        const view = viewMarket(market)
        const without = (ids: string[]) =>
          tally(candidates, market, new Set(conditions.map(({ id }) => id).filter((id) => !ids.includes(id))))
        const told: [Band, number][] = [
          [view.whole.firms, candidates.length],
          [view.standing.firms, without([]).firms],
          ...view.conditions.map(({ id, without: shown }): [Band, number] => [
            shown.firms,
            without([id]).firms,
          ]),
          ...(view.whatIf ? [[view.whatIf.firms, without(names).firms] as [Band, number]] : []),
        ]
        for (const [shown, count] of told) expect(holds(shown, count)).toBe(true)
        const exact = told.filter(([{ least, most }]) => least === most).map(([, count]) => count)
        for (const one of exact) for (const other of exact) expect([1, 2, 3, 4]).not.toContain(one - other)
        expect(holds(view.standing.smes, without([]).smes)).toBe(true)
        for (const [index, { condition }] of conditions.entries()) {
          const parts = split(candidates, (facts) => judge(condition, facts, aSetting))
          const shown = view.conditions[index]
          if (!shown) continue
          for (const part of ['yes', 'no', 'unsaid'] as const)
            expect(holds(shown[part], parts[part])).toBe(true)
        }
      }),
    )
  })

  it('counts what a condition costs, of those who state the fact alone', () => {
    const poor = Array.from({ length: 9 }, () => someFacts({ turnoverPence: 1000_00, isSme: true }))
    const silent = Array.from({ length: 41 }, () => someFacts())
    const rich = Array.from({ length: 13 }, () => someFacts({ turnoverPence: 9_000_000_00, isSme: true }))
    const view = viewMarket(
      aMarket([...poor, ...silent, ...rich], {
        conditions: conditions.slice(0, 1),
        dropped: ['turnover-1000000'],
      }),
    )
    expect(view).toMatchObject({
      whole: { firms: { least: 63, most: 63 }, smes: { least: 22, most: 22 } },
      standing: { firms: { least: 54, most: 54 }, smes: { least: 13, most: 13 } },
      whatIf: { firms: { least: 63, most: 63 } },
      conditions: [
        { no: { least: 9, most: 9 }, unsaid: { least: 41, most: 41 }, yes: { least: 13, most: 13 } },
      ],
    })
  })

  it('says nothing beside a number that is fewer than five', () => {
    const view = viewMarket(aMarket([someFacts({ isSme: true }), someFacts({ isSme: false })]))
    expect(view.whole.firms).toEqual({ least: 1, most: 4 })
    expect(view.facts).toBeNull()
    expect(view.conditions).toEqual([])
    expect(viewMarket(aMarket([])).whole.firms).toEqual({ least: 0, most: 0 })
  })
})
