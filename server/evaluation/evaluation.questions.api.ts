import { z } from 'zod'
import { proposalAnswerSchema, proposalQuestionSchema } from '../../shared/evaluation/questions.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import {
  answerAboutProposal,
  askSupplier,
  listQuestions,
  readOwnQuestions,
} from './evaluation.questions.service.ts'

const id = z.string().max(40)
const params = z.object({ id })
const common = { tag: 'evaluation', auth: 'signed-in' } as const
const base = '/challenges/{id}/evaluation/questions'

const asked = z
  .looseObject({
    number: z.int(),
    question: z.string(),
    answerBy: z.iso.datetime(),
    answer: z.string(),
    state: z.enum(['waiting', 'answered', 'unanswered']),
  })
  .meta({ id: 'QuestionToSupplier' })

/** Questions to one supplier about its proposal, for programs. */
export const evaluationQuestionEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path: base,
    summary: 'List what suppliers were asked about their proposals after the opening, and what they answered',
    params,
    answer: z.looseObject({
      proposals: z.array(z.looseObject({ submissionId: z.string(), questions: z.array(asked) })),
    }),
    handle: ({ actor, params: { id: challengeId } }) => listQuestions(actor, challengeId),
  }),
  endpoint({
    ...common,
    method: 'post',
    path: `${base}/{submissionId}`,
    summary:
      'Ask one supplier about its proposal; no other supplier is told, and one question waits at a time',
    params: params.extend({ submissionId: id }),
    body: proposalQuestionSchema,
    answer: z.object({ number: z.int(), answerBy: z.iso.datetime() }),
    handle: ({ actor, params: { id: challengeId, submissionId }, body }) =>
      askSupplier(actor, challengeId, submissionId, body),
  }),
  endpoint({
    ...common,
    method: 'get',
    path: '/proposals/{id}/questions',
    summary: 'Read what the buyer asked about your proposal, and until when you can answer',
    params,
    answer: z.looseObject({ questions: z.array(asked) }),
    handle: ({ actor, params: { id: proposalId } }) => readOwnQuestions(actor, proposalId),
  }),
  endpoint({
    ...common,
    method: 'post',
    path: '/proposals/{id}/questions/{number}/answer',
    summary: 'Answer what the buyer asked, once and in its time; it changes nothing of your proposal',
    params: params.extend({ number: z.coerce.number().int().min(1) }),
    body: proposalAnswerSchema,
    answer: z.object({}),
    handle: async ({ actor, params: { id: proposalId, number }, body: { answer } }) => {
      await answerAboutProposal(actor, proposalId, number, answer)
      return {}
    },
  }),
]
