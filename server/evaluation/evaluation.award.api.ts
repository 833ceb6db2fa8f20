import { z } from 'zod'
import {
  contractSchema,
  decideSchema,
  endSchema,
  feedbackAnswerSchema,
  feedbackQuestionSchema,
  feedbackSchema,
  noticeSchema,
  publishAwardSchema,
  rateSchema,
} from '../../shared/evaluation/award.schema.ts'
import { usefulness } from '../../shared/evaluation/feedback.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { readAward, readComingSteps, readPublicAward } from './evaluation.award.read.service.ts'
import { enterContract, publishAward, recordContractNotice } from './evaluation.award.service.ts'
import { decide, readDecision } from './evaluation.decision.service.ts'
import { endWithoutAward, recordEndNotice } from './evaluation.end.service.ts'
import {
  answerFeedbackQuestion,
  listFeedback,
  readFeedback,
  saveFeedback,
} from './evaluation.feedback.service.ts'
import { askAboutFeedback, rateFeedback, readOwnFeedback } from './evaluation.own-feedback.service.ts'
import { releaseFeedback } from './evaluation.release.service.ts'

const id = z.string().max(40)
const params = z.object({ id })
const ofProposal = params.extend({ submissionId: id })
const done = z.object({})
const common = { tag: 'evaluation', auth: 'signed-in', params } as const
const base = '/challenges/{id}/evaluation'

const summaryAnswer = z
  .looseObject({
    result: z.string(),
    total: z.string(),
    criteria: z.array(
      z.looseObject({
        criterionId: z.string(),
        points: z.number().int().nullable(),
        earned: z.string(),
        explanation: z.string(),
      }),
    ),
    winners: z.array(z.looseObject({ supplierName: z.string(), total: z.string() })),
  })
  .meta({ id: 'AssessmentSummary' })

const feedbackEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path: `${base}/steps`,
    summary: 'Read what comes after the ranking: each step done, due, or blocked and why',
    answer: z.object({ steps: z.array(z.looseObject({ id: z.string(), state: z.string() })) }),
    handle: async ({ actor, params: { id: challengeId } }) => ({
      steps: await readComingSteps(actor, challengeId),
    }),
  }),
  endpoint({
    ...common,
    method: 'get',
    path: `${base}/decision`,
    summary: 'Read who wins, provisionally',
    answer: z.looseObject({ stage: z.string() }),
    handle: ({ actor, params: { id: challengeId } }) => readDecision(actor, challengeId),
  }),
  endpoint({
    ...common,
    method: 'put',
    path: `${base}/decision`,
    summary: 'Decide, provisionally, who wins by the ranking, or that nothing is awarded',
    body: decideSchema,
    answer: done,
    handle: async ({ actor, params: { id: challengeId }, body }) => {
      await decide(actor, challengeId, body)
      return {}
    },
  }),
  endpoint({
    ...common,
    method: 'get',
    path: `${base}/feedback`,
    summary: 'Read how far the feedback is, and what suppliers said of it',
    answer: z.looseObject({ toMend: z.number().int() }),
    handle: ({ actor, params: { id: challengeId } }) => listFeedback(actor, challengeId),
  }),
  endpoint({
    ...common,
    method: 'get',
    path: `${base}/feedback/{submissionId}`,
    summary: 'Read the feedback on one proposal as it is written, with what is to be mended',
    params: ofProposal,
    answer: z.looseObject({ summary: summaryAnswer.nullable(), revision: z.number().int() }),
    handle: ({ actor, params: { id: challengeId, submissionId } }) =>
      readFeedback(actor, challengeId, submissionId),
  }),
  endpoint({
    ...common,
    method: 'put',
    path: `${base}/feedback/{submissionId}`,
    summary: 'Save the feedback on one proposal; it may still lack something',
    params: ofProposal,
    body: feedbackSchema,
    answer: z.object({ revision: z.number().int(), savedAt: z.iso.datetime() }),
    handle: ({ actor, params: { id: challengeId, submissionId }, body }) =>
      saveFeedback(actor, challengeId, submissionId, body),
  }),
  endpoint({
    ...common,
    method: 'post',
    path: `${base}/feedback/release`,
    summary: 'Send every supplier its feedback, all at one instant',
    answer: done,
    handle: async ({ actor, params: { id: challengeId } }) => {
      await releaseFeedback(actor, challengeId)
      return {}
    },
  }),
  endpoint({
    ...common,
    method: 'post',
    path: `${base}/feedback/{submissionId}/answer`,
    summary: 'Answer what a supplier asked about its feedback, to that supplier alone',
    params: ofProposal,
    body: feedbackAnswerSchema,
    answer: done,
    handle: async ({ actor, params: { id: challengeId, submissionId }, body: { answer } }) => {
      await answerFeedbackQuestion(actor, challengeId, submissionId, answer)
      return {}
    },
  }),
]

const ownEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path: '/proposals/{id}/feedback',
    summary: 'Read the feedback on your proposal, once it was sent',
    answer: z.looseObject({ summary: summaryAnswer, sentAt: z.iso.datetime() }),
    handle: ({ actor, params: { id: proposalId } }) => readOwnFeedback(actor, proposalId),
  }),
  endpoint({
    ...common,
    method: 'put',
    path: '/proposals/{id}/feedback/rating',
    summary: `Say how useful your feedback is: ${usefulness.join(', ')}`,
    body: rateSchema,
    answer: done,
    handle: async ({ actor, params: { id: proposalId }, body }) => {
      await rateFeedback(actor, proposalId, body)
      return {}
    },
  }),
  endpoint({
    ...common,
    method: 'post',
    path: '/proposals/{id}/feedback/question',
    summary: 'Ask your one question about your feedback',
    body: feedbackQuestionSchema,
    answer: done,
    handle: async ({ actor, params: { id: proposalId }, body: { question } }) => {
      await askAboutFeedback(actor, proposalId, question)
      return {}
    },
  }),
]

const awardEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    auth: 'anyone',
    method: 'get',
    path: '/challenges/{id}/award',
    summary: 'Read the award of a challenge, once it is public, or why there is none',
    answer: z.looseObject({
      isAwarded: z.boolean(),
      winners: z.array(z.looseObject({ supplierName: z.string() })),
    }),
    handle: ({ actor, params: { id: challengeId } }) => readPublicAward(actor, challengeId),
  }),
  endpoint({
    ...common,
    method: 'get',
    path: `${base}/award`,
    summary: 'Read what is recorded of the award, and what you may do',
    answer: z.looseObject({ stage: z.string(), isMandatory: z.boolean() }),
    handle: ({ actor, params: { id: challengeId } }) => readAward(actor, challengeId),
  }),
  endpoint({
    ...common,
    method: 'put',
    path: `${base}/award`,
    summary: 'Record that the award is public; the standstill begins with that day',
    body: publishAwardSchema,
    answer: z.object({ endsOn: z.string().nullable() }),
    handle: ({ actor, params: { id: challengeId }, body }) => publishAward(actor, challengeId, body),
  }),
  endpoint({
    ...common,
    method: 'post',
    path: `${base}/contract/{submissionId}`,
    summary: 'Record a contract that was entered into, after the standstill',
    params: ofProposal,
    body: contractSchema,
    answer: done,
    handle: async ({ actor, params: { id: challengeId, submissionId }, body }) => {
      await enterContract(actor, challengeId, submissionId, body)
      return {}
    },
  }),
  endpoint({
    ...common,
    method: 'post',
    path: `${base}/contract/{submissionId}/notice`,
    summary: 'Record that the contract details notice is published',
    params: ofProposal,
    body: noticeSchema,
    answer: done,
    handle: async ({ actor, params: { id: challengeId, submissionId }, body }) => {
      await recordContractNotice(actor, challengeId, submissionId, body)
      return {}
    },
  }),
  endpoint({
    ...common,
    method: 'post',
    path: `${base}/no-award`,
    summary: 'End it without an award, with the reason',
    body: endSchema,
    answer: done,
    handle: async ({ actor, params: { id: challengeId }, body }) => {
      await endWithoutAward(actor, challengeId, body)
      return {}
    },
  }),
  endpoint({
    ...common,
    method: 'post',
    path: `${base}/no-award/notice`,
    summary: 'Record that the procurement termination notice is published',
    body: noticeSchema,
    answer: done,
    handle: async ({ actor, params: { id: challengeId }, body }) => {
      await recordEndNotice(actor, challengeId, body)
      return {}
    },
  }),
]

/** From the ranking to the contract, for programs. */
export const evaluationAwardEndpoints: Endpoint[] = [...feedbackEndpoints, ...ownEndpoints, ...awardEndpoints]
