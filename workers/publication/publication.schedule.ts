import { makeBulkJob } from '../../shared/publication/publication.jobs.ts'
import { every, type Schedule } from '../platform/handlers.ts'

/** Each night, before those who harvest begin. */
export const publicationSchedules: Schedule[] = [
  every('publication-bulk', { pattern: '30 2 * * *' }, makeBulkJob, {}),
]
