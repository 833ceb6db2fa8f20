import type { Handlers } from '../platform/runner.ts'

/** Everything that the organisations room does later. */
export const organisationsHandlers: Handlers = { jobs: [], reactions: [], schedules: [] }
