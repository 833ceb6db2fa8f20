import { z } from 'zod'
import { defineJob } from '../platform/job.ts'

/** Ends the introductions to which not both sides answered in time. */
export const expireIntroductions = defineJob({
  name: 'matching.expire-introductions',
  payload: z.object({}),
  attempts: 1,
})
