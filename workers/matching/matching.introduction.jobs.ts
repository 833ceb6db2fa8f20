import { expireIntroduction, listExpired } from '../../server/matching/index.ts'
import { expireIntroductions } from '../../shared/matching/introduction.jobs.ts'
import { does, every, type JobHandler } from '../platform/handlers.ts'

/** What introductions need done later. */
export const introductionJobs: JobHandler[] = [
  does(expireIntroductions, async () => {
    for (const id of await listExpired()) await expireIntroduction(id)
  }),
]

/** Each minute: the rules compare the clock themselves, so nothing can be answered between two looks. */
export const introductionSchedules = [
  every('matching.expire-introductions', { every: 60_000 }, expireIntroductions, {}),
]
