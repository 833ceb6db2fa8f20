import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'

/** All that operators do is the history of one thing: the installation. */
export const installation = { kind: 'installation', id: 'foothold' } as const
const subject = () => installation

/** An operator stopped all changes. The reason is for everybody to read. */
export const readOnlyBegan = defineEvent({
  name: 'operations.read-only-began',
  payload: z.object({ reason: z.string(), until: z.string().nullable() }),
  subject,
})

/** An operator let changes be made again. */
export const readOnlyEnded = defineEvent({
  name: 'operations.read-only-ended',
  payload: z.object({}),
  subject,
})

const job = { queue: z.string(), job: z.string(), jobId: z.string() }

/** An operator had a failed job tried again. */
export const jobRetried = defineEvent({
  name: 'operations.job-retried',
  payload: z.object(job),
  subject,
})

/** An operator had every failed job of a queue tried again. */
export const jobsRetried = defineEvent({
  name: 'operations.jobs-retried',
  payload: z.object({ queue: z.string(), count: z.number().int() }),
  subject,
})

/** An operator gave a failed job up: nobody will do it. */
export const jobDiscarded = defineEvent({
  name: 'operations.job-discarded',
  payload: z.object({ ...job, about: z.string(), reason: z.string() }),
  subject,
})

/** An operator looked up what e-mails a person got; empty if nobody has the address. */
export const deliveriesLookedUp = defineEvent({
  name: 'operations.deliveries-looked-up',
  payload: z.object({ userId: z.string() }),
  subject,
})

/** An operator had the whole record verified. */
export const recordVerificationAsked = defineEvent({
  name: 'operations.record-verification-asked',
  payload: z.object({ verificationId: z.string() }),
  subject,
})
