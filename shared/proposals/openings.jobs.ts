import { z } from 'zod'
import { defineJob } from '../platform/job.ts'

/** Opens each proposal and file of a challenge that was opened, and compares it with what was sealed. */
export const checkOpenedJob = defineJob({
  name: 'proposals.check-opened',
  payload: z.object({ challengeId: z.string() }),
})

/** Looks for openings whose check was lost or broke off. */
export const sweepChecksJob = defineJob({ name: 'proposals.sweep-checks', payload: z.object({}) })
