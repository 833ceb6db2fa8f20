import { z } from 'zod'
import { closingStates } from '../../shared/clarifications/clarifications.closing.ts'
import {
  answerSchema,
  askSchema,
  logAsked,
  mergeSchema,
  redactSchema,
  reportSchema,
} from '../../shared/clarifications/clarifications.schema.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { severalEndpoints } from './clarifications.several.api.ts'
import { fileAnswer, filesEndpoints } from './clarifications.files.api.ts'
import { closingOf } from './clarifications.closing.service.ts'
import { countAddress } from './clarifications.limits.ts'
import {
  dismissReports,
  mergeQuestion,
  redactQuestion,
  reportQuestion,
} from './clarifications.moderate.service.ts'
import { readLog } from './clarifications.read.service.ts'
import { answerQuestion, askQuestion } from './clarifications.service.ts'
import { partAnswer, topicsEndpoints } from './clarifications.topics.api.ts'
import { sessionsEndpoints } from './clarifications.sessions.api.ts'

const tag = 'clarifications'
const params = z.object({ id: z.string().max(40) })
const done = z.object({ challengeId: z.string() })

const questionAnswer = z
  .object({
    id: z.string(),
    number: z.number().int().nullable(),
    letter: z.string(),
    text: z.string(),
    part: partAnswer.nullable(),
    tags: z.array(z.string()),
    askedAt: z.iso.datetime(),
    answer: z
      .object({ text: z.string(), files: z.array(fileAnswer), at: z.iso.datetime(), isLeft: z.boolean() })
      .nullable(),
    isOwn: z.boolean(),
    corrections: z.array(
      z.object({
        text: z.string(),
        files: z.array(fileAnswer),
        at: z.iso.datetime(),
        why: z.string(),
        correctedAt: z.iso.datetime(),
      }),
    ),
    isRedacted: z.boolean(),
    isShown: z.boolean(),
    votes: z.number().int(),
    isWanted: z.boolean(),
  })
  .meta({ id: 'Question' })

/** The clarifications room for programs. */
export const clarificationsEndpoints: Endpoint[] = [
  ...sessionsEndpoints,
  ...topicsEndpoints,
  ...filesEndpoints,
  ...severalEndpoints,
  endpoint({
    method: 'get',
    path: '/challenges/{id}/questions',
    summary: 'Read the clarifications of a challenge',
    tag,
    auth: 'anyone',
    params,
    query: logAsked,
    answer: z.object({
      answered: z.array(questionAnswer),
      waiting: z.array(questionAnswer),
      answeredCount: z.number().int(),
      waitingCount: z.number().int(),
      topics: z.object({
        parts: z.array(z.object({ key: z.string(), label: z.string(), count: z.number().int() })),
        tags: z.array(z.object({ tag: z.string(), count: z.number().int() })),
      }),
      askBy: z.iso.datetime(),
      answerBy: z.iso.datetime(),
      closing: z.enum(closingStates),
    }),
    handle: async ({ actor, params: { id }, query: { after, sort, part, tag: wanted } }) => {
      const only = { part, tag: wanted }
      const { challenge, ...log } = await readLog(actor, id, after, sort, only)
      const { state: closing } = await closingOf(challenge)
      return { ...log, askBy: challenge.askBy, answerBy: challenge.answerBy, closing }
    },
  }),
  endpoint({
    method: 'post',
    path: '/challenges/{id}/questions',
    summary: 'Ask the authority a question',
    tag,
    auth: 'signed-in',
    params,
    body: askSchema,
    status: 201,
    answer: z.object({ id: z.string() }),
    handle: async ({ actor, params: { id }, body, req }) => {
      await countAddress('asking', req)
      return askQuestion(actor, id, body.text, undefined, body.part)
    },
  }),
  endpoint({
    method: 'post',
    path: '/questions/{id}/answer',
    summary: 'Publish an answer to everybody',
    tag,
    auth: 'signed-in',
    params,
    body: answerSchema,
    answer: z.object({ challengeId: z.string(), number: z.number().int() }),
    handle: ({ actor, params: { id }, body }) =>
      answerQuestion(actor, id, body.text, undefined, body.fileIds),
  }),
  endpoint({
    method: 'post',
    path: '/questions/{id}/redact',
    summary: 'Replace words that must not stand in public',
    tag,
    auth: 'signed-in',
    params,
    body: redactSchema,
    answer: done,
    handle: ({ actor, params: { id }, body }) => redactQuestion(actor, id, body),
  }),
  endpoint({
    method: 'post',
    path: '/questions/{id}/merge',
    summary: 'Fold a waiting question into another',
    tag,
    auth: 'signed-in',
    params,
    body: mergeSchema,
    answer: done,
    handle: ({ actor, params: { id }, body }) => mergeQuestion(actor, id, body.into),
  }),
  endpoint({
    method: 'post',
    path: '/questions/{id}/report',
    summary: 'Ask the brokers to look at a question',
    tag,
    auth: 'signed-in',
    params,
    body: reportSchema,
    answer: done,
    handle: async ({ actor, params: { id }, body, req }) => {
      await countAddress('reporting', req)
      return reportQuestion(actor, id, body.reason)
    },
  }),
  endpoint({
    method: 'post',
    path: '/questions/{id}/dismiss',
    summary: 'Let a reported question stand',
    tag,
    auth: 'signed-in',
    params,
    answer: done,
    handle: ({ actor, params: { id } }) => dismissReports(actor, id),
  }),
]
