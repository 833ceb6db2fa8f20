import { z } from 'zod'
import {
  answerSeveralSchema,
  leaveSeveralSchema,
  showSeveralSchema,
} from '../../shared/clarifications/clarifications.several.schema.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { answerSeveral, leaveSeveral, showSeveral } from './clarifications.several.service.ts'

const tag = 'clarifications'
const params = z.object({ id: z.string().max(40) })

/** What is done with several questions at once, for programs. */
export const severalEndpoints: Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/challenges/{id}/questions/answer-several',
    summary: 'Answer several questions with one text, or put it before a second officer where that is needed',
    tag,
    auth: 'signed-in',
    params,
    body: answerSeveralSchema,
    answer: z.object({
      number: z.number().int().nullable().describe('The first number; null while it waits for a sign-off'),
    }),
    handle: ({ actor, params: { id }, body }) => answerSeveral(actor, id, body),
  }),
  endpoint({
    method: 'post',
    path: '/challenges/{id}/questions/leave-several',
    summary: 'Leave several questions without an answer, for one published reason',
    tag,
    auth: 'signed-in',
    params,
    body: leaveSeveralSchema,
    answer: z.object({ number: z.number().int() }),
    handle: ({ actor, params: { id }, body }) => leaveSeveral(actor, id, body),
  }),
  endpoint({
    method: 'post',
    path: '/challenges/{id}/questions/show-several',
    summary: 'Show several waiting questions to everybody as they were asked, as a broker',
    tag,
    auth: 'signed-in',
    params,
    body: showSeveralSchema,
    answer: z.object({ challengeId: z.string() }),
    handle: ({ actor, params: { id }, body }) => showSeveral(actor, id, body),
  }),
]
