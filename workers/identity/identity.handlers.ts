import type { Handlers } from '../platform/runner.ts'
import { identityJobs } from './identity.jobs.ts'
import { identityReactions } from './identity.reactions.ts'

/** Everything that the identity room does later. */
export const identityHandlers: Handlers = { jobs: identityJobs, reactions: identityReactions, schedules: [] }
