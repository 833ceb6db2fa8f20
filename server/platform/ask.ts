import { Queue, QueueEvents } from 'bullmq'
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
}

/** The queue of a room's questions: apart from its jobs, so that no long work stands before a short question. */
export const questionsOf = (name: string): string => `${queueOf(name)}-questions`

interface Desk {
  queue: Queue
  events: QueueEvents
}

const desks = new Map<string, Promise<Desk>>()

async function openDesk(name: string): Promise<Desk> {
  const connection = openRedis(`questions ${name}`, 'queue')
  const listening = openRedis(`answers ${name}`, 'worker')
  const queue = new Queue(name, { connection, prefix: queuePrefix, skipWaitingForReady: true })
  const events = new QueueEvents(name, { connection: listening, prefix: queuePrefix })
  queue.on('error', () => undefined)
  events.on('error', () => undefined)
  const close = async () => {
    desks.delete(name)
    await Promise.allSettled([events.close(), queue.close()])
  }
  closeAtEnd(`questions ${name}`, close)
  await Promise.all([queue.waitUntilReady(), events.waitUntilReady()])
  return { queue, events }
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
  const asked: Asked = { payload: question.payload.parse(payload), until: now().getTime() + limitMs }
  const late = timeLimit(limitMs)
  try {
    return question.answer.parse(await Promise.race([answerTo(question.name, asked, limitMs), late.passed]))
  } catch (error) {
    logger('platform').warn({ err: error, question: question.name }, 'A question was not answered')
    throw new AppError('unavailable', 'This takes longer than usual. Try again in a moment.', {}, 5)
  } finally {
    late.forget()
  }
}

async function answerTo(name: string, asked: Asked, limitMs: number): Promise<unknown> {
  const { queue, events } = await deskOf(questionsOf(name))
  const keep = { age: 60 }
  const job = await queue.add(name, asked, { attempts: 1, removeOnComplete: keep, removeOnFail: keep })
  return job.waitUntilFinished(events, limitMs)
}

function timeLimit(limitMs: number): { passed: Promise<never>; forget: () => void } {
  let timer: NodeJS.Timeout | undefined
  const passed = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${limitMs} ms`)), limitMs)
  })
  return { passed, forget: () => clearTimeout(timer) }
}
