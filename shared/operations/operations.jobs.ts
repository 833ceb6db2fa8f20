import { z } from 'zod'
import { defineJob } from '../platform/job.ts'

/** How failed jobs are tried again: so many together, and so long until the next, so that they flood nobody. */
export const retryLots = { size: 20, everyMs: 10_000 }

/** How long it takes until the last of so many is tried again, in milliseconds. */
export const retryTakesMs = (count: number): number =>
  Math.max(0, Math.ceil(count / retryLots.size) - 1) * retryLots.everyMs

/** Tries the next lot of a queue's failed jobs again: those that had failed by `asOf`, in milliseconds since 1970. */
export const retryLot = defineJob({
  name: 'operations.retry-lot',
  payload: z.object({ queue: z.string(), asOf: z.number().int() }),
})

/** Asks the scanner for malware about files that it has not seen yet. */
export const scanWaitingJob = defineJob({ name: 'operations.scan-waiting', payload: z.object({}) })
