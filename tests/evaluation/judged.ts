import fc from 'fast-check'
import type { JudgedProposal, RankingRules } from '../../shared/evaluation/ranking.ts'
import type { PriceRule } from '../../shared/evaluation/settings.ts'
import { type TieRule, tieRuleNames } from '../../shared/evaluation/settings.ts'

/** Proposals and the rules to rank them by. */
export interface Case {
  proposals: JudgedProposal[]
  rules: RankingRules
}

const names = ['a', 'b', 'c', 'd']

/** Whole weights that sum to 100. */
const weightsOf = (cuts: number[]): number[] => {
  const edges = [0, ...[...cuts].sort((a, b) => a - b), 100]
  return edges.slice(1).map((edge, index) => edge - (edges[index] ?? 0))
}

const priceRule = (): fc.Arbitrary<PriceRule> =>
  fc.oneof(
    fc.constant<PriceRule>({ formula: 'none' }),
    fc.constant<PriceRule>({ formula: 'lowest-proportion', criterionId: 'd' }),
    fc.constant<PriceRule>({ formula: 'quality-per-pound' }),
    fc.constant<PriceRule>({ formula: 'fixed-budget', budgetPence: 60_000_00 }),
    fc.constant<PriceRule>({
      formula: 'linear-between',
      criterionId: 'd',
      fullPence: 20_000_00,
      nonePence: 90_000_00,
    }),
  )

/** Up to eight proposals, four criteria and any rules; prices and points meet often enough to tie. */
export const someCase = (): fc.Arbitrary<Case> =>
  fc.record({
    proposals: fc
      .array(
        fc.record({
          points: fc.tuple(...names.map(() => fc.integer({ min: 0, max: 5 }))),
          pricePence: fc.integer({ min: 1, max: 10 }).map((ten) => ten * 10_000_00),
        }),
        { minLength: 1, maxLength: 8 },
      )
      .map((list) =>
        list.map(({ points, pricePence }, index) => ({
          id: `proposal-${index}`,
          points: Object.fromEntries(names.map((name, place) => [name, points[place] ?? 0])),
          pricePence,
        })),
      ),
    rules: fc.record({
      criteria: fc
        .array(fc.integer({ min: 0, max: 100 }), { minLength: 3, maxLength: 3 })
        .map((cuts) => weightsOf(cuts).map((weight, index) => ({ id: names[index] ?? '', weight }))),
      mostPoints: fc.constant(5),
      minimums: fc.constantFrom<Record<string, number>>({}, { a: 2 }),
      price: priceRule(),
      tieRule: fc.constantFrom<TieRule>(...tieRuleNames),
    }),
  })

/** The rules with another weight for one criterion, in ten-thousandths, the others' scaled: all stays whole. */
export function withWeight(
  rules: RankingRules,
  criterionId: string,
  top: bigint,
  over: bigint,
): RankingRules {
  const own = rules.criteria.find(({ id }) => id === criterionId)?.weight ?? 0
  const rest = 100n - BigInt(own)
  return {
    ...rules,
    criteria: rules.criteria.map(({ id, weight }) => ({
      id,
      weight: Number(id === criterionId ? top * rest : BigInt(weight) * (100n * over - top)),
    })),
  }
}
