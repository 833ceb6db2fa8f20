import { z } from 'zod'
import { settingsSchema } from '../../shared/clarifications/clarifications.settings.schema.ts'
import { voteSchema } from '../../shared/clarifications/clarifications.votes.schema.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { countAddress } from './clarifications.limits.ts'
import { showQuestion } from './clarifications.moderate.service.ts'
import { getClarified } from './clarifications.service.ts'
import { settingsOf } from './clarifications.settings.read.service.ts'
import { changeSettings } from './clarifications.settings.service.ts'
import { vote } from './clarifications.votes.service.ts'

const tag = 'clarifications'
const params = z.object({ id: z.string().max(40) })

/** Wanting to know a thing too, and when questions are shown, for programs. */
export const votesEndpoints: Endpoint[] = [
  endpoint({
    method: 'put',
    path: '/questions/{id}/vote',
    summary: 'Say whether your firm wants to know the answer to a waiting question too',
    tag,
    auth: 'signed-in',
    params,
    body: voteSchema,
    answer: z.object({ challengeId: z.string(), votes: z.number().int() }),
    handle: async ({ actor, params: { id }, body, req }) => {
      await countAddress('voting', req)
      return vote(actor, id, body.wants)
    },
  }),
  endpoint({
    method: 'post',
    path: '/questions/{id}/show',
    summary: 'Show a waiting question to everybody, as a broker',
    tag,
    auth: 'signed-in',
    params,
    answer: z.object({ challengeId: z.string() }),
    handle: ({ actor, params: { id } }) => showQuestion(actor, id),
  }),
  endpoint({
    method: 'get',
    path: '/challenges/{id}/clarification-settings',
    summary: 'Read when the questions of a challenge are shown, and whether answers are signed off',
    tag,
    auth: 'anyone',
    params,
    answer: settingsSchema,
    handle: async ({ actor, params: { id } }) => settingsOf((await getClarified(actor, id)).id),
  }),
  endpoint({
    method: 'put',
    path: '/challenges/{id}/clarification-settings',
    summary: 'Choose when the questions of a challenge are shown, and whether answers are signed off',
    tag,
    auth: 'signed-in',
    params,
    body: settingsSchema,
    answer: settingsSchema,
    handle: async ({ actor, params: { id }, body }) => {
      await changeSettings(actor, id, body)
      return body
    },
  }),
]
