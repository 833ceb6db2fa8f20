import { z } from 'zod'
import {
  askPrivatelySchema,
  declineWordingSchema,
  privateStatuses,
  proposeWordingSchema,
  withdrawPrivateSchema,
} from '../../shared/clarifications/clarifications.private.schema.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { countAddress } from './clarifications.limits.ts'
import { listPrivate, readPrivate } from './clarifications.private.read.service.ts'
import {
  agreeWording,
  askPrivately,
  declineWording,
  proposeWording,
  withdrawPrivate,
} from './clarifications.private.service.ts'
import { getClarified } from './clarifications.service.ts'

const tag = 'clarifications'
const params = z.object({ id: z.string().max(40) })
const done = z.object({ challengeId: z.string() })
const wording = z.number('Name the wording that you read, counted from 1').int().min(1).max(1000)

const privateQuestion = z
  .object({
    id: z.string(),
    text: z.string(),
    confidential: z.string(),
    askedAt: z.iso.datetime(),
    status: z.enum(privateStatuses),
    isOwn: z.boolean(),
    wordings: z.array(
      z.object({
        text: z.string(),
        note: z.string(),
        at: z.iso.datetime(),
        declined: z.string().nullable(),
      }),
    ),
    withdrawn: z
      .object({ reason: z.string(), at: z.iso.datetime(), by: z.enum(['asker', 'broker']) })
      .nullable(),
    questionId: z.string().nullable(),
  })
  .meta({ id: 'PrivateQuestion' })

/** Questions with confidential parts, for the supplier who asked and the brokers. */
export const privateEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/challenges/{id}/private-questions',
    summary: 'List the questions with confidential parts that you may read',
    tag,
    auth: 'signed-in',
    params,
    answer: z.object({ items: z.array(privateQuestion) }),
    handle: async ({ actor, params: { id } }) => ({
      items: await listPrivate(actor, await getClarified(actor, id)),
    }),
  }),
  endpoint({
    method: 'post',
    path: '/challenges/{id}/private-questions',
    summary: 'Ask a question of which parts are confidential: only the brokers read it',
    tag,
    auth: 'signed-in',
    params,
    body: askPrivatelySchema,
    status: 201,
    answer: z.object({ id: z.string() }),
    handle: async ({ actor, params: { id }, body, req }) => {
      await countAddress('asking', req)
      return askPrivately(actor, id, body)
    },
  }),
  endpoint({
    method: 'get',
    path: '/private-questions/{id}',
    summary: 'Read a question with confidential parts',
    tag,
    auth: 'signed-in',
    params,
    answer: privateQuestion,
    handle: async ({ actor, params: { id } }) => (await readPrivate(actor, id)).question,
  }),
  endpoint({
    method: 'post',
    path: '/private-questions/{id}/wordings',
    summary: 'Propose, as a broker, the words that everybody would read',
    tag,
    auth: 'signed-in',
    params,
    body: proposeWordingSchema,
    answer: done,
    handle: ({ actor, params: { id }, body }) => proposeWording(actor, id, body),
  }),
  endpoint({
    method: 'post',
    path: '/private-questions/{id}/agree',
    summary: 'Agree, as the supplier who asked, to the wording: it is asked as any question then',
    tag,
    auth: 'signed-in',
    params,
    body: z.strictObject({ wording }),
    answer: done,
    handle: ({ actor, params: { id }, body }) => agreeWording(actor, id, body.wording),
  }),
  endpoint({
    method: 'post',
    path: '/private-questions/{id}/decline',
    summary: 'Decline, as the supplier who asked, a wording',
    tag,
    auth: 'signed-in',
    params,
    body: declineWordingSchema.extend({ wording }),
    answer: done,
    handle: ({ actor, params: { id }, body }) => declineWording(actor, id, body.wording, body.note),
  }),
  endpoint({
    method: 'post',
    path: '/private-questions/{id}/withdraw',
    summary: 'End a question with confidential parts that can’t be asked of everybody',
    tag,
    auth: 'signed-in',
    params,
    body: withdrawPrivateSchema,
    answer: done,
    handle: ({ actor, params: { id }, body }) => withdrawPrivate(actor, id, body.reason),
  }),
]
