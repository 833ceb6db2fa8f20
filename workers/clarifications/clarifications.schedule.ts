import { closeWhenDue } from '../../server/clarifications/index.ts'
import { closeClarificationsJob } from '../../shared/clarifications/clarifications.closing.ts'
import { does, every, type JobHandler, type Schedule } from '../platform/handlers.ts'

/** The log says by the clock itself that it is closed: a minute late is on time for telling it. */
export const clarificationsSchedules: Schedule[] = [
  every('clarifications-closing', { every: 60_000 }, closeClarificationsJob, {}),
]

export const clarificationsJobs: JobHandler[] = [does(closeClarificationsJob, () => closeWhenDue())]
