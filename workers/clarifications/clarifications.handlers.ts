import type { Handlers } from '../platform/runner.ts'
import { clarificationsReactions } from './clarifications.reactions.ts'
import { clarificationsJobs, clarificationsSchedules } from './clarifications.schedule.ts'
import { sessionsJobs, sessionsReactions, sessionsSchedules } from './clarifications.sessions.ts'

/** Everything that the clarifications room does later. */
export const clarificationsHandlers: Handlers = {
  jobs: [...clarificationsJobs, ...sessionsJobs],
  reactions: [...clarificationsReactions, ...sessionsReactions],
  schedules: [...clarificationsSchedules, ...sessionsSchedules],
}
