import mongoose from 'mongoose'
import { now } from '../platform/clock.ts'
import { type DomainEvent, EventRecord, Outbox } from './audit.model.ts'

/** What waits to be reacted to. */
export interface OutboxFigures {
  waiting: number
  /** How long the one that waits longest for being handed out has been due, in milliseconds; 0 if none is due. */
  overdueMs: number
  /** Of those, handed out more than once: something kept their rooms from reacting. */
  triedAgain: number
}

/** How the outbox does. */
export async function outboxFigures(): Promise<OutboxFigures> {
  const [waiting, triedAgain, overdueMs] = await Promise.all([
    Outbox.countDocuments({}),
    Outbox.countDocuments({ rounds: mongoose.trusted({ $gt: 1 }) }),
    outboxOverdueMs(),
  ])
  return { waiting, triedAgain, overdueMs }
}

/** How long the event that waits longest for being handed out has been due, in milliseconds; 0 if none is due. */
export async function outboxOverdueMs(): Promise<number> {
  const first = await Outbox.findOne({}, { nextAt: 1 }).sort({ nextAt: 1 }).lean()
  return first ? Math.max(0, now().getTime() - first.nextAt.getTime()) : 0
}

/** The newest events of a name, the last first. */
export async function newestEvents(name: string, most: number): Promise<DomainEvent[]> {
  return EventRecord.find({ name }).sort({ at: -1, _id: -1 }).limit(most).lean<DomainEvent[]>()
}

/** The last events of one thing, the last first. */
export async function lastEvents(kind: string, id: string, most: number): Promise<DomainEvent[]> {
  return EventRecord.find({ 'subject.kind': kind, 'subject.id': id })
    .sort({ at: -1, _id: -1 })
    .limit(most)
    .lean<DomainEvent[]>()
}
