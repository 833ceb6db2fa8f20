import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'

const ids = { challengeId: z.string(), questionId: z.string() }
// The history is the challenge's: a question's own subject would show which ones came from one asker.
const about = ({ challengeId }: { challengeId: string }) => ({ kind: 'challenge', id: challengeId })

/** A supplier asked; the authority and the brokers hear of it, nobody else. */
export const clarificationAsked = defineEvent({
  name: 'clarification.asked',
  payload: z.object(ids),
  subject: about,
})

/** An answer was published, to everybody at once; `number` is its place in the published log. */
export const clarificationAnswered = defineEvent({
  name: 'clarification.answered',
  payload: z.object({ ...ids, number: z.number().int() }),
  subject: about,
})

/** A broker replaced words that must not stand in public; the reason is kept with the question. */
export const clarificationRedacted = defineEvent({
  name: 'clarification.redacted',
  payload: z.object({ ...ids, part: z.enum(['question', 'answer', 'file']) }),
  subject: about,
})

/** Two questions were the same; the asker of the first is told with the asker of the second. */
export const clarificationMerged = defineEvent({
  name: 'clarification.merged',
  payload: z.object({ ...ids, intoId: z.string() }),
  subject: about,
})

/** Somebody asked the brokers to look at a question. */
export const clarificationReported = defineEvent({
  name: 'clarification.reported',
  payload: z.object(ids),
  subject: about,
})

/** A broker looked at a reported question and let it stand. */
export const clarificationReportDismissed = defineEvent({
  name: 'clarification.report-dismissed',
  payload: z.object(ids),
  subject: about,
})
