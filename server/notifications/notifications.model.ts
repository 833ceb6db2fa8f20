import mongoose from 'mongoose'
import type { DeliveryState } from '../../shared/notifications/channels.ts'
import { deliveryStates } from '../../shared/notifications/channels.ts'
import type { Choice } from '../../shared/notifications/notifications.schema.ts'
import type { TellingTimes } from '../../shared/notifications/times.ts'
import { newId } from '../../shared/platform/ids.ts'
import { now } from '../platform/clock.ts'

/** What one person is told about one event. */
export interface NoticeRecord {
  _id: string
  userId: string
  /**
   * By whose membership the person was told, and may read it; null for what was told to the person or to a follower,
   * and for all that was told before this was kept.
   */
  organisationId: string | null
  /** The working group by whose membership the person was told, besides; null or missing for all else. */
  groupId?: string | null
  kind: string
  eventId: string
  /** What the kind's sentences are filled in with, as it was then. */
  facts: Record<string, string>
  /** A path of this site. */
  link: string
  challengeId: string | null
  /** False for what the person wants by e-mail only. */
  inInbox: boolean
  isRead: boolean
  readAt: Date | null
  /** When its reader put it out of sight; null or missing while it is in sight. */
  archivedAt?: Date | null
  createdAt: Date
}

const { Schema, model } = mongoose
const date = { type: Date, default: null }

const noticeSchema = new Schema<NoticeRecord>(
  {
    _id: { type: String, default: newId },
    userId: { type: String, required: true },
    organisationId: { type: String, default: null },
    groupId: { type: String, default: null },
    kind: { type: String, required: true },
    eventId: { type: String, required: true },
    facts: { type: Schema.Types.Mixed, default: () => ({}) },
    link: { type: String, required: true },
    challengeId: { type: String, default: null },
    inInbox: { type: Boolean, default: true },
    isRead: { type: Boolean, default: false },
    readAt: date,
    archivedAt: date,
    createdAt: { type: Date, default: now },
  },
  { collection: 'notices', versionKey: false, minimize: false },
)
noticeSchema.index({ userId: 1, eventId: 1, kind: 1 }, { unique: true })
// The organisation comes last: it thins a person's notices out and must not get in the way of their order.
noticeSchema.index({ userId: 1, inInbox: 1, isRead: 1, createdAt: -1, _id: -1, organisationId: 1 })
noticeSchema.index({ userId: 1, inInbox: 1, createdAt: -1, _id: -1, organisationId: 1 })
export const Notice = model<NoticeRecord>('Notice', noticeSchema)

/** What a kind's sentences are filled in with for a shared mailbox, and where they lead, as a path of this site. */
export interface MailboxText {
  facts: Record<string, string>
  link: string
}

/** One e-mail to one person or address: about one event, or a digest. */
export interface DeliveryRecord {
  /** Made of event and recipient, so that planning twice makes one. */
  _id: string
  recipient: { kind: 'person' | 'invitation' | 'partner' | 'guest' | 'mailbox'; id: string }
  /** A kind of notice, or `digest`. */
  kind: string
  eventId: string
  /** What a shared mailbox is told: it has no inbox, and so no notice. */
  told?: MailboxText
  state: DeliveryState
  /** Waits for a digest, daily or weekly; `digestId` once one has taken it in. */
  waitsForDigest: boolean
  digestId: string | null
  /** How often a worker took it up. */
  tries: number
  /** The lot it was last taken up in: the newest holds it, an older one may change nothing any more. */
  claimId?: string
  /** How often the queue was asked. */
  rounds: number
  /** Not before then is it tried (again). */
  nextAt: Date
  /** When the sweep asks the queue (again), if nobody has taken it up by then. */
  askAt: Date
  leaseUntil: Date | null
  /** The whole message went to the mail server then; from there on it may have been taken. */
  handedOverAt: Date | null
  sentAt: Date | null
  /** The same at every try, so that a mail server or reader can tell a repeat. */
  messageId: string
  /** Why it was not sent: a code, or the mail server's number. */
  reason: string
  createdAt: Date
}

const deliverySchema = new Schema<DeliveryRecord>(
  {
    _id: String,
    recipient: { type: new Schema({ kind: String, id: String }, { _id: false }), required: true },
    kind: { type: String, required: true },
    eventId: { type: String, required: true },
    told: { type: Schema.Types.Mixed },
    state: { type: String, enum: deliveryStates, required: true },
    waitsForDigest: { type: Boolean, default: false },
    digestId: { type: String, default: null },
    tries: { type: Number, default: 0 },
    claimId: String,
    rounds: { type: Number, default: 0 },
    nextAt: { type: Date, required: true },
    askAt: { type: Date, required: true },
    leaseUntil: date,
    handedOverAt: date,
    sentAt: date,
    messageId: { type: String, required: true },
    reason: { type: String, default: '' },
    createdAt: { type: Date, default: now },
  },
  { collection: 'deliveries', versionKey: false },
)
deliverySchema.index({ state: 1, waitsForDigest: 1, askAt: 1 })
deliverySchema.index({ state: 1, leaseUntil: 1 })
deliverySchema.index({ createdAt: 1 })
deliverySchema.index({ digestId: 1 }, { sparse: true })
deliverySchema.index({ eventId: 1, 'recipient.id': 1 })
export const Delivery = model<DeliveryRecord>('Delivery', deliverySchema)

/** What a person has chosen; kinds that are missing stay with what the table of kinds says. */
export interface PreferenceRecord {
  /** The person's id. */
  _id: string
  choices: Record<string, Choice>
  /** When e-mails that are not urgent come; missing until somebody chooses. */
  times?: TellingTimes
  updatedAt: Date
}

const preferenceSchema = new Schema<PreferenceRecord>(
  {
    _id: String,
    choices: { type: Schema.Types.Mixed, default: () => ({}) },
    times: { type: Schema.Types.Mixed },
    updatedAt: { type: Date, default: now },
  },
  { collection: 'notification_preferences', versionKey: false, minimize: false },
)
export const Preference = model<PreferenceRecord>('NotificationPreference', preferenceSchema)
