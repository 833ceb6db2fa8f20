import mongoose from 'mongoose'
import type { RecordedEvent } from '../../shared/audit/chain.ts'
import { newId } from '../../shared/platform/ids.ts'

/** What happened; written once, never changed. */
export type DomainEvent = RecordedEvent

const eventSchema = new mongoose.Schema<DomainEvent>(
  {
    _id: { type: String, default: newId },
    name: { type: String, required: true },
    at: { type: Date, required: true },
    actor: { type: { kind: String, userId: String, organisationId: String }, required: true, _id: false },
    subject: { type: { kind: String, id: String }, required: true, _id: false },
    payload: { type: mongoose.Schema.Types.Mixed, required: true },
  },
  { collection: 'events', versionKey: false, minimize: false },
)
eventSchema.index({ 'subject.kind': 1, 'subject.id': 1, at: 1 })
eventSchema.index({ name: 1, at: 1 })
// What somebody did: most of the record is of nobody in particular.
eventSchema.index(
  { 'actor.userId': 1, name: 1 },
  { partialFilterExpression: { 'actor.userId': { $gt: '' } } },
)
export const EventRecord = mongoose.model('Event', eventSchema)

/** An event that some room still has to react to; gone once all of them have. */
export interface OutboxRow {
  /** The event's id. */
  _id: string
  name: string
  /** Not before then is it handed to the queue (again). */
  nextAt: Date
  rounds: number
  /** Which taking of it was the last; empty if nobody has taken it yet. */
  takenBy: string
  /** The rooms whose reaction is not done; null until the dispatcher has looked. */
  waiting: string[] | null
}

const outboxSchema = new mongoose.Schema<OutboxRow>(
  {
    _id: String,
    name: { type: String, required: true },
    nextAt: { type: Date, required: true },
    rounds: { type: Number, default: 0 },
    takenBy: { type: String, default: '' },
    waiting: { type: [String], default: null },
  },
  { collection: 'outbox', versionKey: false },
)
outboxSchema.index({ nextAt: 1 })
export const Outbox = mongoose.model('Outbox', outboxSchema)
