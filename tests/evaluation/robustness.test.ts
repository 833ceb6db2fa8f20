import fc from 'fast-check'
import { compare, type Fraction, fraction, inDecimals, one } from '../../shared/evaluation/fraction.ts'
import { rank, type RankingRules, soleWinner } from '../../shared/evaluation/ranking.ts'
import {
  betweenFormulas,
  type EvaluatorScores,
  leavingOneOut,
  weightIntervals,
} from '../../shared/evaluation/robustness.ts'
import { type Case, someCase, withWeight } from './judged.ts'

const rules: RankingRules = {
  criteria: [
    { id: 'outcome', weight: 60 },
    { id: 'team', weight: 40 },
  ],
  mostPoints: 5,
  minimums: {},
  price: { formula: 'none' },
  tieRule: 'shared',
}
const proposals = [
  { id: 'a', points: { outcome: 5, team: 1 }, pricePence: 60_000_00 },
  { id: 'b', points: { outcome: 3, team: 3 }, pricePence: 40_000_00 },
]

/** What each is worth at a weight, the best first. */
const worthAt = ({ proposals: list, rules: any }: Case, criterionId: string, { top, over }: Fraction) =>
  rank(list, withWeight(any, criterionId, top, over)).filter(({ rank: place }) => place !== null)

describe('how far a weight may move', () => {
  it('ends where another has the same total, and says who is first beyond', () => {
    const [outcome, team] = weightIntervals(proposals, rules)
    expect(outcome).toMatchObject({ criterionId: 'outcome', weight: 60, firstBelow: 'b', firstAbove: null })
    expect([inDecimals(outcome?.from ?? one), inDecimals(outcome?.to ?? one)]).toEqual(['50', '100'])
    expect(team).toMatchObject({ firstBelow: null, firstAbove: 'b' })
    expect([inDecimals(team?.from ?? one), inDecimals(team?.to ?? one)]).toEqual(['0', '50'])
  })

  it('is not said where the first rank is shared, nor of a criterion with all the weight', () => {
    const same = [proposals[0], { ...proposals[0], id: 'z' }] as typeof proposals
    expect(weightIntervals(same, rules)).toEqual([])
    const whole = { ...rules, criteria: [{ id: 'outcome', weight: 100 }] }
    expect(weightIntervals(proposals, whole)).toEqual([])
  })

  /** Looks at each end of each interval; how many rivals were found there. */
  function lookAtEnds(one: Case): number {
    let ends = 0
    const ranking = rank(one.proposals, one.rules)
    const winner = soleWinner(ranking)
    for (const { criterionId, from, to, firstBelow, firstAbove } of weightIntervals(
      one.proposals,
      one.rules,
    )) {
      const bestAt = (weight: Fraction) => worthAt(one, criterionId, weight)
      const isBest = (weight: Fraction) => {
        const [best] = bestAt(weight)
        const own = bestAt(weight).find(({ id }) => id === winner?.id)
        return best !== undefined && own !== undefined && compare(own.worth, best.worth) === 0
      }
      expect([isBest(from), isBest(to)]).toEqual([true, true])
      const near = (end: Fraction, side: bigint) =>
        fraction(end.top * 1_000_000n + side * end.over, end.over * 1_000_000n)
      for (const [end, side, rival] of [
        [from, -1n, firstBelow],
        [to, 1n, firstAbove],
      ] as const) {
        if (rival === null) continue
        ends += 1
        const beyond = bestAt(near(end, side))
        const [best] = beyond
        const alike = beyond.filter(({ worth }) => best && compare(worth, best.worth) === 0)
        expect(alike.map(({ id }) => id)).not.toContain(winner?.id)
        expect(rival).toBe(ranking.find(({ id }) => alike.some((other) => other.id === id))?.id)
      }
    }
    return ends
  }

  it('has ends at which the winner really stops to be the best, whatever the rules', () => {
    let ends = 0
    fc.assert(
      fc.property(someCase(), (one) => {
        ends += lookAtEnds(one)
      }),
      { numRuns: 60 },
    )
    expect(ends).toBeGreaterThan(20)
  })

  it('names the one farthest ahead where several cross the winner at one weight, then who ranks higher now', () => {
    const points = [0, 1, 2, 3, 4]
    const all = points.flatMap((outcome) => points.map((team) => ({ outcome, team })))
    const pairs = all
      .flatMap((one) => all.map((other) => [one, other] as const))
      .filter(([x, y]) => (x.outcome - 2) * (y.team - 2) === (x.team - 2) * (y.outcome - 2))
    let ends = 0
    for (const [outcome, team] of [
      [60, 40],
      [85, 15],
    ] as const) {
      const criteria = [
        { id: 'outcome', weight: outcome },
        { id: 'team', weight: team },
      ]
      for (const [x, y] of pairs) {
        const list = [{ outcome: 2, team: 2 }, x, y, y].map((given, index) => ({
          id: `proposal-${(index + 2) % 4}`,
          points: given,
          pricePence: 1,
        }))
        ends += lookAtEnds({ proposals: list, rules: { ...rules, criteria, mostPoints: 4 } })
      }
    }
    expect(ends).toBeGreaterThan(50)
  })
})

