import { z } from 'zod'
import { defineJob } from '../platform/job.ts'

/** Sends one e-mail. `round` counts how often it was asked for, since a queue remembers a job for a day. */
export const sendEmail = defineJob({
  name: 'notifications.send-email',
  payload: z.object({ deliveryId: z.string(), round: z.number().int() }),
  attempts: 5,
  backoff: 2000,
  key: ({ deliveryId, round }) => `${deliveryId}-${round}`,
})

/** Asks again for e-mails that wait too long, and notes those of which nobody knows how they ended. */
export const sweepEmails = defineJob({
  name: 'notifications.sweep-emails',
  payload: z.object({}),
  attempts: 1,
})

/** Puts what waits for a digest that is due into one e-mail for each person. */
export const planDigests = defineJob({
  name: 'notifications.plan-digests',
  payload: z.object({}),
  attempts: 5,
})

/** Reminds people of what waits for them, and tells others of what has waited too long. */
export const remindOfWork = defineJob({
  name: 'notifications.remind-of-work',
  payload: z.object({}),
  attempts: 1,
})

/** Tells those concerned that a deadline is near. */
export const remindOfDeadlines = defineJob({
  name: 'notifications.remind-of-deadlines',
  payload: z.object({}),
  attempts: 1,
})
