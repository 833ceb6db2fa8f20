import { countWords } from '../platform/count-words.ts'
import { type ProposalForm, type Question, questionsOf } from './form.ts'
import type { ProposalContent } from './proposal.ts'
import type { DraftInput } from './proposals.schema.ts'
import { type PartName, partNames } from './stages.ts'

/** The words of an answer; null for what is a figure. */
export function wordsIn(
  content: ProposalContent,
  form: ProposalForm,
  { field, part }: Question,
): string | null {
  const index = Number(field.split('.')[1])
  if (part === 'outcomes')
    return content.outcomes.find(({ outcomeId }) => outcomeId === form.outcomes[index]?.id)?.how ?? ''
  if (part === 'criteria')
    return content.criteria?.find(({ criterionId }) => criterionId === form.criteria[index]?.id)?.answer ?? ''
  return isFigure(part) ? null : content[part]
}

const figures = {
  trl: ({ trl }) => trl,
  pilotPrice: ({ pilotPricePence }) => pilotPricePence,
  setUp: ({ setUpPence = null }) => setUpPence,
  yearly: ({ yearlyPence = null }) => yearlyPence,
  endOfLife: ({ endOfLifePence = null }) => endOfLifePence,
  scalePrice: ({ scalePricePence }) => scalePricePence,
} satisfies Partial<Record<PartName, (content: ProposalContent) => number | null>>

/** True for a part that is a figure and no text. */
export const isFigure = (part: PartName): part is keyof typeof figures => part in figures

/** The figure of a part; null where there is none yet, and for what is a text. */
export const figureIn = (content: ProposalContent, part: PartName): number | null =>
  isFigure(part) ? figures[part](content) : null

const wanted: Record<Exclude<PartName, 'outcomes' | 'criteria'>, string> = {
  summary: 'Write a summary',
  approach: 'Describe your approach',
  trl: 'Choose how ready your solution is',
  pilotPlan: 'Describe the pilot',
  pilotPrice: 'Give the price of the pilot',
  setUp: 'Give the cost of set-up: 0 if there is none',
  yearly: 'Give the cost of each year: 0 if there is none',
  endOfLife: 'Give the cost at the end of life: 0 if there is none',
  scalePrice: 'Give the price of scaling up',
  team: 'Say who would do it',
}

// A report tells what was; everything else what would be.
const wantedOfReport: Partial<Record<PartName, string>> = {
  approach: 'Say what you did, and what you learnt',
  trl: 'Choose how ready your solution is now',
}

function missingText({ part, title }: Question, { stage }: ProposalForm): string {
  const isReport = stage === 'pilot-report'
  if (part === 'outcomes')
    return isReport ? `Say what came of “${title}”` : `Say how you would reach “${title}”`
  if (part === 'criteria') return `Answer “${title}”`
  return (isReport && wantedOfReport[part]) || wanted[part]
}

/** The answers that have more words than they may, by field, each saying by how many. */
export function overLong(content: ProposalContent, form: ProposalForm): Record<string, string> {
  const found: Record<string, string> = {}
  for (const question of questionsOf(form)) {
    const text = wordsIn(content, form, question)
    if (text === null || question.words === null) continue
    const excess = countWords(text) - question.words
    if (excess <= 0) continue
    const words = excess === 1 ? '1 word' : `${excess.toLocaleString('en-GB')} words`
    found[question.field] =
      `Shorten “${question.title}” by ${words}: it may have ${question.words.toLocaleString('en-GB')}`
  }
  return found
}

/** Everything that keeps a draft from being submitted, by field in the form’s order; empty if nothing does. */
export function unreadyParts(content: ProposalContent, form: ProposalForm): Record<string, string> {
  const long = overLong(content, form)
  const found: Record<string, string> = {}
  for (const question of questionsOf(form)) {
    const text = wordsIn(content, form, question)
    const { part } = question
    const isThere = isFigure(part) ? figures[part](content) !== null : countWords(text ?? '') > 0
    const problem = question.isMandatory && !isThere ? missingText(question, form) : long[question.field]
    if (problem) found[question.field] = problem
  }
  return found
}

