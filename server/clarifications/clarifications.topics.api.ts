import { z } from 'zod'
import { topicsSchema } from '../../shared/clarifications/clarifications.topics.schema.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { getClarified } from './clarifications.service.ts'
import { currentParts } from './clarifications.topics.read.service.ts'
import { setTopics } from './clarifications.topics.service.ts'

const tag = 'clarifications'
const params = z.object({ id: z.string().max(40) })

/** The part of the challenge that a question is about, as programs get it. */
export const partAnswer = z
  .object({
    key: z.string(),
    label: z.string(),
    href: z.string().describe('Where the part stands on the site'),
    isGone: z.boolean().describe('An amendment took the part out'),
    amended: z
      .object({ version: z.number().int(), at: z.iso.datetime(), href: z.string() })
      .nullable()
      .describe('The newest version that changed the part on the day of asking or after'),
  })
  .meta({ id: 'QuestionPart' })

/** What questions are about, for programs. */
export const topicsEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/challenges/{id}/parts',
    summary: 'List the parts of a challenge that a question can be about',
    tag,
    auth: 'anyone',
    params,
    answer: z.object({ parts: z.array(z.object({ key: z.string(), label: z.string() })) }),
    handle: async ({ actor, params: { id } }) => ({
      parts: (await currentParts((await getClarified(actor, id)).id)).map(({ key, label }) => ({
        key,
        label,
      })),
    }),
  }),
  endpoint({
    method: 'put',
    path: '/questions/{id}/topics',
    summary: 'Say which part of the challenge a question is about, and with which tags',
    tag,
    auth: 'signed-in',
    params,
    body: topicsSchema,
    answer: z.object({ challengeId: z.string() }),
    handle: ({ actor, params: { id }, body }) => setTopics(actor, id, body),
  }),
]
