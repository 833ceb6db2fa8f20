import { newId } from '../../shared/platform/ids.ts'
import { linkWaiting, releaseLease } from '../../server/audit/index.ts'
import { closeAtEnd } from '../../server/platform/closing.ts'
import { logger } from '../../server/platform/logger.ts'
import { isReadOnly } from '../../server/platform/read-only.ts'

// Events of a second are linked together: one by one they would cost the database as much as their commits.
const everyMs = 1000

/**
 * Links what was committed into the chains, once a second, without Redis. Each worker process asks; the one that has
 * the lease does it, and another takes over ten seconds after that one is gone.
 */
export function startChaining(): void {
  const holder = newId()
  let running: Promise<void> | null = null
  let isClosed = false
  const drain = async () => {
    try {
      if (await isReadOnly()) return
      while (!isClosed && (await linkWaiting(holder)) > 0);
    } catch (error) {
      logger('audit').warn({ err: error }, 'Events wait to be linked: the database is away')
    }
  }
  const timer = setInterval(() => {
    running ??= drain().finally(() => {
      running = null
    })
  }, everyMs)
  const stop = async () => {
    isClosed = true
    clearInterval(timer)
    await running
    await releaseLease(holder).catch(() => undefined)
  }
  closeAtEnd('chaining', stop, true)
}
