import { z } from 'zod'
import { defineJob, type JobDefinition } from '../platform/job.ts'

/** The most events of one job: what is done again if one of them fails. */
export const mostReactions = 100

export interface Reaction {
  /** Events of one name, in their order. */
  eventIds: string[]
}

/** The job by which one room reacts to events; a queue for each room, so that a slow one delays no other. */
export function reactionJob(room: string): JobDefinition<Reaction> {
  return defineJob({
    name: `${room}.react`,
    payload: z.object({ eventIds: z.array(z.string()).min(1).max(mostReactions) }),
    attempts: 8,
    backoff: 500,
  })
}

/** Anchors the end of every chain, if that was not done yet on this day. */
export const anchorJob = defineJob({
  name: 'audit.anchor',
  payload: z.object({}),
  attempts: 3,
  backoff: 60_000,
})

/** Verifies the whole record: as an operator asked, or by the clock. */
export const verifyJob = defineJob({
  name: 'audit.verify',
  payload: z.object({ verificationId: z.string().nullable() }),
  attempts: 3,
  backoff: 5000,
  isKept: true,
})
