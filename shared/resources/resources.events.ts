import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'

const about = ({ resourceId }: { resourceId: string }) => ({ kind: 'resource', id: resourceId })

/** A broker put a resource before everybody. */
export const resourcePublished = defineEvent({
  name: 'resource.published',
  payload: z.object({ resourceId: z.string() }),
  subject: about,
})

/** A broker added a draft, changed what a resource says or its dates, or took it back; or whose it is took it back for good. */
export const resourceChanged = defineEvent({
  name: 'resource.changed',
  payload: z.object({
    resourceId: z.string(),
    change: z.enum(['added', 'edited', 'unpublished', 'dated', 'archived']),
  }),
  subject: about,
})

/** The day has come on which somebody wanted to look at a resource again. */
export const resourceReviewDue = defineEvent({
  name: 'resource.review-due',
  payload: z.object({ resourceId: z.string() }),
  subject: about,
})
