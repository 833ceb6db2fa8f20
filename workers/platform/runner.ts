import { type Job, Worker } from 'bullmq'
import { reactionJob } from '../../shared/audit/audit.jobs.ts'
import { getEvents, reactionsDone } from '../../server/audit/index.ts'
import { type Asked, questionsOf, type Reply } from '../../server/platform/ask.ts'
import { now } from '../../server/platform/clock.ts'
import { expectForgotten, workDone } from '../../server/platform/kept-work.ts'
import { closeAtEnd } from '../../server/platform/closing.ts'
import { logContext, logger } from '../../server/platform/logger.ts'
import {
  askAgain,
  enqueue,
  knownSchedules,
  queueOf,
  queuePrefix,
  schedule,
} from '../../server/platform/queue.ts'
import { noteRun } from '../../server/platform/queue-desk.ts'
import { followReadOnly, isReadOnly } from '../../server/platform/read-only.ts'
import { openRedis, sharedRedis } from '../../server/platform/redis.ts'
import {
  does,
  type JobHandler,
  type QuestionHandler,
  type ReactionHandler,
  type Schedule,
} from './handlers.ts'

export interface Handlers {
  jobs: JobHandler[]
  reactions: ReactionHandler[]
  schedules: Schedule[]
  /** What a room's workers are asked while somebody waits. */
  questions?: QuestionHandler[]
  /** What is to be done when Redis comes back, and may have forgotten every job. */
  afterLoss?: (() => Promise<void>)[]
}

/** The rooms that react to an event of this name. */
export const roomsReacting = (reactions: ReactionHandler[], eventName: string): string[] => [
  ...new Set(reactions.filter(({ event }) => event.name === eventName).map(({ room }) => room)),
]

function reactionJobs(reactions: ReactionHandler[]): JobHandler[] {
  const rooms = [...new Set(reactions.map(({ room }) => room))]
  return rooms.map((room) =>
    does(reactionJob(room), ({ eventIds }) =>
      reactTogether(
        reactions.filter((reaction) => reaction.room === room),
        room,
        eventIds,
      ),
    ),
  )
}

/** Reacts to events of one name; if one of them fails, each is tried by itself, so that it holds up no other. */
async function reactTogether(reactions: ReactionHandler[], room: string, eventIds: string[]): Promise<void> {
  try {
    const events = await getEvents(eventIds)
    for (const { event, react } of reactions) {
      const happened = events
        .filter(({ name }) => name === event.name)
        .map(({ _id: eventId, at, actor, payload }) => ({
          payload: event.payload.parse(payload),
          facts: { eventId, at, actor },
        }))
      if (happened.length > 0) await react(happened)
    }
    await reactionsDone(eventIds, room)
  } catch (error) {
    if (eventIds.length === 1) throw error
    logger(room).warn(
      { err: error, events: eventIds.length },
      'Of some events one failed: each is tried alone',
    )
    for (const eventId of eventIds) await enqueue(reactionJob(room), { eventIds: [eventId] })
  }
}

/**
 * All handlers by job name.
 * @throws Error if a job has two handlers, or a schedule's job has none.
 */
export function handlersByName(handlers: Handlers): Map<string, JobHandler> {
  const jobs = [...handlers.jobs, ...reactionJobs(handlers.reactions)]
  const byName = eachOnce('job', jobs, ({ job }) => job.name)
  for (const { key, job } of handlers.schedules) {
    if (!byName.has(job.name)) throw new Error(`The schedule ${key} asks for ${job.name}, which nobody does`)
  }
  return byName
}

/** Starts a worker for each room's queue and keeps the schedules; refuses a missing or doubled handler. */
export function startRunner(handlers: Handlers): void {
  const byName = handlersByName(handlers)
  const queues = new Set([...byName.keys()].map(queueOf))
  const workers = [...queues].map((name) => work(name, (job) => perform(byName, job)))
  // What is under way is done; questions, which change nothing, go on being answered.
  followReadOnly(async (isOn) => {
    for (const worker of workers) {
      if (isOn) await worker.pause(true)
      else void worker.resume()
    }
  })
  const questions = eachOnce('question', handlers.questions ?? [], ({ question }) => question.name)
  const desks = new Set([...questions.keys()].map(questionsOf))
  // A first answer can't wait for a connection to be opened.
  if (desks.size > 0) sharedRedis()
  for (const name of desks) work(name, (job) => reply(questions, job))
  keepAlive(handlers)
}

