import { poundsTyped } from '../../shared/platform/money.ts'
import { comparedPriceName, comparedPriceWords } from '../../shared/challenges/whole-life.ts'
import { priceCurve } from '../../shared/evaluation/price-formula.ts'
import { levelsOf, scaleNames, scales } from '../../shared/evaluation/scale.ts'
import {
  type EvaluationSettings,
  firstLookWords,
  formulaNames,
  type PriceRule,
  priceFormulas,
  pricedCriterion,
  tieRuleNames,
  tieRuleTitles,
} from '../../shared/evaluation/settings.ts'

interface Judged {
  criteria: readonly { id: string; name: string }[]
  pilotPence: number | null
  wholeLifeYears: number | null
}

/** A curve as a template draws it: points in a field of 100 by 60, and the same in a few rows for a table. */
function chartOf(rule: PriceRule, fromPence: number, toPence: number) {
  const curve = priceCurve(rule, fromPence, toPence)
  const last = curve.length - 1
  return {
    formula: rule.formula,
    ...formulaNames[rule.formula],
    points: curve.map(({ share }, index) => `${(index * 100) / last},${60 - share * 60}`).join(' '),
    rows: curve.filter((_, index) => index % 10 === 0),
    fromPence: curve[0]?.pence ?? 0,
    toPence: curve[last]?.pence ?? 0,
  }
}

/** From half of what a pilot may cost to one and a half times it; invented prices where the challenge names none. */
function pricesFor({ pilotPence, wholeLifeYears }: Judged): [from: number, middle: number, to: number] {
  const middle = (wholeLifeYears ? null : pilotPence) ?? 40_000_00
  return [Math.round(middle / 2), middle, Math.round(middle * 1.5)]
}

/** What each price formula would do to prices around the budget. */
export function chartsOf(challenge: Judged) {
  const [from, middle, to] = pricesFor(challenge)
  const rules: PriceRule[] = [
    { formula: 'lowest-proportion', criterionId: '' },
    { formula: 'linear-between', criterionId: '', fullPence: from, nonePence: to },
    { formula: 'quality-per-pound' },
    { formula: 'fixed-budget', budgetPence: middle },
  ]
  return rules.map((rule) => chartOf(rule, from, to))
}

function presentChart(challenge: Judged, { price }: EvaluationSettings) {
  if (price.formula === 'none') return null
  const [from, , to] = pricesFor(challenge)
  if (price.formula === 'linear-between')
    return chartOf(price, Math.min(from, price.fullPence), Math.max(to, price.nonePence))
  if (price.formula === 'fixed-budget') return chartOf(price, from, Math.max(to, price.budgetPence * 2))
  return chartOf(price, from, to)
}

/** How proposals are scored and ranked, in the words that suppliers read. */
export function presentSettings(challenge: Judged, settings: EvaluationSettings) {
  const { price } = settings
  const titles = new Map(challenge.criteria.map(({ id, name }) => [id, name]))
  const priced = pricedCriterion(price)
  return {
    scale: scales[settings.scale].title,
    levels: levelsOf(settings),
    hasOwnLevels: (settings.levels ?? []).length > 0,
    minimums: Object.entries(settings.minimums).map(([id, points]) => ({
      title: titles.get(id) ?? '',
      points,
    })),
    price: { ...price, ...formulaNames[price.formula] },
    comparedName: comparedPriceName(challenge.wholeLifeYears),
    comparedWords: price.formula === 'none' ? '' : comparedPriceWords(challenge.wholeLifeYears),
    pricedTitle: priced === null ? '' : (titles.get(priced) ?? ''),
    tieRule: tieRuleTitles[settings.tieRule],
    firstLook: settings.isAnonymous ? firstLookWords : '',
    chart: presentChart(challenge, settings),
  }
}

/** The levels of every scale in one list, as the settings' form asks for the buyer's own words for them. */
const everyLevel = scaleNames.flatMap((scale) => levelsOf({ scale }).map((ours) => ({ scale, ...ours })))

/** The choices of the settings' form. */
export const settingsChoices = {
  levels: everyLevel,
  scales: scaleNames.map((value) => ({ value, text: scales[value].title })),
  formulas: priceFormulas.map((value) => ({
    value,
    text: formulaNames[value].title,
    hint: { text: formulaNames[value].meaning },
  })),
  tieRules: tieRuleNames.map((value) => ({ value, text: tieRuleTitles[value] })),
}

/** The settings as the fields of their form show them. */
export function settingsValues(settings: EvaluationSettings): object {
  const { scale, levels = [], minimums, price, tieRule, isAnonymous = false } = settings
  return {
    scale,
    levels: everyLevel.map(({ scale: name, points }) => {
      const own = name === scale ? levels.find((level) => level.points === points) : undefined
      return { scale: name, points, title: own?.title ?? '', meaning: own?.meaning ?? '' }
    }),
    minimums: Object.fromEntries(Object.entries(minimums).map(([id, points]) => [id, String(points)])),
    formula: price.formula,
    criterionId: pricedCriterion(price) ?? '',
    fullPrice: price.formula === 'linear-between' ? poundsTyped(price.fullPence) : '',
    nonePrice: price.formula === 'linear-between' ? poundsTyped(price.nonePence) : '',
    budget: price.formula === 'fixed-budget' ? poundsTyped(price.budgetPence) : '',
    tieRule,
    isAnonymous: isAnonymous ? 'yes' : '',
  }
}
