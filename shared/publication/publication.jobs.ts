import { z } from 'zod'
import { defineJob } from '../platform/job.ts'

/** Makes the files with all open data anew; what was there before stays until the new ones are whole. */
export const makeBulkJob = defineJob({
  name: 'publication.make-bulk',
  payload: z.object({}),
  attempts: 3,
  backoff: 60_000,
})
