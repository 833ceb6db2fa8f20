import type { Handlers } from '../platform/runner.ts'
import { groupsReactions } from './groups.reactions.ts'

/** Everything that the groups room does later. */
export const groupsHandlers: Handlers = { jobs: [], reactions: groupsReactions, schedules: [] }
