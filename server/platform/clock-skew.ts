import mongoose from 'mongoose'
import { isSkewed, skewOf } from '../../shared/platform/clock-skew.ts'
import { now } from './clock.ts'
import { logger } from './logger.ts'

/**
 * How far the clock that decides about deadlines is ahead of the database's, in milliseconds; below zero if it is behind.
 * The database's decides nothing: that the two differ only says that somebody has to look.
 */
export async function clockSkew(): Promise<number> {
  const before = now().getTime()
  const answer = await mongoose.connection.db?.command({ hello: 1 })
  const after = now().getTime()
  const other: unknown = answer?.['localTime']
  return other instanceof Date ? skewOf(before, other.getTime(), after) : 0
}

let wasSkewed = false

/** Says in the log, once, that the clocks differ, and that they agree again. */
export function tellOfSkew(aheadMs: number): void {
  if (isSkewed(aheadMs) === wasSkewed) return
  wasSkewed = !wasSkewed
  const log = logger('platform')
  if (wasSkewed)
    log.error({ aheadMs }, 'The clocks of this process and of the database differ by more than a second')
  else log.info({ aheadMs }, 'The clocks of this process and of the database agree again')
}
