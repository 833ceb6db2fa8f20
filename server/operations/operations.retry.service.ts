import { retryLot, retryLots } from '../../shared/operations/operations.jobs.ts'
import { queueNames } from '../../shared/operations/queues.ts'
import { now } from '../platform/clock.ts'
import { enqueue } from '../platform/queue.ts'
import { retryJobsBefore } from '../platform/queue-desk.ts'

interface Lot {
  queue: string
  asOf: number
}

/** One lot of a queue at a time, however often somebody asks: two that fall into one span are one. */
function askForLot(lot: Lot, delay: number): Promise<void> {
  const span = Math.floor((now().getTime() + delay) / retryLots.everyMs)
  return enqueue(retryLot, lot, { delay, id: `${lot.queue}_${span}` })
}

/** Begins to try everything again that has failed in a queue by now, lot by lot. @throws Error if Redis is away */
export const beginRetrying = (queue: string): Promise<void> => askForLot({ queue, asOf: now().getTime() }, 0)

/** Tries one lot again, and asks for the next. What fails once more stays failed. */
export async function retryNextLot(lot: Lot): Promise<void> {
  const isMore = await retryJobsBefore(queueNames, lot.queue, { ...lot, most: retryLots.size })
  if (isMore) await askForLot(lot, retryLots.everyMs)
}
