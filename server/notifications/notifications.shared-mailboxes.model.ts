import mongoose from 'mongoose'
import {
  type MailboxState,
  type MailboxTopic,
  mailboxStates,
} from '../../shared/notifications/shared-mailbox.schema.ts'
import { newId } from '../../shared/platform/ids.ts'
import { now } from '../platform/clock.ts'

/** A mailbox that several people of an organisation read. It stays on record when it is removed. */
export interface SharedMailboxRecord {
  _id: string
  organisationId: string
  email: string
  topics: MailboxTopic[]
  state: MailboxState
  /** Names the newest question whether it wants to be told: links of earlier ones lead nowhere. */
  askId: string
  askedAt: Date
  confirmedAt: Date | null
  stoppedAt: Date | null
  /** Out of sight of its organisation, and told nothing, since then. */
  removedAt: Date | null
  addedBy: string
  createdAt: Date
}

const date = { type: Date, default: null }

const schema = new mongoose.Schema<SharedMailboxRecord>(
  {
    _id: { type: String, default: newId },
    organisationId: { type: String, required: true },
    email: { type: String, required: true },
    topics: { type: [String], default: [] },
    state: { type: String, enum: mailboxStates, required: true },
    askId: { type: String, required: true },
    askedAt: { type: Date, required: true },
    confirmedAt: date,
    stoppedAt: date,
    removedAt: date,
    addedBy: { type: String, required: true },
    createdAt: { type: Date, default: now },
  },
  { collection: 'shared_mailboxes', versionKey: false },
)
schema.index({ organisationId: 1, email: 1 }, { unique: true })
export const SharedMailbox = mongoose.model<SharedMailboxRecord>('SharedMailbox', schema)
