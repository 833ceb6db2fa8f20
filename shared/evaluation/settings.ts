import type { ScaleLevel, ScaleName } from './scale.ts'

/**
 * What the price does to the order. The first two score a criterion of the challenge by the price, the next two leave
 * the price no weight: what is scored is the quality, and the price divides it or must not be above a budget.
 */
export type PriceRule =
  | { formula: 'none' }
  | { formula: 'lowest-proportion'; criterionId: string }
  | { formula: 'linear-between'; criterionId: string; fullPence: number; nonePence: number }
  | { formula: 'quality-per-pound' }
  | { formula: 'fixed-budget'; budgetPence: number }

export const priceFormulas = [
  'none',
  'lowest-proportion',
  'linear-between',
  'quality-per-pound',
  'fixed-budget',
] as const satisfies PriceRule['formula'][]
export type PriceFormula = (typeof priceFormulas)[number]

/** What each formula does, for people. */
export const formulaNames: Record<PriceFormula, { title: string; meaning: string }> = {
  none: {
    title: 'No formula',
    meaning:
      'Evaluators score every criterion. The price counts only where a criterion asks them to weigh it.',
  },
  'lowest-proportion': {
    title: 'In proportion to the lowest price',
    meaning:
      'The lowest price gets all the points of the price criterion; twice that price gets half of them.',
  },
  'linear-between': {
    title: 'On a straight line between two prices',
    meaning:
      'All the points up to one price, none from another, and on a straight line between. No price changes what another gets.',
  },
  'quality-per-pound': {
    title: 'Quality for each pound',
    meaning: 'The points for quality are divided by the price. Price has no weight of its own.',
  },
  'fixed-budget': {
    title: 'A fixed budget',
    meaning:
      'Everybody may spend the same. Only quality is scored, and a price above the budget is not ranked.',
  },
}

/** How proposals of one total are put in order; each rule is tried from left to right, and what is left is shared. */
export const tieRules = {
  'heaviest-then-price': ['heaviest', 'price'],
  'price-then-heaviest': ['price', 'heaviest'],
  shared: [],
} as const satisfies Record<string, ('heaviest' | 'price')[]>
export type TieRule = keyof typeof tieRules
export const tieRuleNames = Object.keys(tieRules) as TieRule[]

export const tieRuleTitles: Record<TieRule, string> = {
  'heaviest-then-price':
    'The higher score in the heaviest criterion, then the lower price; if both are the same, the rank is shared',
  'price-then-heaviest':
    'The lower price, then the higher score in the heaviest criterion; if both are the same, the rank is shared',
  shared: 'The rank is shared',
}

/** How proposals are scored and ranked, beside the criteria and weights of the challenge. */
export interface EvaluationSettings {
  scale: ScaleName
  /** Words of the buyer's own for levels of the scale, where it wrote some; points stay those of the scale. */
  levels?: ScaleLevel[]
  /** By criterion: a proposal with fewer agreed points there is not ranked. Criteria without one are left out. */
  minimums: Record<string, number>
  price: PriceRule
  tieRule: TieRule
  /** True where evaluators score without knowing who wrote, until everybody's scores are in. */
  isAnonymous?: boolean
}

/** What an anonymous first look is, for suppliers and evaluators. */
export const firstLookWords =
  'Evaluators score without knowing who wrote: they see “Proposal B” and so on, no team, no partners, no facts of a company and no files, until everybody’s scores are in. They declare interests against the list of names, tied to no letter. Whoever leads and does not score sees the names.'

/** What holds where a buyer has chosen nothing; shown to suppliers like a choice. */
export const usualSettings: EvaluationSettings = {
  scale: 'nought-to-five',
  minimums: {},
  price: { formula: 'none' },
  tieRule: 'heaviest-then-price',
}

/** The criterion that the price scores by itself; null if people score them all. */
export const pricedCriterion = (price: PriceRule): string | null =>
  'criterionId' in price ? price.criterionId : null

/** The criteria that people score, in the order of the challenge. */
export const judgedCriteria = <Criterion extends { id: string }>(
  criteria: readonly Criterion[],
  { price }: Pick<EvaluationSettings, 'price'>,
): Criterion[] => criteria.filter(({ id }) => id !== pricedCriterion(price))

/**
 * Settings as they hold for the criteria that a challenge has: what was chosen for one that was taken out since binds
 * nobody. Else a least score of it would leave everybody without a rank.
 */
export function settingsWithin(
  settings: EvaluationSettings,
  criteria: readonly { id: string }[],
): EvaluationSettings {
  const known = new Set(criteria.map(({ id }) => id))
  const priced = pricedCriterion(settings.price)
  return {
    ...settings,
    minimums: Object.fromEntries(Object.entries(settings.minimums).filter(([id]) => known.has(id))),
    price: priced === null || known.has(priced) ? settings.price : { formula: 'none' },
  }
}
