import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'

const payload = z.object({ challengeId: z.string(), questionId: z.string() })
const about = ({ challengeId }: { challengeId: string }) => ({ kind: 'challenge', id: challengeId })

/** A supplier wants to know something too, or no longer does; which one is for nobody to see. */
export const clarificationVoted = defineEvent({ name: 'clarification.voted', payload, subject: about })

/** A broker showed a waiting question to everybody. */
export const clarificationShown = defineEvent({ name: 'clarification.shown', payload, subject: about })

/** When questions are shown, or whether answers are signed off, was changed. */
export const clarificationSettingsChanged = defineEvent({
  name: 'clarification.settings-changed',
  payload: z.object({ challengeId: z.string(), display: z.string(), signOff: z.boolean() }),
  subject: about,
})
