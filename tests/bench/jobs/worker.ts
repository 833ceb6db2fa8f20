import { Worker } from 'bullmq'
import { connectDatabase } from '../../../server/platform/database.ts'
import { readConfig, useConfig } from '../../../server/platform/config.ts'
import { openRedis } from '../../../server/platform/redis.ts'
import { handlers } from '../../../workers/handlers.ts'
import { startRunner } from '../../../workers/platform/runner.ts'

// A program of its own: a worker as it is, or the yardstick, which takes jobs and does nothing.

export interface WorkerWish {
  settings: NodeJS.ProcessEnv
  /** The queue of the yardstick; without it, a whole worker. */
  emptyQueue?: string
}

async function start({ settings, emptyQueue }: WorkerWish): Promise<void> {
  useConfig(readConfig(settings))
  if (emptyQueue) {
    const connection = openRedis('yardstick', 'worker')
    await new Worker(emptyQueue, () => Promise.resolve(), { connection, concurrency: 5 }).waitUntilReady()
  } else {
    await connectDatabase()
    startRunner(handlers)
  }
  process.send?.({ ready: true })
}

process.once('message', (wish: WorkerWish) => void start(wish))
