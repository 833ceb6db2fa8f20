import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'

const ids = { challengeId: z.string(), questionId: z.string() }
const about = ({ challengeId }: { challengeId: string }) => ({ kind: 'challenge', id: challengeId })

/** An officer put a draft before the colleagues: somebody else has to sign it off. */
export const clarificationSignOffAsked = defineEvent({
  name: 'clarification.sign-off-asked',
  payload: z.object(ids),
  subject: about,
})

/** A published answer was corrected, for everybody at once; `correction` counts from 1. */
export const clarificationCorrected = defineEvent({
  name: 'clarification.corrected',
  payload: z.object({ ...ids, number: z.number().int(), correction: z.number().int() }),
  subject: about,
})
