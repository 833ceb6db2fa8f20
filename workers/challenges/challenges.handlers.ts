import type { Handlers } from '../platform/runner.ts'
import { challengesJobs } from './challenges.jobs.ts'
import { challengesReactions } from './challenges.reactions.ts'
import { challengesSchedules } from './challenges.schedule.ts'

/** Everything that the challenges room does later. */
export const challengesHandlers: Handlers = {
  jobs: challengesJobs,
  reactions: challengesReactions,
  schedules: challengesSchedules,
}
