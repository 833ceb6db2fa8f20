import mongoose, { type ClientSession } from 'mongoose'
import type { Actor } from '../../shared/platform/actor.ts'
import type { EventDefinition } from '../../shared/platform/event.ts'
import { newId } from '../../shared/platform/ids.ts'
import { now } from '../platform/clock.ts'
import { type DomainEvent, EventRecord, Outbox, type OutboxRow } from './audit.model.ts'

/**
 * Records what happened, in the transaction that made it happen: it becomes the history of its subject and,
 * by the outbox, the cause of every reaction in other rooms. Nothing is told if the transaction is not kept.
 * @returns the event's id
 */
export async function record<Payload>(
  session: ClientSession,
  actor: Actor,
  event: EventDefinition<Payload>,
  payload: NoInfer<Payload>,
): Promise<string> {
  const [id] = await recordAll(session, actor, event, [payload])
  return id as string
}

/**
 * The same for something that happened to many at once: each has an event of its own.
 * @returns the events' ids, in the order of the payloads
 */
export async function recordAll<Payload>(
  session: ClientSession,
  actor: Actor,
  event: EventDefinition<Payload>,
  payloads: NoInfer<Payload>[],
): Promise<string[]> {
  const at = now()
  const { kind, userId, organisation } = actor
  const common = { name: event.name, at, actor: { kind, userId, organisationId: organisation?.id ?? null } }
  const events = payloads.map((payload) => {
    const parsed = event.payload.parse(payload)
    return { _id: newId(), ...common, subject: event.subject(parsed), payload: parsed }
  })
  await EventRecord.insertMany(events, { session })
  await Outbox.insertMany(
    events.map(({ _id }) => ({ _id, name: event.name, nextAt: at })),
    { session },
  )
  return events.map(({ _id }) => _id)
}

/** The history of one thing, oldest first. */
export async function listEvents(kind: string, id: string): Promise<DomainEvent[]> {
  return EventRecord.find({ 'subject.kind': kind, 'subject.id': id }).sort({ at: 1, _id: 1 }).lean()
}

/** One event, or null. */
export async function findEvent(id: string): Promise<DomainEvent | null> {
  return EventRecord.findById(id).lean()
}

const { trusted } = mongoose
const firstWaitMs = 60_000
const longestWaitMs = 3_600_000

/**
 * Takes the next event that is due to be handed to the queue, and keeps others from taking it for a minute
 * (twice as long each round). It stays in the outbox until every reaction is done, so that an emptied
 * Redis or a killed worker only delays it.
 */
export async function takeFromOutbox(): Promise<OutboxRow | null> {
  const due = await Outbox.findOneAndUpdate(
    { nextAt: trusted({ $lte: now() }) },
    [
      {
        $set: {
          rounds: { $add: ['$rounds', 1] },
          nextAt: {
            $add: [now(), { $min: [longestWaitMs, { $multiply: [firstWaitMs, { $pow: [2, '$rounds'] }] }] }],
          },
        },
      },
    ],
    { sort: { nextAt: 1 }, returnDocument: 'after', updatePipeline: true },
  ).lean()
  return due
}

/** Notes which rooms have to react; none means that the event is dealt with. */
export async function expectReactions(eventId: string, rooms: string[]): Promise<void> {
  if (rooms.length === 0) await Outbox.deleteOne({ _id: eventId })
  else await Outbox.updateOne({ _id: eventId, waiting: null }, { $set: { waiting: rooms } })
}

/** Puts an event back so that it is due at once: the queue could not take it. */
export async function returnToOutbox(eventId: string, afterMs: number): Promise<void> {
  await Outbox.updateOne(
    { _id: eventId },
    { $set: { nextAt: new Date(now().getTime() + afterMs) }, $inc: { rounds: -1 } },
  )
}

/** Notes that a room has reacted; the last one takes the event out of the outbox. */
export async function reactionDone(eventId: string, room: string): Promise<void> {
  await Outbox.updateOne({ _id: eventId }, { $pull: { waiting: room } })
  await Outbox.deleteOne({ _id: eventId, waiting: trusted({ $size: 0 }) })
}

/** How many events wait, and since when the oldest does; for health and metrics. */
export async function outboxBacklog(): Promise<number> {
  return Outbox.countDocuments({})
}

/** Calls back whenever an event was committed, until `stop` is called; may miss some, so callers poll as well. */
export function onCommitted(wake: () => void): { stop: () => Promise<void> } {
  const stream = Outbox.watch([{ $match: { operationType: 'insert' } }], { maxAwaitTimeMS: 1000 })
  stream.on('change', wake)
  stream.on('error', () => undefined)
  return { stop: () => stream.close() }
}
