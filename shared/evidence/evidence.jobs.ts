import { z } from 'zod'
import { defineJob } from '../platform/job.ts'

/** Counts everything anew, from the challenges and the awards on record. */
export const rebuildEvidenceJob = defineJob({ name: 'evidence.rebuild', payload: z.object({}) })

/** Counts everything anew if that was never done: after an update, or when the figures were thrown away. */
export const beginEvidenceJob = defineJob({ name: 'evidence.begin', payload: z.object({}) })