/** What a draft answers that the form does not ask, by field; empty if nothing. */
export function unaskedParts(input: DraftInput, form: ProposalForm): Record<string, string> {
  const found: Record<string, string> = {}
  const outcomes = new Set(form.outcomes.map(({ id }) => id))
  const criteria = new Set(form.criteria.map(({ id }) => id))
  for (const [index, { outcomeId }] of input.outcomes.entries())
    if (!outcomes.has(outcomeId))
      found[`outcomes.${index}.outcomeId`] =
        'The form asks about no such outcome: read the challenge’s form again'
  for (const [index, { criterionId }] of input.criteria.entries())
    if (!criteria.has(criterionId))
      found[`criteria.${index}.criterionId`] =
        'The form asks about no such criterion: read the challenge’s form again'
  for (const part of partNames) {
    if (part === 'outcomes' || part === 'criteria' || form.parts[part]) continue
    if (input[part] !== '' && input[part] !== null)
      found[part] = `This is not asked for: what is due by the deadline is the ${form.label.toLowerCase()}`
  }
  return found
}

/**
 * A draft as it was typed, on what it was before: what the form asks is as typed, what it does not ask any more (a
 * criterion that an amendment took out) stays, for the case that it comes back.
 */
export function mergedDraft<Content extends ProposalContent>(
  before: Content,
  input: DraftInput,
  form: ProposalForm,
): Content {
  const kept = <Key extends PartName, Value>(part: Key, typed: Value, was: Value): Value =>
    form.parts[part] ? typed : was
  const typedHow = new Map(input.outcomes.map(({ outcomeId, how }) => [outcomeId, how]))
  const typedAnswer = new Map(input.criteria.map(({ criterionId, answer }) => [criterionId, answer]))
  const [askedOutcomes, askedCriteria] = [form.outcomes, form.criteria].map(
    (list) => new Set(list.map(({ id }) => id)),
  )
  return {
    ...before,
    summary: kept('summary', input.summary, before.summary),
    outcomes: [
      ...form.outcomes.map(({ id }) => ({ outcomeId: id, how: typedHow.get(id) ?? '' })),
      ...before.outcomes.filter(({ outcomeId, how }) => !askedOutcomes?.has(outcomeId) && how !== ''),
    ],
    criteria: [
      ...form.criteria.map(({ id }) => ({ criterionId: id, answer: typedAnswer.get(id) ?? '' })),
      ...(before.criteria ?? []).filter(
        ({ criterionId, answer }) => !askedCriteria?.has(criterionId) && answer !== '',
      ),
    ],
    approach: kept('approach', input.approach, before.approach),
    trl: kept('trl', input.trl, before.trl),
    pilotPlan: kept('pilotPlan', input.pilotPlan, before.pilotPlan),
    pilotPricePence: kept('pilotPrice', input.pilotPrice, before.pilotPricePence),
    ...(form.wholeLifeYears !== null && {
      setUpPence: input.setUp,
      yearlyPence: input.yearly,
      endOfLifePence: input.endOfLife,
    }),
    scalePricePence: kept('scalePrice', input.scalePrice, before.scalePricePence),
    team: kept('team', input.team, before.team),
  }
}

/** A draft without what the form does not ask, as it is submitted: nothing is sealed that its writer did not check. */
export function askedOnly<Content extends ProposalContent>(content: Content, form: ProposalForm): Content {
  const { parts } = form
  const outcomes = new Set(form.outcomes.map(({ id }) => id))
  const criteria = new Set(form.criteria.map(({ id }) => id))
  const { setUpPence: _setUp, yearlyPence: _yearly, endOfLifePence: _end, ...others } = content
  return {
    ...(form.wholeLifeYears === null ? (others as Content) : content),
    summary: parts.summary ? content.summary : '',
    outcomes: content.outcomes.filter(({ outcomeId }) => outcomes.has(outcomeId)),
    criteria: (content.criteria ?? []).filter(({ criterionId }) => criteria.has(criterionId)),
    approach: parts.approach ? content.approach : '',
    trl: parts.trl ? content.trl : null,
    pilotPlan: parts.pilotPlan ? content.pilotPlan : '',
    pilotPricePence: parts.pilotPrice ? content.pilotPricePence : null,
    scalePricePence: parts.scalePrice ? content.scalePricePence : null,
    team: parts.team ? content.team : '',
  }
}
