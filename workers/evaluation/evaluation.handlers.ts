import type { Handlers } from '../platform/runner.ts'
import { recordsJobs, recordsReactions, recordsSchedules } from './records.ts'

/** Everything that the evaluation room does later. */
export const evaluationHandlers: Handlers = {
  jobs: recordsJobs,
  reactions: recordsReactions,
  schedules: recordsSchedules,
}
