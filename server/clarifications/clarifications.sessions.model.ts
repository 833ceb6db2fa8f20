import mongoose from 'mongoose'
import { type QueueOrder, queueOrders } from '../../shared/clarifications/clarifications.sessions.schema.ts'
import {
  type EntryKind,
  entryKinds,
  type SessionRole,
  sessionRoles,
} from '../../shared/clarifications/session-record.ts'
import { type SessionStatus, sessionStatuses } from '../../shared/clarifications/session-status.ts'
import { newId } from '../../shared/platform/ids.ts'

export interface AgendaItem {
  id: string
  text: string
}

export interface PollRecord {
  id: string
  question: string
  options: { id: string; text: string }[]
  /** How many suppliers chose each option, by its id; null while suppliers can still choose. */
  results: { optionId: string; count: number }[] | null
}

export interface LiveSessionRecord {
  _id: string
  challengeId: string
  status: SessionStatus
  startsAt: Date
  minutes: number
  agenda: AgendaItem[]
  howToTakePart: string
  /** The sequence of its calendar entry: one more with each change. */
  revision: number
  /** Why it was cancelled; everybody reads it. */
  cancelReason: string
  /** Who leads it; known to the authority and the brokers alone. */
  chair: { userId: string; organisationId: string }
  order: QueueOrder
  currentItemId: string | null
  answeringQuestionId: string | null
  /** The questions that will be answered in writing. */
  laterQuestionIds: string[]
  polls: PollRecord[]
  /** The number of the newest entry of its record. */
  entriesCount: number
  announcedAt: Date
  changedAt: Date
  openedAt: Date | null
  /** When it was closed or cancelled. */
  endedAt: Date | null
}

const part = (fields: object) => new mongoose.Schema(fields as never, { _id: false })
const named = part({ id: String, text: String })

const schema = new mongoose.Schema<LiveSessionRecord>(
  {
    _id: { type: String, default: newId },
    challengeId: { type: String, required: true },
    status: { type: String, enum: sessionStatuses, required: true, default: 'announced' },
    startsAt: { type: Date, required: true },
    minutes: { type: Number, required: true },
    agenda: { type: [named], default: [] },
    howToTakePart: { type: String, default: '' },
    revision: { type: Number, default: 0 },
    cancelReason: { type: String, default: '' },
    chair: { type: part({ userId: String, organisationId: String }), required: true },
    order: { type: String, enum: queueOrders, default: 'votes' },
    currentItemId: { type: String, default: null },
    answeringQuestionId: { type: String, default: null },
    laterQuestionIds: { type: [String], default: [] },
    polls: {
      type: [
        part({
          id: String,
          question: String,
          options: [named],
          results: { type: [part({ optionId: String, count: Number })], default: null },
        }),
      ],
      default: [],
    },
    entriesCount: { type: Number, default: 0 },
    announcedAt: { type: Date, required: true },
    changedAt: { type: Date, required: true },
    openedAt: { type: Date, default: null },
    endedAt: { type: Date, default: null },
  },
  { collection: 'live_sessions', versionKey: false },
)
schema.index({ challengeId: 1, startsAt: 1 })
schema.index({ status: 1, startsAt: 1 })
export const LiveSession = mongoose.model('LiveSession', schema)

/**
 * One entry of a session's record. Entries are added and never changed, but for words that a broker replaced; words of
 * questions stay with these.
 */
export interface SessionEntryRecord {
  _id: string
  liveSessionId: string
  /** From 1 on, without gaps. */
  number: number
  kind: EntryKind
  at: Date
  role: SessionRole
  text: string
  questionId: string | null
  /** Words that stood there before, for brokers alone; entries of earlier days have none. */
  redactions: { original: string; reason: string; at: Date; by: string }[]
}

const entrySchema = new mongoose.Schema<SessionEntryRecord>(
  {
    _id: { type: String, default: newId },
    liveSessionId: { type: String, required: true },
    number: { type: Number, required: true },
    kind: { type: String, enum: entryKinds, required: true },
    at: { type: Date, required: true },
    role: { type: String, enum: sessionRoles, required: true },
    text: { type: String, default: '' },
    questionId: { type: String, default: null },
    redactions: { type: [part({ original: String, reason: String, at: Date, by: String })], default: [] },
  },
  { collection: 'live_session_entries', versionKey: false },
)
entrySchema.index({ liveSessionId: 1, number: 1 }, { unique: true })
export const SessionEntry = mongoose.model('LiveSessionEntry', entrySchema)

/** What a supplier wants answered, or chose in a poll: one a supplier, whoever of its people said so. */
export interface SessionVoteRecord {
  _id: string
  liveSessionId: string
  /** The question or the poll. */
  aboutId: string
  organisationId: string
  /** In a poll. */
  optionId: string | null
}

const voteSchema = new mongoose.Schema<SessionVoteRecord>(
  {
    _id: { type: String, default: newId },
    liveSessionId: { type: String, required: true },
    aboutId: { type: String, required: true },
    organisationId: { type: String, required: true },
    optionId: { type: String, default: null },
  },
  { collection: 'live_session_votes', versionKey: false },
)
voteSchema.index({ aboutId: 1, organisationId: 1 }, { unique: true })
voteSchema.index({ liveSessionId: 1 })
export const SessionVote = mongoose.model('LiveSessionVote', voteSchema)

/** A message that was taken, by the key that its form carried: sent again, it has the first one's result. */
interface SessionKeyRecord {
  _id: string
  result: unknown
  at: Date
}

const keySchema = new mongoose.Schema<SessionKeyRecord>(
  { _id: String, result: mongoose.Schema.Types.Mixed, at: Date },
  { collection: 'live_session_keys', versionKey: false, minimize: false },
)
keySchema.index({ at: 1 }, { expireAfterSeconds: 24 * 60 * 60 })
export const SessionKey = mongoose.model('LiveSessionKey', keySchema)

/** When a supplier's person last had the page of an open session; only ever counted. */
interface SessionPresenceRecord {
  _id: string
  liveSessionId: string
  seenAt: Date
}

const presenceSchema = new mongoose.Schema<SessionPresenceRecord>(
  { _id: String, liveSessionId: String, seenAt: Date },
  { collection: 'live_session_presence', versionKey: false },
)
presenceSchema.index({ liveSessionId: 1, seenAt: 1 })
presenceSchema.index({ seenAt: 1 }, { expireAfterSeconds: 60 * 60 })
export const SessionPresence = mongoose.model('LiveSessionPresence', presenceSchema)
