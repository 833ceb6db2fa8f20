import { closeEverything } from '../server/platform/closing.ts'
import { connectDatabase } from '../server/platform/database.ts'
import { watchLoad } from '../server/platform/load.ts'
import { reportProcess } from '../server/platform/processes.ts'
import { logger } from '../server/platform/logger.ts'
import { stopOnSignals } from '../server/platform/stopping.ts'
import { startChaining } from './audit/chaining.ts'
import { handlers } from './handlers.ts'
import { startDispatch } from './platform/dispatch.ts'
import { startRunner } from './platform/runner.ts'

/** Starts the worker process: hands events out, does jobs, keeps schedules. */
async function main(): Promise<void> {
  await connectDatabase()
  watchLoad(async () => 0)
  reportProcess('worker')
  startRunner(handlers)
  startDispatch(handlers.reactions)
  startChaining()
  logger('worker').info('Worker process runs')
  stopOnSignals(closeEverything)
}

await main()
