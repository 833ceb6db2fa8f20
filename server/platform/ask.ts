import { randomUUID } from 'node:crypto'
import { Queue } from 'bullmq'
import type { QuestionDefinition } from '../../shared/platform/question.ts'
import { now } from './clock.ts'
import { closeAtEnd } from './closing.ts'
import { AppError } from './errors.ts'
import { logger } from './logger.ts'
import { queueOf, queuePrefix } from './queue.ts'
import { openRedis } from './redis.ts'

/** How long somebody waits for an answer, in milliseconds. */
export const patienceMs = 500

/** What lies in the queue: a question is worth nothing to anybody after this instant. */
export interface Asked {
  payload: unknown
  until: number
  /** The Redis channel on which the answer is awaited. */
  replyTo: string
}

/** What is said on that channel: an answer, or that there is none. */
export interface Reply {
  id: string
  answer?: unknown
  failed?: string
}

/** The queue of a room's questions: apart from its jobs, so that no long work stands before a short question. */
export const questionsOf = (name: string): string => `${queueOf(name)}-questions`

interface Desk {
  queue: Queue
  replyTo: string
  /** Who waits for the answer to which job. */
  waiting: Map<string, Waiting>
}

interface Waiting {
  answer: (value: unknown) => void
  refuse: (error: Error) => void
}

const desks = new Map<string, Promise<Desk>>()

async function openDesk(name: string): Promise<Desk> {
  const connection = openRedis(`questions ${name}`, 'queue')
  const listening = openRedis(`answers ${name}`, 'worker')
  const queue = new Queue(name, { connection, prefix: queuePrefix, skipWaitingForReady: true })
  queue.on('error', () => undefined)
  const replyTo = `${queuePrefix}:answers:${randomUUID()}`
  const waiting = new Map<string, Waiting>()
  listening.on('message', (_channel, message) => {
    const { id, answer, failed } = JSON.parse(message) as Reply
    if (failed === undefined) waiting.get(id)?.answer(answer)
    else waiting.get(id)?.refuse(new Error(failed))
  })
  closeAtEnd(`questions ${name}`, async () => {
    desks.delete(name)
    for (const { refuse } of waiting.values()) refuse(new Error('This process is stopping'))
    await queue.close()
  })
  await Promise.all([queue.waitUntilReady(), listening.subscribe(replyTo)])
  return { queue, replyTo, waiting }
}

/** A desk that could not be opened is opened anew by whoever asks next. */
function deskOf(name: string): Promise<Desk> {
  const known = desks.get(name)
  if (known) return known
  const opening = openDesk(name)
  desks.set(name, opening)
  opening.catch(() => desks.delete(name))
  return opening
}

/**
 * Asks a worker something and waits for the answer.
 * @param limitMs how long the asker waits; nobody begins on the question after that
 * @throws AppError unavailable if no worker answers in time or Redis is away: whatever the page shows without
 *   the answer it can still show
 */
export async function ask<Payload, Answer>(
  question: QuestionDefinition<Payload, Answer>,
  payload: NoInfer<Payload>,
  limitMs = patienceMs,
): Promise<Answer> {
  const asked = { payload: question.payload.parse(payload), until: now().getTime() + limitMs }
  const late = timeLimit(limitMs)
  try {
    return question.answer.parse(await Promise.race([answerTo(question.name, asked, late), late.passed]))
  } catch (error) {
    logger('platform').warn({ err: error, question: question.name }, 'A question was not answered')
    throw new AppError('unavailable', 'This takes longer than usual. Try again in a moment.', {}, 5)
  } finally {
    late.forget()
  }
}

interface TimeLimit {
  /** Rejects when the time is over. */
  passed: Promise<never>
  forget: () => void
}

async function answerTo(name: string, asked: Omit<Asked, 'replyTo'>, late: TimeLimit): Promise<unknown> {
  const { queue, replyTo, waiting } = await deskOf(questionsOf(name))
  const jobId = randomUUID()
  const options = { jobId, attempts: 1, removeOnComplete: true, removeOnFail: { age: 60 } }
  try {
    return await new Promise((answer, refuse) => {
      waiting.set(jobId, { answer, refuse })
      queue.add(name, { ...asked, replyTo } satisfies Asked, options).catch(refuse)
      late.passed.catch(refuse)
    })
  } finally {
    waiting.delete(jobId)
  }
}

function timeLimit(limitMs: number): TimeLimit {
  let timer: NodeJS.Timeout | undefined
  const passed = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${limitMs} ms`)), limitMs)
  })
  return { passed, forget: () => clearTimeout(timer) }
}
