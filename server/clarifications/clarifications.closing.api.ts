import { z } from 'zod'
import { leaveSchema } from '../../shared/clarifications/clarifications.closing.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { closeClarifications, leaveUnanswered } from './clarifications.closing.service.ts'

const tag = 'clarifications'
const params = z.object({ id: z.string().max(40) })

/** How clarifications come to an end, for programs. */
export const closingEndpoints: Endpoint[] = [
  endpoint({
    method: 'post',
    path: '/questions/{id}/leave',
    summary: 'Leave a question unanswered, with a reason that is published',
    tag,
    auth: 'signed-in',
    params,
    body: leaveSchema,
    answer: z.object({ challengeId: z.string(), number: z.number().int() }),
    handle: ({ actor, params: { id }, body }) => leaveUnanswered(actor, id, body.reason),
  }),
  endpoint({
    method: 'post',
    path: '/challenges/{id}/close-clarifications',
    summary: 'Close the clarifications: refused while a question waits',
    tag,
    auth: 'signed-in',
    params,
    answer: z.object({ challengeId: z.string() }),
    handle: async ({ actor, params: { id } }) => {
      await closeClarifications(actor, id)
      return { challengeId: id }
    },
  }),
]
