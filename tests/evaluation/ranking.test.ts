import fc from 'fast-check'
import { inDecimals } from '../../shared/evaluation/fraction.ts'
import { type JudgedProposal, rank, type RankingRules, soleWinner } from '../../shared/evaluation/ranking.ts'
import { someCase } from './judged.ts'

const rules: RankingRules = {
  criteria: [
    { id: 'outcome', weight: 60 },
    { id: 'team', weight: 15 },
    { id: 'price', weight: 25 },
  ],
  mostPoints: 5,
  minimums: {},
  price: { formula: 'lowest-proportion', criterionId: 'price' },
  tieRule: 'heaviest-then-price',
}
const proposal = (id: string, outcome: number, team: number, pricePence: number | null): JudgedProposal => ({
  id,
  points: { outcome, team },
  pricePence,
})
const ranks = (list: ReturnType<typeof rank>) => list.map(({ id, rank: place }) => [id, place])

describe('the ranking', () => {
  it('follows criteria, weights and the price formula', () => {
    const ranking = rank([proposal('dear', 5, 5, 80_000_00), proposal('cheap', 3, 3, 40_000_00)], rules)
    expect(ranking.map(({ id, total }) => [id, inDecimals(total)])).toEqual([
      ['dear', '87.5'],
      ['cheap', '70'],
    ])
  })

  it('is exact where floating point would see a difference that is none', () => {
    const third = { ...rules, mostPoints: 3, price: { formula: 'none' } as const, tieRule: 'shared' as const }
    const thirds = rank(
      [
        { id: 'a', points: { outcome: 1, team: 0, price: 3 }, pricePence: 1 },
        { id: 'b', points: { outcome: 2, team: 1, price: 0 }, pricePence: 1 },
      ],
      {
        ...third,
        criteria: [
          { id: 'outcome', weight: 60 },
          { id: 'team', weight: 15 },
          { id: 'price', weight: 25 },
        ],
      },
    )
    expect(ranks(thirds)).toEqual([
      ['a', 1],
      ['b', 1],
    ])
  })

  it('leaves out who is below a minimum, above a fixed budget or without a price, and says why', () => {
    const strict = { ...rules, minimums: { team: 3 } }
    const below = rank([proposal('a', 5, 2, 10_000_00), proposal('b', 3, 3, 20_000_00)], strict)
    expect(below.map(({ id, rank: place, unranked }) => [id, place, unranked])).toEqual([
      ['b', 1, null],
      ['a', null, { because: 'below-minimum', criterionIds: ['team'] }],
    ])
    // The price of what is not ranked is no yardstick either.
    expect(inDecimals(below[0]?.total ?? { top: 0n, over: 1n })).toBe('70')
    const budget = { ...rules, price: { formula: 'fixed-budget', budgetPence: 100 } as const }
    const [within, above, unpriced] = rank(
      [proposal('x', 5, 5, 101), proposal('y', 1, 1, 100), proposal('z', 5, 5, null)],
      budget,
    )
    expect([within?.id, above?.unranked, unpriced?.unranked]).toEqual([
      'y',
      { because: 'above-budget' },
      { because: 'no-price' },
    ])
  })

  it.each([
    ['heaviest-then-price', ['a', 'b'], 'heaviest'],
    ['price-then-heaviest', ['b', 'a'], 'price'],
  ] as const)('decides between equal totals by %s', (tieRule, order, by) => {
    const even = {
      ...rules,
      criteria: [
        { id: 'outcome', weight: 50 },
        { id: 'team', weight: 50 },
      ],
      price: { formula: 'none' } as const,
      tieRule,
    }
    const ranking = rank([proposal('b', 2, 4, 10), proposal('a', 4, 2, 20)], even)
    expect(ranking.map(({ id }) => id)).toEqual(order)
    expect(ranking[0]?.tie).toBe(by)
    expect(soleWinner(ranking)?.id).toBe(order[0])
  })

  it('lets what nothing tells apart share a rank and leaves out the next', () => {
    const same = [proposal('b', 3, 3, 50), proposal('a', 3, 3, 50), proposal('c', 1, 1, 50)]
    expect(ranks(rank(same, rules))).toEqual([
      ['a', 1],
      ['b', 1],
      ['c', 3],
    ])
    expect(soleWinner(rank(same, rules))).toBeNull()
  })

  it('divides quality by the price where it ranks quality for each pound', () => {
    const perPound = { ...rules, price: { formula: 'quality-per-pound' } as const }
    const ranking = rank([proposal('dear', 5, 5, 90_000_00), proposal('plain', 3, 3, 45_000_00)], perPound)
    expect(ranking.map(({ id }) => id)).toEqual(['plain', 'dear'])
  })

  it('is the same in whatever order proposals come', () => {
    fc.assert(
      fc.property(
        someCase().chain((one) =>
          fc.tuple(fc.constant(one), fc.shuffledSubarray(one.proposals, { minLength: one.proposals.length })),
        ),
        ([{ proposals, rules: any }, shuffled]) => {
          expect(rank(shuffled, any)).toEqual(rank(proposals, any))
        },
      ),
    )
  })

  it('never falls for a score that rises', () => {
    fc.assert(
      fc.property(
        someCase(),
        fc.nat(7),
        fc.constantFrom('a', 'b', 'c', 'd'),
        ({ proposals, rules: any }, at, criterion) => {
          const chosen = proposals[at % proposals.length] as JudgedProposal
          const points = { ...chosen.points, [criterion]: Math.min(5, (chosen.points[criterion] ?? 0) + 1) }
          const raised = proposals.map((one) => (one === chosen ? { ...one, points } : one))
          const placeIn = (list: JudgedProposal[]) =>
            rank(list, any).find(({ id }) => id === chosen.id)?.rank ?? Number.POSITIVE_INFINITY
          expect(placeIn(raised)).toBeLessThanOrEqual(placeIn(proposals))
        },
      ),
    )
  })

  it('keeps those who are ranked in the order of what they are worth', () => {
    fc.assert(
      fc.property(someCase(), ({ proposals, rules: any }) => {
        const places = rank(proposals, any).flatMap(({ rank: place }) => (place === null ? [] : [place]))
        expect(places).toEqual([...places].sort((a, b) => a - b))
        if (places.length > 0) expect(places[0]).toBe(1)
      }),
    )
  })
})
