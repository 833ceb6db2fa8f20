import { deliveriesLookedUp } from '../../shared/operations/operations.events.ts'
import { callWebhook } from '../../shared/notifications/webhook.jobs.ts'
import { queueNames } from '../../shared/operations/queues.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import type { RequestClass } from '../../shared/platform/load.ts'
import { type OutboxFigures, outboxFigures, outboxOverdueMs } from '../audit/index.ts'
import { findPersonByEmail } from '../identity/index.ts'
import {
  type DeliveryFacts,
  deliveriesOf,
  emailFigures,
  type KindFigures,
  type NoticePreview,
  previewNotice,
} from '../notifications/index.ts'
import { now } from '../platform/clock.ts'
import { AppError } from '../platform/errors.ts'
import { waitingScans } from '../platform/file-scans.ts'
import { keptWorkFigures } from '../platform/kept-work.ts'
import { listProcesses, type ProcessReport } from '../platform/processes.ts'
import {
  type QueueFigures,
  queueFigures,
  type ScheduleFigures,
  scheduleFigures,
} from '../platform/queue-desk.ts'
import { queueOf } from '../platform/queue.ts'
import { type ReadOnly, readOnly } from '../platform/read-only.ts'
import { insistOnSeeing, noteAct } from './operations.service.ts'

/** How Foothold does at this moment. */
export interface Overview {
  processes: ProcessReport[]
  outbox: OutboxFigures
  kept: Awaited<ReturnType<typeof keptWorkFigures>>
  /** Null while Redis is away: nobody knows. */
  queues: QueueFigures[] | null
  readOnly: ReadOnly | null
  /** Files that wait for the scanner, since when, and those in quarantine. */
  scans: Awaited<ReturnType<typeof waitingScans>>
  /** Requests that the living processes have turned away since they started. */
  turnedAway: Record<RequestClass, number>
}

/** @throws AppError not-found */
export async function lookOver(actor: Actor): Promise<Overview> {
  insistOnSeeing(actor)
  const [processes, outbox, kept, queues, state, scans] = await Promise.all([
    listProcesses(),
    outboxFigures(),
    keptWorkFigures(),
    whereRedisAnswers(queueFigures(queueNames)),
    readOnly(),
    waitingScans(),
  ])
  const turnedAway = { browse: 0, read: 0, write: 0, vital: 0 }
  for (const one of processes)
    for (const kind of Object.keys(turnedAway) as RequestClass[])
      turnedAway[kind] += one.turnedAway[kind] ?? 0
  return { processes, outbox, kept, queues, readOnly: state, scans, turnedAway }
}

async function whereRedisAnswers<Result>(work: Promise<Result>): Promise<Result | null> {
  try {
    return await work
  } catch (error) {
    if (error instanceof AppError && error.code !== 'unavailable') throw error
    return null
  }
}

/** Every schedule, the next first; null while Redis is away. @throws AppError not-found */
export async function lookAtSchedules(actor: Actor): Promise<ScheduleFigures[] | null> {
  insistOnSeeing(actor)
  const found = await whereRedisAnswers(scheduleFigures(queueNames))
  return found && found.sort((a, b) => (a.nextAt?.getTime() ?? 0) - (b.nextAt?.getTime() ?? 0))
}

const webhooksQueue = queueOf(callWebhook.name)
const dayMs = 24 * 3_600_000

/** What became of the e-mails that were planned in the last days. @throws AppError not-found */
export async function lookAtEmails(actor: Actor, days: number): Promise<KindFigures[]> {
  insistOnSeeing(actor)
  return emailFigures(new Date(now().getTime() - days * dayMs))
}

/** A person's last e-mails, without what they say. */
export interface PersonsEmails {
  name: string
  isVerified: boolean
  deliveries: DeliveryFacts[]
}

const mostEmails = 50

/** Looks up what e-mails a person got, and notes who did. @returns null if nobody has the address. @throws AppError not-found */
export async function lookUpEmails(actor: Actor, email: string): Promise<PersonsEmails | null> {
  insistOnSeeing(actor)
  const person = await findPersonByEmail(email)
  await noteAct(actor, deliveriesLookedUp, { userId: person?.id ?? '' })
  if (!person) return null
  const deliveries = await deliveriesOf(person.id, mostEmails)
  return { name: person.name, isVerified: person.isEmailVerified, deliveries }
}

/** A notice as its reader would get it; nothing is sent. @throws AppError not-found */
export async function lookAtNotice(actor: Actor, kind: string): Promise<NoticePreview> {
  insistOnSeeing(actor)
  return previewNotice(actor, kind)
}

/**
 * For how long the work that waits longest has been due while there was a worker to do it, in milliseconds. Counted only
 * while Redis answers: otherwise turning people away would help nobody. Webhooks do not count: a receiver that is slow on
 * purpose would have visitors turned away.
 */
export async function oldestWork(): Promise<number> {
  const workers = (await listProcesses()).filter(({ kind }) => kind === 'worker')
  if (workers.length === 0 || (await readOnly())) return 0
  const longest = now().getTime() - Math.min(...workers.map(({ startedAt }) => startedAt.getTime()))
  const queues = await whereRedisAnswers(queueFigures(queueNames))
  if (!queues) return 0
  const ours = queues.filter(({ name }) => name !== webhooksQueue).map(({ oldestMs }) => oldestMs ?? 0)
  return Math.min(longest, Math.max(await outboxOverdueMs(), ...ours))
}
