import { createHash } from 'node:crypto'
import mongoose from 'mongoose'
import {
  type CallState,
  callStates,
  type WebhookState,
  webhookStates,
} from '../../shared/notifications/webhook.schema.ts'
import { newId } from '../../shared/platform/ids.ts'
import { now } from '../platform/clock.ts'

/** An address of an organisation that is called when something happens. Its secrets are in no database. */
export interface WebhookRecord {
  _id: string
  organisationId: string
  url: string
  /** Names of events. */
  events: string[]
  state: WebhookState
  /** Why Foothold turned it off; empty otherwise. */
  offReason: '' | 'gone' | 'failing'
  /** Which secret signs: each rotation counts one on. */
  secretVersion: number
  /** Until then the secret before signs as well. */
  earlierSecretUntil: Date | null
  /** Since when no call was taken; null while they are. */
  failingSince: Date | null
  addedBy: string
  createdAt: Date
}

/** One try of a call. */
export interface CallAttempt {
  at: Date
  /** Null if no answer came. */
  status: number | null
  ms: number
  /** The beginning of the answer. */
  answer: string
  fault: string
}

/** One event for one webhook, with what became of it. */
export interface WebhookCallRecord {
  /** Made of event and webhook, so that planning twice makes one; the receiver knows a repeat by it (webhook-id). */
  _id: string
  webhookId: string
  organisationId: string
  type: string
  /** The same bytes at each try. */
  body: string
  state: CallState
  /** How often it was tried since it was last asked for by a person. */
  tries: number
  /** How often the queue was asked. */
  rounds: number
  /** Which claim holds it: an older one may change nothing any more. */
  claim: number
  nextAt: Date
  askAt: Date
  leaseUntil: Date | null
  /** The newest last. */
  attempts: CallAttempt[]
  createdAt: Date
}

const { Schema, model, trusted } = mongoose
const date = { type: Date, default: null }

const webhookSchema = new Schema<WebhookRecord>(
  {
    _id: { type: String, default: newId },
    organisationId: { type: String, required: true },
    url: { type: String, required: true },
    events: { type: [String], default: [] },
    state: { type: String, enum: webhookStates, default: 'active' },
    offReason: { type: String, enum: ['', 'gone', 'failing'], default: '' },
    secretVersion: { type: Number, default: 1 },
    earlierSecretUntil: date,
    failingSince: date,
    addedBy: { type: String, required: true },
    createdAt: { type: Date, default: now },
  },
  { collection: 'webhooks', versionKey: false },
)
webhookSchema.index({ organisationId: 1, createdAt: 1 })
export const Webhook = model<WebhookRecord>('Webhook', webhookSchema)

/** How long the log of a call is kept. */
export const logDays = 30

const attemptSchema = new Schema<CallAttempt>(
  { at: Date, status: { type: Number, default: null }, ms: Number, answer: String, fault: String },
  { _id: false },
)
const callSchema = new Schema<WebhookCallRecord>(
  {
    _id: String,
    webhookId: { type: String, required: true },
    organisationId: { type: String, required: true },
    type: { type: String, required: true },
    body: { type: String, required: true },
    state: { type: String, enum: callStates, required: true },
    tries: { type: Number, default: 0 },
    rounds: { type: Number, default: 0 },
    claim: { type: Number, default: 0 },
    nextAt: { type: Date, required: true },
    askAt: { type: Date, required: true },
    leaseUntil: date,
    attempts: { type: [attemptSchema], default: [] },
    createdAt: { type: Date, required: true },
  },
  { collection: 'webhook_calls', versionKey: false },
)
callSchema.index({ webhookId: 1, createdAt: -1, _id: -1 })
callSchema.index({ state: 1, askAt: 1 })
callSchema.index({ createdAt: 1 }, { expireAfterSeconds: logDays * 24 * 60 * 60 })
export const WebhookCall = model<WebhookCallRecord>('WebhookCall', callSchema)

/** The webhooks of these organisations, but for those that were turned off. */
export const webhooksOnOf = (organisationIds: string[]): Promise<WebhookRecord[]> =>
  Webhook.find({
    organisationId: trusted({ $in: organisationIds }),
    state: trusted({ $ne: 'off' }),
  }).lean<WebhookRecord[]>()

/** What a notice says of a webhook: its host, since the rest of an address may hold a secret. */
export async function webhookFacts(webhookId: string): Promise<Record<string, string>> {
  const found = await Webhook.findById(webhookId).lean<WebhookRecord>()
  return { webhookId, endpoint: found ? new URL(found.url).host : '' }
}

/** What happened, as a webhook is told. */
export interface WebhookEvent {
  eventId: string
  type: string
  at: Date
  /** Ids and a link. */
  data: Record<string, string>
}

/** The id of a call: of event and webhook, without giving the event's away, which ids of e-mails are made of. */
export const callIdOf = (eventId: string, webhookId: string): string =>
  `msg_${createHash('sha256').update(`${eventId} ${webhookId}`).digest('hex').slice(0, 40)}`

/** A call that nobody has made yet. */
export function callOf(
  { _id: webhookId, organisationId, state }: WebhookRecord,
  { eventId, type, at, data }: WebhookEvent,
): WebhookCallRecord {
  const planned = now()
  return {
    _id: callIdOf(eventId, webhookId),
    webhookId,
    organisationId,
    type,
    body: JSON.stringify({ type, timestamp: at.toISOString(), data }),
    state: state === 'active' ? 'planned' : 'waiting',
    tries: 0,
    rounds: 0,
    claim: 0,
    nextAt: planned,
    askAt: new Date(planned.getTime() + 60_000),
    leaseUntil: null,
    attempts: [],
    createdAt: planned,
  }
}
