import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'
import { defineJob } from '../platform/job.ts'
import { required } from './clarifications.schema.ts'

/** Why a question is left without an answer; it is published in the answer's place. */
export const leaveSchema = z.strictObject({
  reason: required('Say why it is not answered: everybody reads it', 2000, 'The reason'),
})

/**
 * Where the clarifications stand: questions are taken, answers are written, a question without an answer stands
 * in the way after the time for answers, or they are closed.
 */
export const closingStates = ['asking', 'answering', 'blocked', 'closed'] as const
export type ClosingState = (typeof closingStates)[number]

const about = ({ challengeId }: { challengeId: string }) => ({ kind: 'challenge', id: challengeId })

/** Every question is answered, or left with a reason, and no more are taken. */
export const clarificationsClosed = defineEvent({
  name: 'clarification.closed',
  payload: z.object({ challengeId: z.string() }),
  subject: about,
})

/** The time for answers is over, and questions wait: somebody has to say why they are not answered. */
export const clarificationsBlocked = defineEvent({
  name: 'clarification.closing-blocked',
  payload: z.object({ challengeId: z.string(), waiting: z.number().int() }),
  subject: about,
})

/** Looks for challenges whose time for answers is over. */
export const closeClarificationsJob = defineJob({
  name: 'clarifications.close',
  payload: z.object({}),
})
