import { checkAllLinks, publishDueResources, remindOfReviews } from '../../server/resources/index.ts'
import { checkLinksJob, publishDueJob, remindOfReviewsJob } from '../../shared/resources/resources.jobs.ts'
import { does, every } from '../platform/handlers.ts'
import type { Handlers } from '../platform/runner.ts'

/** Everything that the library does later. */
export const resourcesHandlers: Handlers = {
  jobs: [
    does(publishDueJob, publishDueResources),
    does(remindOfReviewsJob, remindOfReviews),
    does(checkLinksJob, () => checkAllLinks()),
  ],
  reactions: [],
  schedules: [
    every('resources-publish', { pattern: '* * * * *' }, publishDueJob, {}),
    // When offices open, and again each hour of the day for what was moved or missed.
    every('resources-reviews', { pattern: '5 8-17 * * *' }, remindOfReviewsJob, {}),
    // In the night before the week begins.
    every('resources-links', { pattern: '30 3 * * 1' }, checkLinksJob, {}),
  ],
}
