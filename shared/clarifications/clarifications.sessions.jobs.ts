import { z } from 'zod'
import { defineJob } from '../platform/job.ts'

/** Closes sessions that nobody closed, and cancels those that nobody opened, two hours after their expected end. */
export const endSessionsJob = defineJob({
  name: 'clarifications.end-sessions',
  payload: z.object({}),
})
