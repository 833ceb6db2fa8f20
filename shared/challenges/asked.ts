import { isPriceCriterion } from '../coaching/coach/price-criterion.ts'

/** What a challenge can ask for by its deadline, from the shortest on. */
export const askedStages = {
  'expression-of-interest': {
    label: 'Expression of interest',
    hint: 'Who they are and what they would do, in a page. You invite some to say more.',
  },
  concept: {
    label: 'Concept',
    hint: 'How it would work and about what it would cost, without a plan of the pilot.',
  },
  'full-proposal': {
    label: 'Full proposal',
    hint: 'Everything that you need to decide, with a plan and a price for the pilot.',
  },
} as const
export type AskedStage = keyof typeof askedStages
export const askedStageNames = Object.keys(askedStages) as [AskedStage, ...AskedStage[]]

/** What is asked where nobody chose; also of challenges from before there was a choice. */
export const usualStage: AskedStage = 'full-proposal'

/** Whether suppliers answer a criterion in words; empty: they must, unless it is the price. */
export const answerNeeds = ['', 'mandatory', 'optional', 'none'] as const
export type AnswerNeed = (typeof answerNeeds)[number]

/** What suppliers are asked to write about a criterion. */
export interface CriterionAnswer {
  need: AnswerNeed
  /** The most words; null for the usual number. */
  words: number | null
  /** What a good answer says, for suppliers. */
  guidance: string
}

/** The most words of an answer where the buyer set no other limit. */
export const usualAnswerWords = 500
/** A buyer’s own limit lies between these. */
export const fewestAnswerWords = 20
export const mostAnswerWords = 3000

/** Nothing chosen yet. */
export const usualAnswer = (): CriterionAnswer => ({ need: '', words: null, guidance: '' })

/** A criterion’s question as it stands once everything that nobody chose is filled in. */
export interface AskedAnswer {
  need: Exclude<AnswerNeed, ''>
  words: number
  guidance: string
}

/**
 * What suppliers are asked about a criterion. Criteria from before there were such questions have none of these words:
 * there an answer is welcome and not needed, since nobody had been told that it would be.
 */
export function askedAnswer({ title, answer }: { title: string; answer?: CriterionAnswer }): AskedAnswer {
  const { need, words, guidance } = answer ?? { ...usualAnswer(), need: 'optional' as const }
  const usual = isPriceCriterion(title) ? 'none' : 'mandatory'
  const isOldPrice = answer === undefined && isPriceCriterion(title)
  return { need: isOldPrice ? 'none' : need || usual, words: words ?? usualAnswerWords, guidance }
}

/** The same in a line for suppliers; empty where nothing is asked. */
export function askedAnswerText(criterion: { title: string; answer?: CriterionAnswer }): string {
  const { need, words } = askedAnswer(criterion)
  if (need === 'none') return ''
  return `Answer in up to ${words.toLocaleString('en-GB')} words${need === 'optional' ? ', if you like' : ''}.`
}
