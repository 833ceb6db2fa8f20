import { refreshIndex } from '../../shared/matching/matching.jobs.ts'
import { every } from '../platform/handlers.ts'
import type { Handlers } from '../platform/runner.ts'
import { introductionJobs, introductionSchedules } from './matching.introduction.jobs.ts'
import { matchingJobs } from './matching.jobs.ts'
import { matchingReactions } from './matching.reactions.ts'
import { marketAnswers } from './market.questions.ts'

/** Everything that the matching room does later. */
export const matchingHandlers: Handlers = {
  jobs: [...matchingJobs, ...introductionJobs],
  reactions: matchingReactions,
  questions: [...marketAnswers],
  schedules: [every('matching.refresh-index', { every: 60_000 }, refreshIndex, {}), ...introductionSchedules],
}
