import fc from 'fast-check'
import { compare, type Fraction, fraction, inDecimals, one } from '../../shared/evaluation/fraction.ts'
import { rank, type RankingRules, soleWinner } from '../../shared/evaluation/ranking.ts'
import { betweenFormulas, leavingOneOut, weightIntervals } from '../../shared/evaluation/robustness.ts'
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

  it('has ends at which the winner really stops to be the best, whatever the rules', () => {
    let ends = 0
    fc.assert(
      fc.property(someCase(), (one) => {
        const winner = soleWinner(rank(one.proposals, one.rules))
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
            const beyond = near(end, side)
            expect(isBest(beyond)).toBe(false)
            const best = bestAt(beyond)[0]
            const rivals = bestAt(beyond).find(({ id }) => id === rival)
            expect(best && rivals && compare(best.worth, rivals.worth)).toBe(0)
          }
        }
      }),
      { numRuns: 60 },
    )
    expect(ends).toBeGreaterThan(20)
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
