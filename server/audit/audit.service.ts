import mongoose, { type ClientSession } from 'mongoose'
import type { Actor } from '../../shared/platform/actor.ts'
import type { EventDefinition } from '../../shared/platform/event.ts'
import { newId } from '../../shared/platform/ids.ts'
import { now } from '../platform/clock.ts'
import { Waiting } from './audit.chain.model.ts'
import { vouchFor } from './audit.keys.ts'
import { type DomainEvent, EventRecord, Outbox, type OutboxRow } from './audit.model.ts'

const { trusted } = mongoose

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
    return { _id: newId(), ...common, subject: event.subject(parsed), payload: withoutUndefined(parsed) }
  })
  await EventRecord.insertMany(events, { session })
  await Outbox.insertMany(
    events.map(({ _id }) => ({ _id, name: event.name, nextAt: at })),
    { session },
  )
  await Waiting.insertMany(
    events.map((one) => ({ _id: one._id, at, mac: vouchFor(one) })),
    { session },
  )
  return events.map(({ _id }) => _id)
}

// MongoDB would keep a member that is undefined as null, which is another record than the one vouched for.
const withoutUndefined = (payload: unknown): unknown =>
  typeof payload === 'object' && payload !== null && !Array.isArray(payload)
    ? Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined))
    : payload

/** The history of one thing, oldest first. */
export async function listEvents(kind: string, id: string): Promise<DomainEvent[]> {
  return EventRecord.find({ 'subject.kind': kind, 'subject.id': id }).sort({ at: 1, _id: 1 }).lean()
}

/** @throws Error if it is not on record */
export const getEvent = async (id: string): Promise<DomainEvent> => (await getEvents([id]))[0] as DomainEvent

/** Events by their ids, in the order asked for. @throws Error if one of them is not on record */
export async function getEvents(ids: string[]): Promise<DomainEvent[]> {
  const found = await EventRecord.find({ _id: trusted({ $in: ids }) }).lean<DomainEvent[]>()
  const byId = new Map(found.map((event) => [event._id, event]))
  return ids.map((id) => {
    const event = byId.get(id)
    if (!event) throw new Error(`Event ${id} is not on record`)
    return event
  })
}

const firstWaitMs = 60_000
const longestWaitMs = 3_600_000

/**
 * Takes events that are due to be handed to the queue, the longest due first, and keeps others from taking them for
 * a minute (twice as long each round). They stay in the outbox until every reaction is done, so that an emptied
 * Redis or a killed worker only delays them.
 */
export async function takeFromOutbox(most: number): Promise<OutboxRow[]> {
  const isDue = { nextAt: trusted({ $lte: now() }) }
  const due = await Outbox.find(isDue, { _id: 1 }).sort({ nextAt: 1, _id: 1 }).limit(most).lean()
  if (due.length === 0) return []
  const within = trusted({ $in: due.map(({ _id }) => _id) })
  // Another dispatcher may have found the same ones: whoever writes first has them.
  const takenBy = newId()
  await Outbox.updateMany(
    { _id: within, ...isDue },
    [
      {
        $set: {
          takenBy,
          rounds: { $add: ['$rounds', 1] },
          nextAt: {
            $add: [now(), { $min: [longestWaitMs, { $multiply: [firstWaitMs, { $pow: [2, '$rounds'] }] }] }],
          },
        },
      },
    ],
    { updatePipeline: true },
  )
  return Outbox.find({ _id: within, takenBy }).sort({ _id: 1 }).lean<OutboxRow[]>()
}

/** Notes which rooms have to react to these events; none means that they are dealt with. */
export async function expectReactions(eventIds: string[], rooms: string[]): Promise<void> {
  const within = { _id: trusted({ $in: eventIds }) }
  if (rooms.length === 0) await Outbox.deleteMany(within)
  else await Outbox.updateMany({ ...within, waiting: null }, { $set: { waiting: rooms } })
}

/** Puts events back so that they are due after a while: the queue could not take them. */
export async function returnToOutbox(eventIds: string[], afterMs: number): Promise<void> {
  await Outbox.updateMany(
    { _id: trusted({ $in: eventIds }) },
    { $set: { nextAt: new Date(now().getTime() + afterMs) }, $inc: { rounds: -1 } },
  )
}

// What the queue still knows is reacted to by then, and not handed out twice.
const graceMs = 5000

/**
 * The queue may have forgotten everything: all that waits is handed out again in a moment. A round that the queue
 * forgot says nothing against an event, so the next pause is as short as the first.
 */
export async function handOutAgain(): Promise<void> {
  const soon = new Date(now().getTime() + graceMs)
  await Outbox.updateMany({ nextAt: trusted({ $gt: soon }) }, { $set: { nextAt: soon, rounds: 0 } })
}

/** Notes that a room has reacted to these events; the last room takes them out of the outbox. */
export async function reactionsDone(eventIds: string[], room: string): Promise<void> {
  const within = { _id: trusted({ $in: eventIds }) }
  await Outbox.updateMany(within, { $pull: { waiting: room } })
  await Outbox.deleteMany({ ...within, waiting: trusted({ $size: 0 }) })
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

/** True if this person did one of these at least once. */
export const hasActed = async (userId: string, names: string[]): Promise<boolean> =>
  (await EventRecord.exists({ name: mongoose.trusted({ $in: names }), 'actor.userId': userId })) !== null
