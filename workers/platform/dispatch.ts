import { mostReactions, reactionJob } from '../../shared/audit/audit.jobs.ts'
import {
  expectReactions,
  onCommitted,
  type OutboxRow,
  returnToOutbox,
  takeFromOutbox,
} from '../../server/audit/index.ts'
import { closeAtEnd } from '../../server/platform/closing.ts'
import { logger } from '../../server/platform/logger.ts'
import { isReadOnly } from '../../server/platform/read-only.ts'
import { enqueue } from '../../server/platform/queue.ts'
import type { ReactionHandler } from './handlers.ts'
import { roomsReacting } from './runner.ts'

const pollMs = 1000

/**
 * Hands committed events to the rooms that react to them: woken by the change stream, and by the clock for
 * what that missed. Any number of dispatchers may run: an event is taken by one of them.
 */
export function startDispatch(reactions: ReactionHandler[]): void {
  let running: Promise<void> | null = null
  let isWanted = false
  let isClosed = false
  const drain = async () => {
    while (isWanted && !isClosed) {
      isWanted = false
      try {
        while (!isClosed && (await dispatchDue(reactions)));
      } catch (error) {
        logger('audit').warn({ err: error }, 'Events wait: the database or the queue is away')
      }
    }
    running = null
  }
  const run = () => {
    isWanted = true
    running ??= drain()
  }
  const poll = setInterval(run, pollMs)
  const stream = onCommitted(run)
  // A queue that is opened after the end would stay open: what is under way is waited for.
  const stop = async () => {
    isClosed = true
    clearInterval(poll)
    await Promise.all([stream.stop(), running])
  }
  closeAtEnd('dispatch', stop, true)
  run()
}

/** Dispatches some events that are due; false if there are none. */
export async function dispatchDue(reactions: ReactionHandler[]): Promise<boolean> {
  if (await isReadOnly()) return false
  const rows = await takeFromOutbox(mostReactions)
  const left = new Set(rows.map(({ _id }) => _id))
  try {
    for (const alike of withSameReactions(rows)) {
      await handOver(alike, reactions)
      for (const { _id } of alike) left.delete(_id)
    }
  } catch (error) {
    await returnToOutbox([...left], 2000)
    throw error
  }
  return rows.length > 0
}

/** Events of one name, for which the same rooms wait, together. */
function withSameReactions(rows: OutboxRow[]): OutboxRow[][] {
  const groups = new Map<string, OutboxRow[]>()
  for (const row of rows) {
    const key = JSON.stringify([row.name, row.waiting])
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return [...groups.values()]
}

async function handOver(alike: OutboxRow[], reactions: ReactionHandler[]): Promise<void> {
  const [first] = alike
  if (!first) return
  const eventIds = alike.map(({ _id }) => _id)
  const rooms = first.waiting ?? roomsReacting(reactions, first.name)
  await expectReactions(eventIds, rooms)
  for (const room of rooms) await enqueue(reactionJob(room), { eventIds })
}
