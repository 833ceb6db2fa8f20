import { compare, type Fraction, fraction, larger, multiply, smaller, subtract, zero } from './fraction.ts'
import { countedPence } from './price-formula.ts'
import { type JudgedProposal, rank, type RankedProposal, type RankingRules, soleWinner } from './ranking.ts'
import { type PriceFormula, type PriceRule, pricedCriterion } from './settings.ts'

const hundred = fraction(100)

/** The weights of one criterion with which the winner stays first, both ends included, from 0 to 100. */
export interface WeightInterval {
  criterionId: string
  weight: number
  from: Fraction
  to: Fraction
  /** Who is first below `from` and above `to`; null where the interval reaches the end of the scale. */
  firstBelow: string | null
  firstAbove: string | null
}

/**
 * For each criterion how far its weight may move, the others' scaled in proportion, before the winner is no longer
 * first: exactly, since each total is a straight line in that weight. At an end two proposals have the same total. A
 * criterion that has all the weight, or none of the rest to give it to, is left out.
 * @param ranking as `rank` gave it for the same proposals and rules; without a sole winner there is no interval
 */
export function weightIntervals(
  proposals: readonly JudgedProposal[],
  rules: RankingRules,
  ranking: readonly RankedProposal[] = rank(proposals, rules),
): WeightInterval[] {
  const winner = soleWinner(ranking)
  if (!winner) return []
  const factors = factorsOf(proposals, rules)
  const rivals = ranking
    .filter((one) => one.rank !== null && one.id !== winner.id)
    .map((one) => ({ one, lead: subtract(winner.worth, one.worth) }))
  return rules.criteria.flatMap(({ id, weight }) => {
    if (weight >= 100) return []
    const shareIn = ({ id: proposalId, shares }: RankedProposal) => {
      const factor = factors.get(proposalId)
      const share = shares[id] ?? zero
      return factor ? multiply(share, factor) : share
    }
    const own = shareIn(winner)
    const leads = rivals.map(({ one, lead }) => leadOver(one.id, lead, subtract(own, shareIn(one)), weight))
    return [{ criterionId: id, weight, ...interval(leads) }]
  })
}

/** By the formula of quality for each pound a total is divided by the price, which no weight changes. */
function factorsOf(proposals: readonly JudgedProposal[], { price }: RankingRules): Map<string, Fraction> {
  if (price.formula !== 'quality-per-pound') return new Map()
  return new Map(proposals.map(({ id, pricePence }) => [id, fraction(1, countedPence(pricePence ?? 0))]))
}

/** How far the winner is ahead of one rival as the weight goes from 0 to 100: a straight line, known by its ends. */
interface Lead {
  id: string
  atNone: Fraction
  atAll: Fraction
}

// Left unreduced: hundreds of rivals are looked at for each criterion, and few of them ever cross the winner.
function leadOver(id: string, lead: Fraction, inShare: Fraction, weight: number): Lead {
  const over = lead.over * inShare.over * BigInt(100 - weight)
  const share = inShare.top * lead.over
  const rest = lead.top * inShare.over - BigInt(weight) * share
  return {
    id,
    atNone: { top: rest * 100n, over },
    atAll: { top: share * 100n * BigInt(100 - weight), over },
  }
}

function interval(leads: readonly Lead[]): Omit<WeightInterval, 'criterionId' | 'weight'> {
  let [from, to] = [zero, hundred]
  let below: Lead | null = null
  let above: Lead | null = null
  for (const lead of leads) {
    const { atNone, atAll } = lead
    if (atNone.top >= 0n && atAll.top >= 0n) continue
    const crossing = fraction(100n * atNone.top, atNone.top - atAll.top)
    if (atNone.top < 0n) {
      if (comesFirst(lead, below, compare(from, crossing), 'atNone')) below = lead
      from = larger(from, crossing)
    } else {
      if (comesFirst(lead, above, compare(crossing, to), 'atAll')) above = lead
      to = smaller(to, crossing)
    }
  }
  return { from, to, firstBelow: idOf(below), firstAbove: idOf(above) }
}

const idOf = (lead: Lead | null): string | null => lead?.id ?? null

/**
 * Of those who cross the winner at one weight, the one who is farther ahead beyond it is first there; of those whose
 * lines are the same, the one that came first: rivals come in the order of the ranking.
 */
function comesFirst(lead: Lead, known: Lead | null, order: number, end: 'atNone' | 'atAll'): boolean {
  if (order !== 0 || known === null) return order <= 0
  return compare(lead[end], known[end]) < 0
}

/** One evaluator's points, by proposal and criterion. */
export interface EvaluatorScores {
  userId: string
  points: Record<string, Record<string, number>>
}

