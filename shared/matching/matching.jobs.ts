import { z } from 'zod'
import { defineJob } from '../platform/job.ts'

/** Why a challenge is ranked. */
export const rankingTriggers = ['published', 'amended', 'directory-changed', 'asked'] as const
export type RankingTrigger = (typeof rankingTriggers)[number]

/** Ranks every supplier of the directory for one open challenge and stores the best. */
export const rankChallenge = defineJob({
  name: 'matching.rank-challenge',
  isKept: true,
  payload: z.object({ challengeId: z.string(), trigger: z.enum(rankingTriggers) }),
  attempts: 8,
  backoff: 500,
})

/** Brings the index in memory up to date before anybody waits for it. */
export const refreshIndex = defineJob({
  name: 'matching.refresh-index',
  payload: z.object({}),
  attempts: 1,
})

/** Learns the weights of the score again from what was decided; `trainingId` is empty when the clock asks. */
export const retrainMatching = defineJob({
  name: 'matching.retrain',
  isKept: true,
  payload: z.object({ trainingId: z.string() }),
  attempts: 5,
})
