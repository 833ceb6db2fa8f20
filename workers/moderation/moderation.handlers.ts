import type { Handlers } from '../platform/runner.ts'
import { moderationReactions } from './moderation.reactions.ts'

/** Everything that the moderation room does later. */
export const moderationHandlers: Handlers = { jobs: [], reactions: moderationReactions, schedules: [] }
