import { formatPence } from '../platform/money.ts'
import type { ScaleLevel } from './scale.ts'
import { formulaNames, type PriceFormula } from './settings.ts'
import type { FeedbackText } from './feedback.ts'

const mostQuotes = 3
const longestQuote = 400

/** The passages that evaluators quoted, each once, without their quotation marks. */
function passagesOf(evidence: readonly string[]): string[] {
  const all = evidence.flatMap((text) =>
    text
      .split(/\n\s*\n/)
      .map((part) => part.trim().replace(/^[“"]|[”"]$/g, ''))
      .filter((part) => part !== '' && part.length <= longestQuote),
  )
  return [...new Set(all)].slice(0, mostQuotes)
}

/** What would have scored more: the words of the next level up; empty at the top of the scale. */
export function nextLevelUp(levels: readonly ScaleLevel[], points: number): string {
  const next = levels.find((level) => level.points > points)
  if (!next) return ''
  return `The next level up is ${next.points}, ${next.title}. The panel gives it where this can be said of an answer: ${next.meaning}`
}

/** The first draft of what a supplier is told of a score that the panel agreed: its reasons, and what it rests on. */
export function draftOfScore(
  criterionId: string,
  { levels, points, reason, evidence }: AgreedScore,
): FeedbackText {
  const quotes = passagesOf(evidence).map((passage) => `“${passage}”`)
  const rests = quotes.length > 0 ? `\n\nYour proposal says:\n${quotes.join('\n')}` : ''
  return {
    criterionId,
    explanation: `${reason.trim()}${rests}`,
    better: nextLevelUp(levels, points),
    // Without the quotations: others must not read the words of this proposal.
    forOthers: reason.trim(),
  }
}

/** A score that the panel agreed, with what it rests on. */
export interface AgreedScore {
  /** Of the scale, from none upwards, in the words that suppliers read. */
  levels: readonly ScaleLevel[]
  points: number
  reason: string
  /** What each evaluator quoted. */
  evidence: readonly string[]
}

/** The first draft for a criterion that the price scores by itself. */
export function draftOfPrice(
  criterionId: string,
  { formula, priceName, pricePence, earned, weight }: PricedScore,
): FeedbackText {
  const { title, meaning } = formulaNames[formula]
  const rule = `by the published formula, “${title}”: ${meaning}`
  const name = priceName.charAt(0).toLowerCase() + priceName.slice(1)
  const price = pricePence === null ? 'No price was given' : `The ${name} is ${formatPence(pricePence)}`
  return {
    criterionId,
    explanation: `${price}. It is scored ${rule} That earns ${earned} of ${weight}.`,
    better: earned === String(weight) ? '' : 'A lower price would have earned more by this formula.',
    forOthers: `The price is scored ${rule}`,
  }
}

export interface PricedScore {
  formula: PriceFormula
  /** What the price that is compared is called: `Price of the pilot`. */
  priceName: string
  pricePence: number | null
  /** Of the weight, in decimals. */
  earned: string
  weight: number
}

/** Why a proposal was not ranked, as a further reason in its summary; empty where it was. */
export function draftOfUnranked(unranked: { because: string; criteria: string[] } | null): string {
  if (unranked === null) return ''
  if (unranked.because === 'below-minimum')
    return `The proposal is not ranked, since it has fewer than the least points for: ${unranked.criteria.join(', ')}.`
  if (unranked.because === 'disregarded')
    return 'The proposal is not ranked: it was disregarded, since a ground of exclusion applies.'
  return unranked.because === 'above-budget'
    ? 'The proposal is not ranked, since its price is above the fixed budget.'
    : 'The proposal is not ranked, since it names no price.'
}