export interface WithoutOne {
  /** Whose scores are left out; null for the mean of everybody's. */
  userId: string | null
  /** Who is first; several where the rank is shared. */
  first: string[]
  /** How many proposals have another rank than by the mean of everybody's. */
  moved: number
}

/**
 * The ranking by the mean of the evaluators' own scores, with everybody's and with each of them left out; it says how
 * much hangs on one person. With fewer than two evaluators nobody can be left out.
 */
export function leavingOneOut(
  proposals: readonly JudgedProposal[],
  rules: RankingRules,
  evaluators: readonly EvaluatorScores[],
): WithoutOne[] {
  if (evaluators.length < 2) return []
  const sums = sumsOf(proposals, rules, evaluators)
  const all = rankByMean(sums, null, rules, evaluators.length)
  const ranks = new Map(all.map(({ id, rank: place }) => [id, place]))
  const describe = (userId: string | null, ranking: RankedProposal[]): WithoutOne => ({
    userId,
    first: firstOf(ranking),
    moved: ranking.filter(({ id, rank: place }) => ranks.get(id) !== place).length,
  })
  return [
    describe(null, all),
    ...evaluators.map((left) => describe(left.userId, rankByMean(sums, left, rules, evaluators.length - 1))),
  ]
}

function sumsOf(
  proposals: readonly JudgedProposal[],
  rules: RankingRules,
  evaluators: readonly EvaluatorScores[],
): JudgedProposal[] {
  return proposals.map(({ id, pricePence, isDisregarded }) => {
    const points: Record<string, number> = {}
    for (const criterion of rules.criteria) {
      let sum = 0
      for (const evaluator of evaluators) sum += evaluator.points[id]?.[criterion.id] ?? 0
      points[criterion.id] = sum
    }
    return { id, points, pricePence, isDisregarded }
  })
}

/** The sum of n scores out of a scale n times as long is their mean, and stays whole. */
function rankByMean(
  sums: readonly JudgedProposal[],
  left: EvaluatorScores | null,
  rules: RankingRules,
  count: number,
): RankedProposal[] {
  const minimums = Object.fromEntries(
    Object.entries(rules.minimums).map(([id, least]) => [id, least * count]),
  )
  const means = sums.map((one) => {
    const points: Record<string, number> = {}
    for (const [id, sum] of Object.entries(one.points)) points[id] = sum - (left?.points[one.id]?.[id] ?? 0)
    return { ...one, points }
  })
  return rank(means, { ...rules, minimums, mostPoints: rules.mostPoints * count })
}

/** Everybody who has the first rank. */
export const firstOf = (ranking: readonly RankedProposal[]): string[] =>
  ranking.filter(({ rank: place }) => place === 1).map(({ id }) => id)

export interface ByFormula {
  formula: PriceFormula
  isPublished: boolean
  first: string[]
}

/**
 * Who would be first by each price formula that the criteria allow. Only the published one decides; the line between
 * two prices is drawn from the lowest price offered to twice that, where it was not the published one.
 */
export function betweenFormulas(
  proposals: readonly JudgedProposal[],
  rules: RankingRules,
  budgetPence: number | null,
): ByFormula[] {
  const possible = otherRules(proposals, rules.price, budgetPence)
  const isAmong = possible.some(({ formula }) => formula === rules.price.formula)
  return [...(isAmong ? [] : [rules.price]), ...possible].map((price) => ({
    formula: price.formula,
    isPublished: price.formula === rules.price.formula,
    first: firstOf(rank(proposals, withPrice(rules, price))),
  }))
}

function otherRules(
  proposals: readonly JudgedProposal[],
  price: PriceRule,
  budgetPence: number | null,
): PriceRule[] {
  const prices = proposals.flatMap(({ pricePence }) => (pricePence === null ? [] : [pricePence]))
  if (prices.length === 0) return [price]
  const lowest = countedPence(prices.reduce((least, pence) => Math.min(least, pence)))
  const criterionId = pricedCriterion(price)
  const possible: PriceRule[] = [
    { formula: 'quality-per-pound' },
    ...(budgetPence === null ? [] : [{ formula: 'fixed-budget', budgetPence } as const]),
  ]
  if (criterionId === null) possible.unshift({ formula: 'none' })
  else {
    possible.unshift(
      { formula: 'lowest-proportion', criterionId },
      { formula: 'linear-between', criterionId, fullPence: lowest, nonePence: lowest * 2 },
    )
  }
  return possible.map((rule) => (rule.formula === price.formula ? price : rule))
}

/** Where the price loses its weight, that of the other criteria grows in proportion: whole numbers, the same order. */
function withPrice(rules: RankingRules, price: PriceRule): RankingRules {
  const priced = pricedCriterion(rules.price)
  if (priced === null || pricedCriterion(price) !== null) return { ...rules, price }
  return { ...rules, price, criteria: rules.criteria.filter(({ id }) => id !== priced) }
}
