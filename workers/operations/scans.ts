import { readFileForScan, sealedFiles, tellOfQuarantine } from '../../server/proposals/index.ts'
import { scanWaiting } from '../../server/platform/file-scans.ts'
import { plainFiles, readPlainFile } from '../../server/platform/stored-files.ts'
import { scanWaitingJob } from '../../shared/operations/operations.jobs.ts'
import { does, every, type JobHandler, type Schedule } from '../platform/handlers.ts'

const rooms = {
  [plainFiles]: { read: readPlainFile },
  [sealedFiles]: { read: readFileForScan, tell: tellOfQuarantine },
}

/** Asks the scanner again about files that it did not see when they were sent. */
export const scansJobs: JobHandler[] = [does(scanWaitingJob, () => scanWaiting(rooms))]

export const scansSchedules: Schedule[] = [every('operations-scans', { every: 60_000 }, scanWaitingJob, {})]
