import { enqueue } from '../../server/platform/queue.ts'
import { lastBulkExport, publishedEvents, publishRelease } from '../../server/publication/index.ts'
import { makeBulkJob } from '../../shared/publication/publication.jobs.ts'
import { type ReactionHandler, when } from '../platform/handlers.ts'

// A new installation has many happenings at once: its first files wait until those are published.
const firstExportDelayMs = 60_000

/** Whatever of a challenge becomes known goes into the open data; the first that does, into files at once. */
export const publicationReactions: ReactionHandler[] = publishedEvents.map((event) =>
  when('publication', event, async (_payload, { eventId }) => {
    await publishRelease(eventId)
    if (!(await lastBulkExport())) await enqueue(makeBulkJob, {}, { id: 'first', delay: firstExportDelayMs })
  }),
)
