import { type Fraction, inDecimals } from '../../shared/evaluation/fraction.ts'
import {
  type JudgedProposal,
  rank,
  type RankingRules,
  rankingRules,
} from '../../shared/evaluation/ranking.ts'
import { usualSettings } from '../../shared/evaluation/settings.ts'

const rules: RankingRules = {
  criteria: [
    { id: 'small', weight: 20 },
    { id: 'large', weight: 50 },
    { id: 'price', weight: 30 },
  ],
  mostPoints: 5,
  minimums: {},
  price: { formula: 'lowest-proportion', criterionId: 'price' },
  tieRule: 'heaviest-then-price',
}
const proposal = (id: string, small: number, large: number, pounds: number | null): JudgedProposal => ({
  id,
  points: { small, large },
  pricePence: pounds === null ? null : pounds * 100,
})
const text = (value: Fraction | undefined) => value && inDecimals(value)
const order = (proposals: JudgedProposal[], changes: Partial<RankingRules> = {}) =>
  rank(proposals, { ...rules, ...changes }).map(({ id, rank: place, tie }) => [id, place, tie])

test('the rules are those of the challenge; a criterion without a weight counts nothing', () => {
  const criteria = [
    { id: 'a', weight: 70 },
    { id: 'b', weight: null },
  ]
  const made = rankingRules(criteria, usualSettings, 5)
  expect(made.criteria.map(({ weight }) => weight)).toEqual([70, 0])
  expect(made.mostPoints).toBe(5)
})

test('each share and the total are what one works out by hand', () => {
  const [first, second] = rank([proposal('a', 5, 5, 200), proposal('b', 0, 5, 100)], rules)
  expect([first?.id, text(first?.total)]).toEqual(['a', '85'])
  expect(Object.values(first?.shares ?? {}).map(text)).toEqual(['1', '1', '0.5'])
  expect([second?.id, text(second?.total)]).toEqual(['b', '80'])
  // What nobody scored earns nothing.
  const [bare] = rank([{ id: 'c', points: {}, pricePence: 100 }], rules)
  expect(text(bare?.total)).toBe('30')
})

test('thirds stay thirds: nothing is rounded where a scale goes from 0 to 3', () => {
  const points = { small: 1, large: 2 }
  const criteria = [
    { id: 'small', weight: 30 },
    { id: 'large', weight: 70 },
  ]
  const plain = { criteria, mostPoints: 3, price: { formula: 'none' } as const }
  const [only] = rank([{ id: 'a', points, pricePence: null }], { ...rules, ...plain })
  expect(only?.shares).toEqual({ small: { top: 1n, over: 3n }, large: { top: 2n, over: 3n } })
  expect(only?.total).toEqual({ top: 170n, over: 3n })
})

test('one without a price has no rank where the price counts, and earns nothing by it', () => {
  const [ranked, unranked] = rank([proposal('a', 5, 5, null), proposal('b', 1, 1, 100)], rules)
  expect([ranked?.id, ranked?.rank]).toEqual(['b', 1])
  expect(unranked).toMatchObject({ id: 'a', rank: null, unranked: { because: 'no-price' } })
  expect(text(unranked?.shares['price'])).toBe('0')
  expect(order([proposal('a', 5, 5, null)], { price: { formula: 'none' } })).toEqual([['a', 1, null]])
})

test('one below a minimum, or that nobody scored there, has no rank', () => {
  const minimums = { large: 1, small: 1 }
  const found = rank(
    [
      { id: 'none', points: { small: 5 }, pricePence: 100 },
      { id: 'neither', points: { small: 0, large: 0 }, pricePence: 100 },
      { id: 'enough', points: { small: 1, large: 1 }, pricePence: 100 },
    ],
    { ...rules, minimums },
  )
  expect(found.map(({ id, unranked }) => [id, unranked])).toEqual([
    ['enough', null],
    ['neither', { because: 'below-minimum', criterionIds: ['large', 'small'] }],
    ['none', { because: 'below-minimum', criterionIds: ['large'] }],
  ])
})

test('one that is disregarded has no rank, however good, and sets no lowest price', () => {
  const [first, last] = rank(
    [{ ...proposal('best', 5, 5, 1), isDisregarded: true }, proposal('b', 0, 0, 100)],
    rules,
  )
  expect([first?.id, first?.rank, text(first?.total)]).toEqual(['b', 1, '30'])
  expect(last).toMatchObject({ id: 'best', rank: null, unranked: { because: 'disregarded' } })
})

describe('equal totals', () => {
  const price = { formula: 'none' } as const
  // 20 × 5 and 50 × 2 are the same sum.
  const [bySmall, byLarge] = [proposal('a', 5, 0, 100), proposal('b', 0, 2, 100)]

  it('go by the heaviest criterion, wherever it is listed', () => {
    expect(order([bySmall, byLarge], { price })).toEqual([
      ['b', 1, 'heaviest'],
      ['a', 2, null],
    ])
    const turned = [...rules.criteria].reverse()
    expect(order([byLarge, bySmall], { price, criteria: turned })).toEqual([
      ['b', 1, 'heaviest'],
      ['a', 2, null],
    ])
  })

  it('go by the lower price where that is the same, or comes first', () => {
    const [dear, cheap] = [proposal('a', 1, 1, 300), proposal('b', 1, 1, 100)]
    expect(order([dear, cheap], { price })).toEqual([
      ['b', 1, 'price'],
      ['a', 2, null],
    ])
    const one = [proposal('a', 5, 0, 100), proposal('b', 0, 2, 300)]
    expect(order(one, { price, tieRule: 'price-then-heaviest' })).toEqual([
      ['a', 1, 'price'],
      ['b', 2, null],
    ])
  })

  it('share the rank where nothing decides, and the next is left out', () => {
    const three = [proposal('a', 1, 1, 100), proposal('b', 1, 1, 100), proposal('c', 0, 0, 100)]
    for (const tieRule of ['heaviest-then-price', 'shared'] as const)
      expect(order(three, { price, tieRule })).toEqual([
        ['a', 1, 'shared'],
        ['b', 1, null],
        ['c', 3, null],
      ])
    expect(order([bySmall, byLarge], { price, tieRule: 'shared' })).toEqual([
      ['a', 1, 'shared'],
      ['b', 1, null],
    ])
  })

  it('take sub-criteria for one criterion', () => {
    const criteria = [
      { id: 'small', weight: 40 },
      { id: 'large', weight: 30, partOf: 'Quality' },
      { id: 'other', weight: 30, partOf: 'Quality' },
    ]
    const a = { id: 'a', points: { small: 3, large: 0, other: 0 }, pricePence: 100 }
    const b = { id: 'b', points: { small: 0, large: 4, other: 0 }, pricePence: 100 }
    expect(order([a, b], { price, criteria })).toEqual([
      ['b', 1, 'heaviest'],
      ['a', 2, null],
    ])
  })
})
