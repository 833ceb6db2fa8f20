import { refreshIndex } from '../../shared/matching/matching.jobs.ts'
import { every } from '../platform/handlers.ts'
import type { Handlers } from '../platform/runner.ts'
import { homeQuestions } from './home.questions.ts'
import { matchingJobs } from './matching.jobs.ts'
import { matchingReactions } from './matching.reactions.ts'

/** Everything that the matching room does later. */
export const matchingHandlers: Handlers = {
  jobs: matchingJobs,
  reactions: matchingReactions,
  questions: [...homeQuestions],
  schedules: [every('matching.refresh-index', { every: 60_000 }, refreshIndex, {})],
}
