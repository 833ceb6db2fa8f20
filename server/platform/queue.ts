import { createHash } from 'node:crypto'
import { type JobsOptions, Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import type { JobDefinition } from '../../shared/platform/job.ts'
import { closeAtEnd } from './closing.ts'
import { keepWork, overdueWork } from './kept-work.ts'
import { logger } from './logger.ts'
import { openRedis } from './redis.ts'

const day = 24 * 60 * 60

/** Keys of every queue start with this, so that one Redis can serve several installations. */
export const queuePrefix = 'foothold'

/** The queue that a job waits in: one for each room, named like the room. */
export const queueOf = (jobName: string): string => jobName.split('.')[0] ?? jobName

const connections = new Map<string, Redis>()
const queues = new Map<string, Queue>()

function connectionOf(name: string): Redis {
  const known = connections.get(name)
  if (known) return known
  const opened = openRedis(`queue ${name}`, 'queue')
  closeAtEnd(`connections of queue ${name}`, () => connections.delete(name))
  connections.set(name, opened)
  return opened
}

/**
 * The queue, once it has spoken to Redis. BullMQ never tries that a second time: a queue that failed would
 * fail for ever, so it is made anew next time.
 */
async function queue(name: string): Promise<Queue> {
  const known = queues.get(name)
  if (known) return known
  const options = { connection: connectionOf(name), prefix: queuePrefix, skipWaitingForReady: true }
  const made = new Queue(name, options)
  made.on('error', () => undefined)
  try {
    await made.waitUntilReady()
  } catch (error) {
    await made.close().catch(() => undefined)
    throw error
  }
  // Two who asked at once made one each; the first to get here is kept.
  const kept = queues.get(name)
  if (kept) {
    await made.close()
    return kept
  }
  closeAtEnd(`queue ${name}`, async () => {
    queues.delete(name)
    await made.close()
  })
  queues.set(name, made)
  return made
}

/** What may be said of a piece of work that is asked for. */
interface WorkOptions {
  /** Milliseconds to wait first. */
  delay?: number
  /** It gives way to whatever else waits. */
  isPatient?: boolean
  /** Overrides the job's own key: one job per id while it is remembered. */
  id?: string
}

/**
 * Asks for a piece of work to be done later. A kept one is on record first, so that it is done once Redis is back.
 * @throws ZodError in the caller's stack if the payload is not what the job expects; Error if Redis is away, unless
 * the work is kept
 */
export async function enqueue<Payload>(
  job: JobDefinition<Payload>,
  payload: NoInfer<Payload>,
  options: WorkOptions = {},
): Promise<void> {
  const parsed = job.payload.parse(payload)
  if (job.isKept) await keepWork(job as JobDefinition, parsed, options.delay)
  try {
    const waiting = await queue(queueOf(job.name))
    await waiting.add(job.name, parsed, asJobOptions(job, parsed, options))
  } catch (error) {
    if (!job.isKept) throw error
    logger('platform').warn({ err: error, job: job.name }, 'The queue is away: it is asked again')
  }
}

/** Asks the queue again for what is on record and should have been done long ago. */
export async function askAgain(): Promise<void> {
  for (const { name, payload, rounds } of await overdueWork()) {
    const id = `again-${createHash('sha256').update(JSON.stringify(payload)).digest('base64url')}-${rounds}`
    const waiting = await queue(queueOf(name))
    const finished = { removeOnComplete: true, removeOnFail: { age: 14 * day } }
    await waiting.add(name, payload, { jobId: `${name}_${id}`, attempts: 3, ...finished })
  }
}

/** How many jobs Redis is given at once. */
const addedAtOnce = 500

/** The same for many pieces of one kind of work, in few messages to Redis. Some may be asked for before an error. */
export async function enqueueAll<Payload>(
  job: JobDefinition<Payload>,
  payloads: NoInfer<Payload>[],
  options: Pick<WorkOptions, 'delay' | 'isPatient'> = {},
): Promise<void> {
  const parsed = payloads.map((payload) => job.payload.parse(payload))
  const waiting = await queue(queueOf(job.name))
  for (let start = 0; start < parsed.length; start += addedAtOnce) {
    const some = parsed.slice(start, start + addedAtOnce)
    await waiting.addBulk(
      some.map((data) => ({ name: job.name, data, opts: asJobOptions(job, data, options) })),
    )
  }
}

function asJobOptions<Payload>(
  job: JobDefinition<Payload>,
  payload: Payload,
  { delay, isPatient, id = job.key?.(payload) }: WorkOptions = {},
): JobsOptions {
  return {
    attempts: job.attempts ?? 5,
    backoff: { type: 'exponential', delay: job.backoff ?? 1000 },
    removeOnComplete: { age: day },
    removeOnFail: { age: 14 * day },
    ...(delay === undefined ? {} : { delay }),
    ...(isPatient ? { priority: 10 } : {}),
    ...(id === undefined ? {} : { jobId: `${job.name}_${id}`.replaceAll(':', '-') }),
  }
}

/** When a job runs by the clock: each so many milliseconds, or by a cron pattern in London time. */
export type Repeat = { every: number } | { pattern: string }

/** The keys of every schedule that Redis knows of these queues, asked for in one question to each. */
export async function knownSchedules(names: string[]): Promise<Set<string>> {
  const known = await Promise.all(
    names.map(async (name) => connectionOf(name).zrange((await queue(name)).toKey('repeat'), '0', '-1')),
  )
  return new Set(known.flat())
}

/** Makes a job run by the clock; one schedule per key however many workers ask for it. */
export async function schedule<Payload>(
  { key, repeat }: { key: string; repeat: Repeat },
  job: JobDefinition<Payload>,
  payload: NoInfer<Payload>,
): Promise<void> {
  const timing = 'pattern' in repeat ? { pattern: repeat.pattern, tz: 'Europe/London' } : repeat
  const waiting = await queue(queueOf(job.name))
  await waiting.upsertJobScheduler(key, timing, {
    name: job.name,
    data: job.payload.parse(payload),
    opts: { attempts: job.attempts ?? 3, removeOnComplete: { age: 3600 }, removeOnFail: { age: day } },
  })
}
