import { retryLot } from '../../shared/operations/operations.jobs.ts'
import { retryNextLot } from '../../server/operations/operations.retry.service.ts'
import { does } from '../platform/handlers.ts'
import type { Handlers } from '../platform/runner.ts'
import { scansJobs, scansSchedules } from './scans.ts'

/** Everything that the operations room does later. */
export const operationsHandlers: Handlers = {
  jobs: [does(retryLot, retryNextLot), ...scansJobs],
  reactions: [],
  schedules: scansSchedules,
}
