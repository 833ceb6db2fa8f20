import { refreshIndex, retrainMatching } from '../../shared/matching/matching.jobs.ts'
import { every } from '../platform/handlers.ts'
import type { Handlers } from '../platform/runner.ts'
import { introductionJobs, introductionSchedules } from './matching.introduction.jobs.ts'
import { boardQuestions } from './board.questions.ts'
import { homeQuestions } from './home.questions.ts'
import { matchingJobs } from './matching.jobs.ts'
import { matchingReactions } from './matching.reactions.ts'
import { marketAnswers } from './market.questions.ts'

/** Everything that the matching room does later. */
export const matchingHandlers: Handlers = {
  jobs: [...matchingJobs, ...introductionJobs],
  reactions: matchingReactions,
  questions: [...boardQuestions, ...homeQuestions, ...marketAnswers],
  schedules: [
    every('matching.refresh-index', { every: 60_000 }, refreshIndex, {}),
    // Each Monday before work begins, so that a change is seen the same day.
    every('matching.retrain', { pattern: '0 5 * * 1' }, retrainMatching, { trainingId: '' }),
    ...introductionSchedules,
  ],
}