describe('leaving one evaluator out', () => {
  const scores = (userId: string, a: number, b: number) => ({
    userId,
    points: { a: { outcome: a, team: a }, b: { outcome: b, team: b } },
  })

  it('says who would be first without each, and how many move', () => {
    const found = leavingOneOut(proposals, rules, [scores('x', 5, 1), scores('y', 3, 4), scores('z', 2, 3)])
    expect(found).toEqual([
      { userId: null, first: ['a'], moved: 0 },
      { userId: 'x', first: ['b'], moved: 2 },
      { userId: 'y', first: ['a'], moved: 0 },
      { userId: 'z', first: ['a'], moved: 0 },
    ])
  })

  it('holds a minimum against the mean', () => {
    const strict = { ...rules, minimums: { outcome: 3 } }
    const [all, withoutX] = leavingOneOut(proposals, strict, [scores('x', 5, 3), scores('y', 2, 3)])
    expect([all?.first, withoutX?.first]).toEqual([['a'], ['b']])
  })

  it('takes a score that is missing for nought, and a minimum for that of the mean', () => {
    const y = { userId: 'y', points: { b: { outcome: 3, team: 3 } } }
    const strict = (least: number) => ({ ...rules, minimums: { outcome: least } })
    const firsts = (least: number, evaluators: EvaluatorScores[]) =>
      leavingOneOut(proposals, strict(least), evaluators).map(({ first }) => first)
    // Three and nothing are one and a half: less than two. Without y three are left.
    expect(firsts(2, [scores('x', 3, 2), y])).toEqual([['b'], ['b'], ['a']])
    expect(firsts(3, [scores('x', 3, 2), y])).toEqual([[], ['b'], ['a']])
    const half = { userId: 'y', points: { b: { outcome: 3, team: 0 } } }
    expect(firsts(3, [scores('x', 5, 3), half])).toEqual([['b'], ['b'], ['a']])
    // Five of two are less than three of each.
    expect(firsts(3, [scores('x', 3, 3), scores('y', 2, 3)])[0]).toEqual(['b'])
  })

  it('needs two evaluators', () => {
    expect(leavingOneOut(proposals, rules, [scores('x', 5, 1)])).toEqual([])
  })
})

