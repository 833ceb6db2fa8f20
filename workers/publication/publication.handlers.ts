import type { Handlers } from '../platform/runner.ts'
import { publicationJobs } from './publication.jobs.ts'
import { publicationReactions } from './publication.reactions.ts'
import { publicationSchedules } from './publication.schedule.ts'

/** Everything that the publication room does later. */
export const publicationHandlers: Handlers = {
  jobs: publicationJobs,
  reactions: publicationReactions,
  schedules: publicationSchedules,
}
