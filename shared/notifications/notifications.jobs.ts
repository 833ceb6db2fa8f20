import { z } from 'zod'
import { defineJob } from '../platform/job.ts'

/** How many e-mails are sent by one piece of work. */
export const mostInLot = 25

/**
 * Sends a lot of e-mails. In a queue of its own: thousands of e-mails must not hold up what follows from events. Asked
 * for twice, each is sent once.
 */
export const sendEmails = defineJob({
  name: 'emails.send',
  payload: z.object({ deliveryIds: z.array(z.string()).min(1).max(mostInLot) }),
  attempts: 5,
  backoff: 2000,
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
