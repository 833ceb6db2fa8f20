import { searchStems } from '../challenges/search-words.ts'
import { isFigure } from './form-checks.ts'
import type { ProposalForm, Question } from './form.ts'
import type { DraftInput } from './proposals.schema.ts'
import type { PartName } from './stages.ts'

/** Something that a supplier has written before: in another proposal, or in its profile. */
export interface EarlierAnswer {
  /** Opaque; names the answer when a copy of it is asked for. */
  id: string
  part: PartName
  /** Of the outcome or criterion that it answered; else of the part. */
  title: string
  text: string
  /** Title of the challenge; empty for the profile. */
  challenge: string
  at: Date
}

/** An answer is offered for a criterion or outcome whose title is at least so like its own. */
const leastLikeness = 0.3
const mostOffered = 5

/** How alike two titles are, from 0 to 1: twice the stems in common over all stems of both (Dice 1945). */
export function likeness(one: string, other: string): number {
  const [left, right] = [searchStems(one), searchStems(other)]
  if (left.length + right.length === 0) return 0
  const common = left.filter((stem) => right.includes(stem)).length
  return (2 * common) / (left.length + right.length)
}

const scoreFor = ({ part, title }: Question, answer: EarlierAnswer): number => {
  if (answer.part !== part) return 0
  return part === 'outcomes' || part === 'criteria' ? likeness(title, answer.title) : 1
}

/** The earlier answers that fit a question, the likest first and of those the newest; each text once. */
export function offersFor(question: Question, earlier: readonly EarlierAnswer[]): EarlierAnswer[] {
  const fitting = earlier
    .map((answer) => ({ answer, score: scoreFor(question, answer) }))
    .filter(({ answer, score }) => score >= leastLikeness && answer.text.trim() !== '')
    .sort((a, b) => b.score - a.score || b.answer.at.getTime() - a.answer.at.getTime())
    .map(({ answer }) => answer)
  const firstOfText = new Map(fitting.toReversed().map((answer) => [answer.text.trim(), answer]))
  return fitting.filter((answer) => firstOfText.get(answer.text.trim()) === answer).slice(0, mostOffered)
}

/** A draft with a copy of an earlier answer in one field: behind what stands there, so that no word is lost. */
export function withCopy(
  input: DraftInput,
  form: ProposalForm,
  question: Question,
  text: string,
): DraftInput {
  const behind = (typed: string) => (typed.trim() === '' ? text : `${typed.trimEnd()}\n\n${text}`)
  const index = Number(question.field.split('.')[1])
  const { part } = question
  if (part === 'outcomes') {
    const outcomeId = form.outcomes[index]?.id ?? ''
    const typed = input.outcomes.find((one) => one.outcomeId === outcomeId)?.how ?? ''
    const others = input.outcomes.filter((one) => one.outcomeId !== outcomeId)
    return { ...input, outcomes: [...others, { outcomeId, how: behind(typed) }] }
  }
  if (part === 'criteria') {
    const criterionId = form.criteria[index]?.id ?? ''
    const typed = input.criteria.find((one) => one.criterionId === criterionId)?.answer ?? ''
    const others = input.criteria.filter((one) => one.criterionId !== criterionId)
    return { ...input, criteria: [...others, { criterionId, answer: behind(typed) }] }
  }
  if (isFigure(part)) return input
  return { ...input, [part]: behind(input[part]) }
}
