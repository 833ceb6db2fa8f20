import { groupedCriteria } from '../challenges/sub-criteria.ts'
import { add, compare, divide, type Fraction, fraction, multiply, zero } from './fraction.ts'
import { countedPence, priceShare } from './price-formula.ts'
import {
  type EvaluationSettings,
  type PriceRule,
  pricedCriterion,
  tieRules,
  type TieRule,
} from './settings.ts'

/** What a ranking is made from, and nothing else: agreed points and the price. */
export interface JudgedProposal {
  id: string
  /** Whole points by criterion; the criterion that the price scores has none. */
  points: Record<string, number>
  pricePence: number | null
  /** True for one that has no rank, since a ground of exclusion was found. */
  isDisregarded?: boolean | undefined
}

export interface RankingRules {
  /** Weights are whole and sum to 100. */
  criteria: readonly { id: string; weight: number; partOf?: string | undefined }[]
  /** The points of the scale's highest level. */
  mostPoints: number
  minimums: Record<string, number>
  price: PriceRule
  tieRule: TieRule
}

/** Why a proposal has no rank. */
export type Unranked =
  | { because: 'below-minimum'; criterionIds: string[] }
  | { because: 'above-budget' }
  | { because: 'no-price' }
  | { because: 'disregarded' }

export interface RankedProposal {
  id: string
  /** From 1; equal ones share it and the next is left out. Null where `unranked` says why. */
  rank: number | null
  unranked: Unranked | null
  /** By criterion, from 0 to 1. */
  shares: Record<string, Fraction>
  /** Out of 100. */
  total: Fraction
  /** What the order follows: the total, or by the formula of quality for each pound the total for each penny. */
  worth: Fraction
  /** What put it before the next of the same worth: `shared` if nothing did, null if the next is worth less. */
  tie: 'heaviest' | 'price' | 'shared' | null
}

/** The rules of a challenge's ranking. A criterion without a weight counts nothing. */
export function rankingRules(
  criteria: readonly { id: string; weight: number | null; partOf?: string }[],
  settings: EvaluationSettings,
  mostPoints: number,
): RankingRules {
  const { minimums, price, tieRule } = settings
  return {
    criteria: criteria.map(({ id, weight, partOf }) => ({ id, weight: weight ?? 0, partOf })),
    mostPoints,
    minimums,
    price,
    tieRule,
  }
}

/**
 * Puts proposals in order by criteria, weights and the settings that were published, in exact arithmetic; those that
 * may not be ranked come last, by id. The order in which they are given makes no difference.
 */
export function rank(proposals: readonly JudgedProposal[], rules: RankingRules): RankedProposal[] {
  const whys = new Map(proposals.map((one) => [one.id, whyUnranked(one, rules)]))
  const prices = proposals.flatMap(({ id, pricePence }) =>
    whys.get(id) === null && pricePence !== null ? [pricePence] : [],
  )
  const lowest = prices.reduce((least, pence) => Math.min(least, pence), prices[0] ?? 0)
  const shareOf = sharesOf(rules.mostPoints)
  const scored = proposals.map((proposal) => ({
    pence: proposal.pricePence ?? Number.MAX_SAFE_INTEGER,
    ranked: score(proposal, rules, { lowest, shareOf }, whys.get(proposal.id) ?? null),
  }))
  const order = orderOf(rules)
  const inOrder = scored
    .filter(({ ranked }) => ranked.unranked === null)
    .sort((a, b) => order(a, b).sign || (a.ranked.id < b.ranked.id ? -1 : 1))
  for (const [index, one] of inOrder.entries()) {
    const before = inOrder[index - 1]
    const shares = before !== undefined && order(before, one).sign === 0
    one.ranked.rank = shares ? before.ranked.rank : index + 1
    const after = inOrder[index + 1]
    one.ranked.tie = after ? order(one, after).by : null
  }
  const unranked = scored.filter(({ ranked }) => ranked.unranked !== null)
  unranked.sort((a, b) => (a.ranked.id < b.ranked.id ? -1 : 1))
  return [...inOrder, ...unranked].map(({ ranked }) => ranked)
}