describe('between price formulas', () => {
  const priced: RankingRules = {
    ...rules,
    criteria: [
      { id: 'outcome', weight: 60 },
      { id: 'price', weight: 40 },
    ],
    price: { formula: 'linear-between', criterionId: 'price', fullPence: 60_000_00, nonePence: 100_000_00 },
  }

  it('shows who would be first by each, the published one marked', () => {
    expect(betweenFormulas(proposals, priced, 50_000_00)).toEqual([
      { formula: 'lowest-proportion', isPublished: false, first: ['a'] },
      { formula: 'linear-between', isPublished: true, first: ['a'] },
      { formula: 'quality-per-pound', isPublished: false, first: ['a'] },
      { formula: 'fixed-budget', isPublished: false, first: ['b'] },
    ])
  })

  it('names those that can be worked out: with a price, with a budget, with a criterion of price', () => {
    const namesOf = (list: typeof proposals, price: RankingRules['price'], budget: number | null) =>
      betweenFormulas(list, { ...priced, price }, budget).map(({ formula }) => formula)
    const unpriced = proposals.map((one) => ({ ...one, pricePence: null as unknown as number }))
    expect(namesOf(unpriced, { formula: 'quality-per-pound' }, 1)).toEqual(['quality-per-pound'])
    expect(namesOf(proposals.slice(0, 1), { formula: 'none' }, 1)).toEqual([
      'none',
      'quality-per-pound',
      'fixed-budget',
    ])
    expect(namesOf(proposals, { formula: 'quality-per-pound' }, null)).toEqual(['none', 'quality-per-pound'])
    expect(namesOf(proposals, priced.price, null)).toEqual([
      'lowest-proportion',
      'linear-between',
      'quality-per-pound',
    ])
  })

  it('leaves the published line as it was published', () => {
    const line = {
      formula: 'linear-between',
      criterionId: 'price',
      fullPence: 100,
      nonePence: 100_000,
    } as const
    const two = [
      { id: 'dear', points: { outcome: 4 }, pricePence: 250 },
      { id: 'cheap', points: { outcome: 1 }, pricePence: 100 },
    ]
    expect(betweenFormulas(two, { ...priced, price: line }, null)).toContainEqual({
      formula: 'linear-between',
      isPublished: true,
      first: ['dear'],
    })
  })

  it('draws the line that was not published from the lowest price to twice that', () => {
    const lowest: RankingRules = { ...priced, price: { formula: 'lowest-proportion', criterionId: 'price' } }
    const firstAt = (pricePence: number) =>
      betweenFormulas(
        [
          { id: 'dear', points: { outcome: 5 }, pricePence },
          { id: 'cheap', points: { outcome: 1 }, pricePence: 100 },
        ],
        {
          ...lowest,
          criteria: [
            { id: 'outcome', weight: 50 },
            { id: 'price', weight: 50 },
          ],
        },
        null,
      ).find(({ formula }) => formula === 'linear-between')?.first
    // Four fifths of 50 for the outcome, 50 for each times the lowest price that it is dearer.
    expect([firstAt(179), firstAt(180), firstAt(181)]).toEqual([['dear'], ['cheap', 'dear'], ['cheap']])
  })

  it('leaves the criterion of price out where price earns no points', () => {
    const heavy: RankingRules = {
      ...priced,
      criteria: [
        { id: 'price', weight: 60 },
        { id: 'outcome', weight: 30 },
        { id: 'team', weight: 10 },
      ],
      price: { formula: 'lowest-proportion', criterionId: 'price' },
      tieRule: 'heaviest-then-price',
    }
    const alike = [
      { id: 'x', points: { outcome: 2, team: 3 }, pricePence: 100 },
      { id: 'y', points: { outcome: 3, team: 0 }, pricePence: 100 },
    ]
    const byBudget = betweenFormulas(alike, heavy, 100).find(({ formula }) => formula === 'fixed-budget')
    expect(byBudget?.first).toEqual(['y'])
  })

  it('always has the published one', () => {
    fc.assert(
      fc.property(someCase(), ({ proposals: list, rules: any }) => {
        const found = betweenFormulas(list, any, null).filter(({ isPublished }) => isPublished)
        expect(found).toHaveLength(1)
        expect(found[0]?.first).toEqual(
          rank(list, any)
            .filter(({ rank: place }) => place === 1)
            .map(({ id }) => id),
        )
      }),
    )
  })
})
