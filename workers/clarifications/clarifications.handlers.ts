import type { Handlers } from '../platform/runner.ts'
import { clarificationsReactions } from './clarifications.reactions.ts'

/** Everything that the clarifications room does later. */
export const clarificationsHandlers: Handlers = {
  jobs: [],
  reactions: clarificationsReactions,
  schedules: [],
}
