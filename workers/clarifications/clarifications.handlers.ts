import type { Handlers } from '../platform/runner.ts'
import { clarificationsReactions } from './clarifications.reactions.ts'
import { clarificationsJobs, clarificationsSchedules } from './clarifications.schedule.ts'

/** Everything that the clarifications room does later. */
export const clarificationsHandlers: Handlers = {
  jobs: clarificationsJobs,
  reactions: clarificationsReactions,
  schedules: clarificationsSchedules,
}
