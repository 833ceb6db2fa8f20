import type { Handlers } from '../platform/runner.ts'

/** Everything that the proposals room does later. */
export const proposalsHandlers: Handlers = { jobs: [], reactions: [], schedules: [] }
