import { type Job, Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import { closeAtEnd } from './closing.ts'
import { now } from './clock.ts'
import { AppError, notFound } from './errors.ts'
import { queuePrefix } from './queue.ts'
import { openRedis, sharedRedis } from './redis.ts'

const hourMs = 3_600_000

let connection: Redis | undefined
let desk: Map<string, Queue> | undefined

function ownConnection(): Redis {
  if (!connection) {
    connection = openRedis('operators', 'queue')
    closeAtEnd('queues of operators', async () => {
      for (const queue of desk?.values() ?? []) await queue.close()
      desk = undefined
      connection = undefined
    })
  }
  return connection
}

/**
 * The queues as an operator looks at them: opened when one does, over one connection, leaving no mark in Redis.
 * @throws AppError unavailable while Redis is away
 */
export async function openQueues(names: readonly string[]): Promise<Queue[]> {
  const options = {
    connection: ownConnection(),
    prefix: queuePrefix,
    skipWaitingForReady: true,
    skipMetasUpdate: true,
  }
  const known = desk ?? new Map(names.map((name) => [name, new Queue(name, options)]))
  if (!desk) for (const queue of known.values()) queue.on('error', () => undefined)
  desk = known
  try {
    await Promise.all([...known.values()].map((queue) => queue.waitUntilReady()))
  } catch {
    // One that failed once would fail for ever: they are made anew next time.
    desk = undefined
    await Promise.all([...known.values()].map((queue) => queue.close().catch(() => undefined)))
    throw new AppError('unavailable', 'Redis does not answer, so nobody knows what its queues hold.', {}, 5)
  }
  return [...known.values()]
}

/** How one queue does at this moment. */
export interface QueueFigures {
  name: string
  /** Could be done now, and is not begun. */
  waiting: number
  active: number
  /** Is to be done later: the next run of a schedule, or the next try after a failure. */
  later: number
  failed: number
  /** Milliseconds since the job that waits longest could have been begun; null if none waits. */
  oldestMs: number | null
  /** Jobs that ended in the last hour, well or badly. */
  lastHour: number
}

/** @throws AppError unavailable while Redis is away */
export async function queueFigures(names: readonly string[]): Promise<QueueFigures[]> {
  return Promise.all((await openQueues(names)).map(figuresOf))
}

async function figuresOf(queue: Queue): Promise<QueueFigures> {
  const at = now().getTime()
  // Both sets are ordered by when a job ended; what is done is kept for an hour at least.
  const endedSince = (set: 'completed' | 'failed') =>
    ownConnection().zcount(queue.toKey(set), String(at - hourMs), '+inf')
  const [counts, done, failed, [first], [patient]] = await Promise.all([
    queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed'),
    endedSince('completed'),
    endedSince('failed'),
    queue.getWaiting(0, 0),
    queue.getPrioritized(0, 0),
  ])
  const since = [first, patient].flatMap((job) => (job ? job.timestamp + job.delay : []))
  return {
    name: queue.name,
    waiting: (counts['waiting'] ?? 0) + (counts['prioritized'] ?? 0),
    active: counts['active'] ?? 0,
    later: counts['delayed'] ?? 0,
    failed: counts['failed'] ?? 0,
    oldestMs: since.length > 0 ? Math.max(0, at - Math.min(...since)) : null,
    lastHour: done + failed,
  }
}

/** A job that was tried as often as it may be. */
export interface FailedJob {
  id: string
  queue: string
  name: string
  /** What it is about: ids. */
  payload: unknown
  /** The first line of the error, without addresses of people. */
  reason: string
  tries: number
  failedAt: Date | null
}

const longestReason = 300

function asFailed(queue: Queue, job: Job<unknown>): FailedJob {
  const [firstLine = ''] = (job.failedReason ?? '').split('\n')
  return {
    id: job.id ?? '',
    queue: queue.name,
    name: job.name,
    payload: job.data,
    reason: firstLine.replaceAll(/\S+@\S+/g, '…@…').slice(0, longestReason),
    tries: job.attemptsMade,
    failedAt: job.finishedOn ? new Date(job.finishedOn) : null,
  }
}

async function queueNamed(names: readonly string[], name: string): Promise<Queue> {
  const found = (await openQueues(names)).find((queue) => queue.name === name)
  if (!found) throw notFound('Queue')
  return found
}

/** The jobs of a queue that failed for good, the last first. @throws AppError not-found, unavailable */
export async function failedJobs(names: readonly string[], name: string, most: number): Promise<FailedJob[]> {
  const queue = await queueNamed(names, name)
  const jobs = (await queue.getFailed(0, most - 1)) as Job<unknown>[]
  return jobs.filter(Boolean).map((job) => asFailed(queue, job))
}

async function findFailed(names: readonly string[], name: string, id: string): Promise<[FailedJob, Job]> {
  const queue = await queueNamed(names, name)
  const job = await queue.getJob(id)
  if (!job || !(await job.isFailed())) {
    throw new AppError('conflict', 'This job has not failed, or is gone: somebody else may have seen to it.')
  }
  return [asFailed(queue, job as Job<unknown>), job]
}

/** One failed job. @throws AppError not-found, unavailable; conflict if it has not failed */
export async function failedJob(names: readonly string[], name: string, id: string): Promise<FailedJob> {
  const [facts] = await findFailed(names, name, id)
  return facts
}

/** Lets a failed job be tried again at once. @throws AppError not-found; conflict if it has not failed */
export async function retryJob(names: readonly string[], name: string, id: string): Promise<FailedJob> {
  const [facts, job] = await findFailed(names, name, id)
  await job.retry('failed')
  return facts
}

/** How many jobs of a queue have failed. @throws AppError not-found, unavailable */
export async function countFailedJobs(names: readonly string[], name: string): Promise<number> {
  const { failed = 0 } = await (await queueNamed(names, name)).getJobCounts('failed')
  return failed
}

/**
 * Lets the oldest jobs be tried again that had failed by an instant, in milliseconds since 1970, and at `most` so many.
 * @returns whether there are more
 */
export async function retryJobsBefore(
  names: readonly string[],
  name: string,
  { asOf, most }: { asOf: number; most: number },
): Promise<boolean> {
  const queue = await queueNamed(names, name)
  const oldest = (await queue.getJobs(['failed'], 0, most, true)).filter(
    (job) => job && (job.finishedOn ?? 0) <= asOf,
  )
  for (const job of oldest.slice(0, most)) {
    // Somebody else may have seen to it in the meantime.
    if (await job.isFailed()) await job.retry('failed')
  }
  return oldest.length > most
}

/** Forgets a failed job. @throws AppError not-found; conflict if it has not failed */
export async function discardJob(names: readonly string[], name: string, id: string): Promise<FailedJob> {
  const [facts, job] = await findFailed(names, name, id)
  await job.remove()
  return facts
}

/** What runs by the clock, and when. */
export interface ScheduleFigures {
  key: string
  queue: string
  job: string
  /** Milliseconds between runs, or a cron pattern in London time. */
  every: number | null
  pattern: string | null
  nextAt: Date | null
  last: ScheduleRun | null
}

interface ScheduleRun {
  at: Date
  isDone: boolean
}

const runsKey = `${queuePrefix}:schedule-runs`

/** Notes that a schedule ran just now; what is not of a schedule is left alone. It is only ever looked at. */
export async function noteRun(job: Job | undefined, isDone: boolean): Promise<void> {
  if (!job?.repeatJobKey) return
  const run = JSON.stringify({ at: now().toISOString(), isDone })
  await sharedRedis()
    .hset(runsKey, job.repeatJobKey, run)
    .catch(() => undefined)
}

/** Every schedule that Redis knows. @throws AppError unavailable while Redis is away */
export async function scheduleFigures(names: readonly string[]): Promise<ScheduleFigures[]> {
  const queues = await openQueues(names)
  const [runs, ...lists] = await Promise.all([
    ownConnection().hgetall(runsKey),
    ...queues.map((queue) => queue.getJobSchedulers()),
  ])
  const lastOf = (key: string): ScheduleRun | null => {
    const run = runs[key] ? (JSON.parse(runs[key]) as { at: string; isDone: boolean }) : null
    return run && { at: new Date(run.at), isDone: run.isDone }
  }
  return lists.flatMap((schedulers, i) =>
    schedulers.map(({ key, name, every, pattern, next }) => ({
      key,
      queue: queues[i]?.name ?? '',
      job: name,
      every: every ? Number(every) : null,
      pattern: pattern ?? null,
      nextAt: next ? new Date(next) : null,
      last: lastOf(key),
    })),
  )
}