function whyUnranked(
  { points, pricePence, isDisregarded }: JudgedProposal,
  rules: RankingRules,
): Unranked | null {
  if (isDisregarded) return { because: 'disregarded' }
  const below = Object.entries(rules.minimums).filter(([id, least]) => (points[id] ?? 0) < least)
  if (below.length > 0) return { because: 'below-minimum', criterionIds: below.map(([id]) => id).sort() }
  if (rules.price.formula === 'none') return null
  if (pricePence === null) return { because: 'no-price' }
  const isAbove = rules.price.formula === 'fixed-budget' && pricePence > rules.price.budgetPence
  return isAbove ? { because: 'above-budget' } : null
}

// There are few different points and many scores.
function sharesOf(mostPoints: number): (points: number) => Fraction {
  const known = new Map<number, Fraction>()
  return (points) => {
    const share = known.get(points) ?? fraction(points, mostPoints)
    known.set(points, share)
    return share
  }
}

function score(
  { id, points, pricePence }: JudgedProposal,
  rules: RankingRules,
  { lowest, shareOf }: { lowest: number; shareOf: (points: number) => Fraction },
  unranked: Unranked | null,
): RankedProposal {
  const priced = pricedCriterion(rules.price)
  const shares: Record<string, Fraction> = {}
  let total = zero
  let judged = 0
  for (const criterion of rules.criteria) {
    if (criterion.id === priced) {
      const share =
        pricePence === null ? zero : priceShare(rules.price, pricePence, Math.min(lowest, pricePence))
      shares[criterion.id] = share
      total = multiply(fraction(criterion.weight), share)
    } else {
      const given = points[criterion.id] ?? 0
      shares[criterion.id] = shareOf(given)
      judged += criterion.weight * given
    }
  }
  total = add(total, fraction(judged, rules.mostPoints))
  const isPerPound = rules.price.formula === 'quality-per-pound' && pricePence !== null
  const worth = isPerPound ? divide(total, fraction(countedPence(pricePence))) : total
  return { id, rank: null, unranked, shares, total, worth, tie: null }
}

interface Ordered {
  pence: number
  ranked: RankedProposal
}

/** Which of two comes first (below zero: the first), and by what it does so where they are worth the same. */
function orderOf(
  rules: RankingRules,
): (a: Ordered, b: Ordered) => { sign: number; by: RankedProposal['tie'] } {
  const heaviest = heaviestOf(rules)
  const ways = {
    heaviest: (a: Ordered, b: Ordered) => compare(earnedIn(b.ranked, heaviest), earnedIn(a.ranked, heaviest)),
    price: (a: Ordered, b: Ordered) => a.pence - b.pence,
  }
  return (a, b) => {
    const sign = compare(b.ranked.worth, a.ranked.worth)
    if (sign !== 0) return { sign, by: null }
    for (const by of tieRules[rules.tieRule]) {
      const decided = ways[by](a, b)
      if (decided !== 0) return { sign: decided, by }
    }
    return { sign: 0, by: 'shared' }
  }
}

/** What counts most: a criterion with all of its sub-criteria. Of several that are equally heavy the first that is listed. */
function heaviestOf({ criteria }: RankingRules): RankingRules['criteria'] {
  const groups = groupedCriteria(criteria, ({ id, weight, partOf }) => ({ title: id, weight, partOf }))
  const [first, ...others] = groups
  return (
    others.reduce((most, group) => (most && most.weight >= group.weight ? most : group), first)?.rows ?? []
  )
}

/** What a proposal earns in some of the criteria, of the sum of their weights. */
export const earnedIn = (
  { shares }: Pick<RankedProposal, 'shares'>,
  criteria: RankingRules['criteria'],
): Fraction =>
  criteria.reduce((sum, { id, weight }) => add(sum, multiply(fraction(weight), shares[id] ?? zero)), zero)

/** The one that is first, if only one is; null where nobody is ranked or the first rank is shared. */
export function soleWinner(ranking: readonly RankedProposal[]): RankedProposal | null {
  const [first, second] = ranking
  return first?.rank === 1 && second?.rank !== 1 ? first : null
}
