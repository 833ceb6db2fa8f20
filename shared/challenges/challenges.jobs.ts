import { z } from 'zod'
import { defineJob } from '../platform/job.ts'

/** Stores where one challenge stands by the clock; asked for at each of its deadlines. */
export const passDeadlinesJob = defineJob({
  name: 'challenges.pass-deadlines',
  payload: z.object({ challengeId: z.string() }),
})

/** Publishes one approved challenge at its time. */
export const publishScheduledJob = defineJob({
  name: 'challenges.publish-scheduled',
  payload: z.object({ challengeId: z.string() }),
})

/** Reminds those concerned of what comes due in plans. */
export const remindOfPlansJob = defineJob({
  name: 'challenges.remind-of-plans',
  payload: z.object({}),
})

/** Looks for challenges whose deadlines, or times of publication, passed unnoticed: a job was lost, or the worker was away. */
export const sweepDeadlinesJob = defineJob({
  name: 'challenges.sweep-deadlines',
  payload: z.object({}),
})

/** Tells what saved searches have gathered for those whose time has come. */
export const tellGatheredJob = defineJob({
  name: 'challenges.tell-gathered',
  payload: z.object({}),
})
