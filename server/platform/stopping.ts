import { logger } from './logger.ts'

const longestStopMs = 25_000

/** On SIGTERM or SIGINT: closes everything in order, then ends; by force after 25 seconds. */
export function stopOnSignals(close: () => Promise<void>): void {
  let isStopping = false
  const stop = async (signal: string) => {
    if (isStopping) return
    isStopping = true
    logger('platform').info({ signal }, 'Stopping')
    setTimeout(() => process.exit(1), longestStopMs).unref()
    try {
      await close()
      process.exit(0)
    } catch (error) {
      logger('platform').error({ err: error }, 'Did not stop cleanly')
      process.exit(1)
    }
  }
  process.on('SIGTERM', () => void stop('SIGTERM'))
  process.on('SIGINT', () => void stop('SIGINT'))
}
