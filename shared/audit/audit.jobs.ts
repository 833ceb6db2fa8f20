import { z } from 'zod'
import { defineJob, type JobDefinition } from '../platform/job.ts'

export interface Reaction {
  eventId: string
  round: number
}

/** The job by which one room reacts to one event; a queue for each room, so that a slow one delays no other. */
export function reactionJob(room: string): JobDefinition<Reaction> {
  return defineJob({
    name: `${room}.react`,
    payload: z.object({ eventId: z.string(), round: z.number().int() }),
    attempts: 8,
    backoff: 500,
    key: ({ eventId, round }) => `${eventId}-${round}`,
  })
}
