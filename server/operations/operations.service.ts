import { reactionJob } from '../../shared/audit/audit.jobs.ts'
import {
  installation,
  jobDiscarded,
  jobRetried,
  jobsRetried,
  readOnlyBegan,
  readOnlyEnded,
} from '../../shared/operations/operations.events.ts'
import type { ReadOnlyInput } from '../../shared/operations/operations.schema.ts'
import { queueNames } from '../../shared/operations/queues.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import type { EventDefinition } from '../../shared/platform/event.ts'
import { type DomainEvent, lastEvents, reactionsDone, record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { allow, AppError, notFound } from '../platform/errors.ts'
import { dropWork } from '../platform/kept-work.ts'
import {
  countFailedJobs,
  discardJob,
  type FailedJob,
  failedJob,
  failedJobs,
  retryJob,
} from '../platform/queue-desk.ts'
import { forgetReadOnly, setReadOnly } from '../platform/read-only.ts'
import { beginRetrying } from './operations.retry.service.ts'
import { operationsPolicy } from './operations.policy.ts'

const mostShown = 50

/** @throws AppError not-found unless the actor is an administrator of the brokerage */
export function insistOnSeeing(actor: Actor): void {
  if (!operationsPolicy.see(actor)) throw notFound()
}

/** @throws AppError not-found unless the actor is an administrator of the brokerage, who may change things */
export function insistOnChanging(actor: Actor): void {
  insistOnSeeing(actor)
  allow(operationsPolicy.change(actor), 'Only administrators of the brokerage may change this.')
}

/** Puts on record what an operator is about to do. */
export async function noteAct<Payload>(
  actor: Actor,
  event: EventDefinition<Payload>,
  payload: NoInfer<Payload>,
): Promise<void> {
  await transaction((session) => record(session, actor, event, payload))
}

/** What operators did, the last first. @throws AppError not-found */
export async function listActs(actor: Actor): Promise<DomainEvent[]> {
  insistOnSeeing(actor)
  return lastEvents(installation.kind, installation.id, 20)
}

/**
 * Stops all changes until somebody allows them again; once more changes reason and expected end.
 * @throws AppError not-found; invalid for an end that is over
 */
export async function stopChanges(actor: Actor, { reason, until }: ReadOnlyInput): Promise<void> {
  insistOnChanging(actor)
  if (until && until <= now()) {
    const words = 'The expected end must be in the future'
    throw new AppError('invalid', words, { until: words })
  }
  await transaction(async (session) => {
    await setReadOnly(session, { reason, until })
    await record(session, actor, readOnlyBegan, { reason, until: until?.toISOString() ?? null })
  })
  forgetReadOnly()
}

/** Lets changes be made again. @throws AppError not-found */
export async function allowChanges(actor: Actor): Promise<void> {
  insistOnChanging(actor)
  await transaction(async (session) => {
    await setReadOnly(session, null)
    await record(session, actor, readOnlyEnded, {})
  })
  forgetReadOnly()
}

/** The jobs of a queue that failed for good. @throws AppError not-found, unavailable */
export async function listFailedJobs(actor: Actor, queue: string): Promise<FailedJob[]> {
  insistOnSeeing(actor)
  return failedJobs(queueNames, queue, mostShown)
}

/** One of them. @throws AppError not-found, unavailable; conflict if it has not failed */
export async function getFailedJob(actor: Actor, queue: string, id: string): Promise<FailedJob> {
  insistOnSeeing(actor)
  return failedJob(queueNames, queue, id)
}

/** How many jobs of a queue have failed for good. @throws AppError not-found, unavailable */
export async function countFailed(actor: Actor, queue: string): Promise<number> {
  insistOnSeeing(actor)
  return countFailedJobs(queueNames, queue)
}

/**
 * Has a failed job tried again, or all of a queue, lot by lot.
 * @returns how many are tried again
 * @throws AppError as above
 */
export async function tryAgain(actor: Actor, queue: string, jobId?: string): Promise<number> {
  insistOnChanging(actor)
  if (jobId === undefined) {
    const count = await countFailedJobs(queueNames, queue)
    await noteAct(actor, jobsRetried, { queue, count })
    if (count > 0) await beginRetrying(queue)
    return count
  }
  const { name } = await failedJob(queueNames, queue, jobId)
  await noteAct(actor, jobRetried, { queue, job: name, jobId })
  await retryJob(queueNames, queue, jobId)
  return 1
}

/**
 * Gives a failed job up for good: the room counts as having reacted to its events, and what is on record of it goes.
 * @throws AppError as above
 */
export async function giveUp(actor: Actor, queue: string, jobId: string, reason: string): Promise<void> {
  insistOnChanging(actor)
  const { name, payload } = await failedJob(queueNames, queue, jobId)
  await noteAct(actor, jobDiscarded, { queue, job: name, jobId, about: JSON.stringify(payload), reason })
  const reaction = reactionJob(queue)
  if (name === reaction.name) await reactionsDone(reaction.payload.parse(payload).eventIds, queue)
  else await dropWork(name, payload)
  await discardJob(queueNames, queue, jobId)
}
