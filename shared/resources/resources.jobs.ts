import { z } from 'zod'
import { defineJob } from '../platform/job.ts'

/** Publishes the drafts whose time has come; asked for each minute. */
export const publishDueJob = defineJob({ name: 'resources.publish-due', payload: z.object({}) })

/** Reminds brokers of resources that are to be looked at again. */
export const remindOfReviewsJob = defineJob({ name: 'resources.remind-of-reviews', payload: z.object({}) })

/** Looks whether the links of all resources still lead somewhere. */
export const checkLinksJob = defineJob({ name: 'resources.check-links', payload: z.object({}) })
