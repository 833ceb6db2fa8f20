import { makeBulkExport } from '../../server/publication/index.ts'
import { makeBulkJob } from '../../shared/publication/publication.jobs.ts'
import { does, type JobHandler } from '../platform/handlers.ts'

export const publicationJobs: JobHandler[] = [
  does(makeBulkJob, async () => {
    await makeBulkExport()
  }),
]
