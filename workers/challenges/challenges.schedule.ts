import {
  remindOfPlansJob,
  sweepDeadlinesJob,
  tellGatheredJob,
} from '../../shared/challenges/challenges.jobs.ts'
import { every, type Schedule } from '../platform/handlers.ts'

/** Half a minute: as late as a list may ever lag where the job at the deadline was lost. */
export const challengesSchedules: Schedule[] = [
  every('challenges-deadlines', { every: 30_000 }, sweepDeadlinesJob, {}),
  // When offices open, and again each hour of the day for what was moved or missed.
  every('challenges-plans', { pattern: '0 8-17 * * *' }, remindOfPlansJob, {}),
  // Each find knows its time; a minute late is on time for what comes once a day.
  every('challenges-gathered', { every: 60_000 }, tellGatheredJob, {}),
]
