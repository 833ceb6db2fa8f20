import { z } from 'zod'
import { text } from '../challenges/fields.ts'
import { defineEvent } from '../platform/event.ts'

/** So many working days a supplier can be given to answer a question about its proposal. */
export const mostAnswerDays = 20

const must = (most: number, what: string, missing: string) =>
  text(most, what).refine((given) => given !== '', missing)

/** A question to one supplier about what it proposed. */
export const proposalQuestionSchema = z.strictObject({
  question: must(2000, 'The question', 'Write the question'),
  workingDays: z.coerce
    .number('Enter a number of working days')
    .int('Enter a whole number of working days')
    .min(1, 'Give one working day at least')
    .max(mostAnswerDays, `Give ${mostAnswerDays} working days at most`),
  /** How many were asked before, as the page showed it. */
  number: z.coerce.number('Reload the page').int().min(0).default(0),
})
export type ProposalQuestionInput = z.output<typeof proposalQuestionSchema>

/** The supplier's answer to it. */
export const proposalAnswerSchema = z.strictObject({
  answer: must(4000, 'The answer', 'Write the answer'),
})

/** What a question can still become: answered, or left without an answer once its time is over. */
export type QuestionState = 'waiting' | 'answered' | 'unanswered'

/** Where a question stands at an instant; its last instant still counts. */
export const questionState = (
  { answerBy, answeredAt }: { answerBy: Date; answeredAt: Date | null },
  at: Date,
): QuestionState => (answeredAt ? 'answered' : at <= answerBy ? 'waiting' : 'unanswered')

const payload = z.object({
  challengeId: z.string(),
  submissionId: z.string(),
  proposalId: z.string(),
  supplierId: z.string(),
  number: z.number().int(),
})
// Of the evaluation's own history: no other supplier learns that anybody was asked.
const subject = ({ challengeId }: { challengeId: string }) => ({ kind: 'evaluation', id: challengeId })

/** One supplier was asked about its proposal; `number` counts from 1 for each proposal. */
export const proposalQuestionAsked = defineEvent({
  name: 'evaluation.proposal-question-asked',
  payload,
  subject,
})

/** The supplier answered it. */
export const proposalQuestionAnswered = defineEvent({
  name: 'evaluation.proposal-question-answered',
  payload,
  subject,
})
