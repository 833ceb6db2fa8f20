import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'

/**
 * Several questions were dealt with by one text, each under a number of its own from `number` on, as their own
 * events say; of this one people are told.
 */
export const clarificationAnsweredTogether = defineEvent({
  name: 'clarification.answered-together',
  payload: z.object({
    challengeId: z.string(),
    number: z.number().int(),
    numbers: z.array(z.number().int()),
  }),
  subject: ({ challengeId }) => ({ kind: 'challenge', id: challengeId }),
})
