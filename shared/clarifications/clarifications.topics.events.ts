import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'

/** Somebody of the authority or a broker said what a question is about; `isPublic`: everybody can read that. */
export const clarificationTopicsSet = defineEvent({
  name: 'clarification.topics-set',
  payload: z.object({ challengeId: z.string(), questionId: z.string(), isPublic: z.boolean() }),
  subject: ({ challengeId }) => ({ kind: 'challenge', id: challengeId }),
})