const lookEveryMs = 5000

/** Tells Redis the schedules, and again what it has to know: it may come back empty, or be emptied. */
function keepAlive({ schedules, afterLoss = [] }: Handlers): void {
  const queues = [...new Set(schedules.map(({ job }) => queueOf(job.name)))]
  let areTold = false
  let isClosing = false
  let running = Promise.resolve()
  const tell = async (isBack: boolean) => {
    if (isClosing) return
    try {
      if (await isReadOnly()) return
      if (isBack) for (const recover of [expectForgotten, ...afterLoss]) await recover()
      const known = areTold ? await knownSchedules(queues) : new Set<string>()
      for (const { key, repeat, job, payload } of schedules) {
        if (isClosing) return
        if (!known.has(key)) await schedule({ key, repeat }, job, payload)
      }
      areTold = true
      await askAgain()
    } catch (error) {
      logger('platform').warn(
        { err: error },
        'Redis could not be told what it has to know; it is tried again',
      )
    }
  }
  // One after the other, so that the end has one to wait for: a queue that is opened after it would stay open.
  const look = (isBack: boolean) => {
    running = running.then(() => tell(isBack))
  }
  look(false)
  const timer = setInterval(() => look(false), lookEveryMs)
  const end = async () => {
    isClosing = true
    clearInterval(timer)
    await running
  }
  closeAtEnd('look for what was forgotten', end, true)
  let wasAway = false
  sharedRedis()
    .on('close', () => (wasAway = true))
    .on('ready', () => {
      if (wasAway) look(true)
      wasAway = false
    })
}

function work(name: string, process: (job: Job) => Promise<unknown>): Worker {
  const worker = new Worker(name, process, {
    connection: openRedis(`worker ${name}`, 'worker'),
    prefix: queuePrefix,
    concurrency: 5,
    // A worker that is killed twice with a job in hand has done nothing wrong.
    maxStalledCount: 20,
    stalledInterval: 5000,
    lockDuration: 10_000,
  })
  worker.on('completed', (job) => void noteRun(job, true))
  worker.on('failed', (job, error) => {
    void noteRun(job, false)
    logger(name).error({ err: error, job: job?.name, tries: job?.attemptsMade }, 'A job failed')
  })
  worker.on('error', () => undefined)
  closeAtEnd(`worker ${name}`, () => worker.close(), true)
  return worker
}

/** @throws Error if two have one name */
function eachOnce<Handler>(
  what: string,
  handlers: Handler[],
  nameOf: (handler: Handler) => string,
): Map<string, Handler> {
  const byName = new Map<string, Handler>()
  for (const handler of handlers) {
    const name = nameOf(handler)
    if (byName.has(name)) throw new Error(`Two handlers claim the ${what} ${name}`)
    byName.set(name, handler)
  }
  return byName
}

/** Nobody waits any more for a question that lay too long: its answer would only keep others waiting. */
async function reply(questions: Map<string, QuestionHandler>, job: Job<Asked>): Promise<void> {
  const handler = questions.get(job.name)
  if (!handler) throw new Error(`Nobody answers ${job.name}`)
  if (now().getTime() > job.data.until) return
  const say = (said: Omit<Reply, 'id'>) =>
    sharedRedis().publish(job.data.replyTo, JSON.stringify({ id: job.id ?? '', ...said } satisfies Reply))
  await logContext.run({ job: `${job.name} ${job.id}` }, async () => {
    try {
      await say({ answer: await handler.answer(handler.question.payload.parse(job.data.payload)) })
    } catch (error) {
      await say({ failed: error instanceof Error ? error.message : String(error) })
      throw error
    }
  })
}

async function perform(byName: Map<string, JobHandler>, job: Job): Promise<void> {
  const handler = byName.get(job.name)
  if (!handler) throw new Error(`Nobody does ${job.name}`)
  const payload = handler.job.payload.parse(job.data)
  const begunAt = now()
  await logContext.run({ job: `${job.name} ${job.id}` }, () => handler.work(payload))
  if (handler.job.isKept) await workDone(handler.job, payload, begunAt)
}
