import type { Handlers } from '../platform/runner.ts'
import { openingsJobs, openingsReactions, openingsSchedules } from './openings.ts'

/** Everything that the proposals room does later. */
export const proposalsHandlers: Handlers = {
  jobs: openingsJobs,
  reactions: openingsReactions,
  schedules: openingsSchedules,
}
