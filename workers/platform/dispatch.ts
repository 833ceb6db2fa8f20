import { reactionJob } from '../../shared/audit/audit.jobs.ts'
import { expectReactions, onCommitted, returnToOutbox, takeFromOutbox } from '../../server/audit/index.ts'
import { closeAtEnd } from '../../server/platform/closing.ts'
import { logger } from '../../server/platform/logger.ts'
import { enqueue } from '../../server/platform/queue.ts'
import type { ReactionHandler } from './handlers.ts'
import { roomsReacting } from './runner.ts'

const pollMs = 1000

/**
 * Hands committed events to the rooms that react to them: woken by the change stream, and by the clock for
 * what that missed. Any number of dispatchers may run: an event is taken by one of them.
 */
export function startDispatch(reactions: ReactionHandler[]): void {
  let isRunning = false
  let isWanted = false
  let isClosed = false
  const run = async () => {
    isWanted = true
    if (isRunning) return
    isRunning = true
    while (isWanted && !isClosed) {
      isWanted = false
      try {
        while (!isClosed && (await dispatchNext(reactions)));
      } catch (error) {
        logger('audit').warn({ err: error }, 'Events wait: the database or the queue is away')
      }
    }
    isRunning = false
  }
  const poll = setInterval(() => void run(), pollMs)
  const stream = onCommitted(() => void run())
  const stop = async () => {
    isClosed = true
    clearInterval(poll)
    await stream.stop()
  }
  closeAtEnd('dispatch', stop, true)
  void run()
}

/** Dispatches one event; false if none is due. */
export async function dispatchNext(reactions: ReactionHandler[]): Promise<boolean> {
  const row = await takeFromOutbox()
  if (!row) return false
  const rooms = row.waiting ?? roomsReacting(reactions, row.name)
  await expectReactions(row._id, rooms)
  try {
    for (const room of rooms) await enqueue(reactionJob(room), { eventId: row._id, round: row.rounds })
  } catch (error) {
    await returnToOutbox(row._id, 2000)
    throw error
  }
  return true
}
