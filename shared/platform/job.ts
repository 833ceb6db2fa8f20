import type { z } from 'zod'

/** The contract of a piece of work done later; parsed when it is put in and again when it is taken out. */
export interface JobDefinition<Payload = unknown> {
  /** `room.verb-noun`; the part before the dot names the queue. */
  name: string
  payload: z.ZodType<Payload>
  /** How often it is tried before it is kept as failed. */
  attempts?: number
  /** First pause before a new try, in milliseconds; doubles each time. */
  backoff?: number
  /** It is on record until it is done: a queue that forgets everything only delays it. */
  isKept?: boolean
  /** Two jobs with one key are one job while the first is remembered (a day). */
  key?: (payload: Payload) => string
}

/** Declares a job. Payloads carry ids: what a queue holds can leak and goes stale. */
export function defineJob<Payload>(definition: JobDefinition<Payload>): JobDefinition<Payload> {
  return definition
}
