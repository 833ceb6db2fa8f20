import mongoose, { type ClientSession } from 'mongoose'
import {
  webhookAdded,
  webhookDeleted,
  webhookSecretRotated,
} from '../../shared/notifications/webhook.events.ts'
import {
  addWebhookSchema,
  type NewWebhook,
  testEvent,
  webhookEventsFor,
} from '../../shared/notifications/webhook.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { type Paged, paged } from '../../shared/platform/pagination.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { config } from '../platform/config.ts'
import { transaction } from '../platform/database.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { limit } from '../platform/limits.ts'
import { OutsideRefused, readOutsideUrl } from '../platform/outside-address.ts'
import { planCalls } from './notifications.webhook-calls.service.ts'
import { secretOf } from './notifications.webhook-signature.ts'
import { ownOrganisation } from './notifications.shared-mailboxes.service.ts'
import {
  callOf,
  Webhook,
  WebhookCall,
  type WebhookCallRecord,
  type WebhookRecord,
} from './notifications.webhooks.model.ts'

/** How many an organisation can have at one time. */
export const mostWebhooks = 10
/** How long the secret before a rotation signs as well. */
export const graceMs = 24 * 60 * 60_000
const tries = limit('webhook tries', 30, 60 * 60)
const perPage = 20

/** A webhook with the secret that signs, for the one answer that shows it. */
export interface WebhookWithSecret {
  webhook: WebhookRecord
  secret: string
}

/** What was wrong with an address; null if it may be given. */
function faultOf(text: string): string | null {
  try {
    readOutsideUrl(text)
    return null
  } catch (error) {
    if (error instanceof OutsideRefused) return error.message
    throw error
  }
}

/** A webhook as an administrator gives it, with all that is wrong named at once, the address among it. */
export const givenWebhookSchema = addWebhookSchema.extend({
  url: addWebhookSchema.shape.url.superRefine((text, context) => {
    const message = text === '' ? null : faultOf(text)
    if (message) context.addIssue({ code: 'custom', message })
  }),
})

function refuseUrl(text: string): string {
  const fault = faultOf(text)
  if (fault) throw new AppError('invalid', fault, { url: fault })
  return readOutsideUrl(text).href
}

function refuseOtherEvents(actor: Actor, events: string[]): void {
  const possible = new Set(webhookEventsFor(ownOrganisation(actor).kind).map(({ name }) => name))
  if (events.every((name) => possible.has(name))) return
  const message = 'Choose events that can concern your organisation'
  throw new AppError('invalid', message, { events: message })
}

/** The webhooks of the actor's organisation, the newest last. @throws AppError not-found, forbidden */
export async function listWebhooks(actor: Actor): Promise<WebhookRecord[]> {
  const { id: organisationId } = ownOrganisation(actor)
  return Webhook.find({ organisationId }).sort({ createdAt: 1 }).lean<WebhookRecord[]>()
}

/** @throws AppError not-found, forbidden */
export async function getWebhook(
  actor: Actor,
  webhookId: string,
  session?: ClientSession,
): Promise<WebhookRecord> {
  const { id: organisationId } = ownOrganisation(actor)
  const found = await Webhook.findOne({ _id: webhookId, organisationId })
    .session(session ?? null)
    .lean<WebhookRecord>()
  if (!found) throw notFound('Webhook')
  return found
}

/** Gives an address that is called from now on. @throws AppError not-found, forbidden, invalid, conflict */
export async function addWebhook(actor: Actor, input: NewWebhook): Promise<WebhookWithSecret> {
  const { id: organisationId } = ownOrganisation(actor)
  const url = refuseUrl(input.url)
  refuseOtherEvents(actor, input.events)
  return transaction(async (session) => {
    if ((await Webhook.countDocuments({ organisationId }).session(session)) >= mostWebhooks) {
      const message = `An organisation can have ${mostWebhooks} webhooks: delete one first`
      throw new AppError('conflict', message, { url: message })
    }
    const _id = newId()
    const made = { _id, organisationId, url, events: input.events, addedBy: actor.userId, createdAt: now() }
    const [saved] = await Webhook.create([made], { session })
    if (!saved) throw new Error('A webhook was not written')
    await record(session, actor, webhookAdded, { organisationId, webhookId: _id })
    const webhook = saved.toObject()
    return { webhook, secret: secretOf(webhook) }
  })
}

/** Chooses other events for a webhook. @throws AppError not-found, forbidden, invalid */
export async function changeEvents(
  actor: Actor,
  webhookId: string,
  events: string[],
): Promise<WebhookRecord> {
  refuseOtherEvents(actor, events)
  const { _id } = await getWebhook(actor, webhookId)
  await Webhook.updateOne({ _id }, { $set: { events } })
  return getWebhook(actor, webhookId)
}

/** Makes another secret; the one before signs as well for a day, an older one no more. @throws AppError not-found, forbidden */
export async function rotateSecret(actor: Actor, webhookId: string): Promise<WebhookWithSecret> {
  return transaction(async (session) => {
    const { _id, organisationId } = await getWebhook(actor, webhookId, session)
    const earlierSecretUntil = new Date(now().getTime() + graceMs)
    await Webhook.updateOne(
      { _id },
      { $inc: { secretVersion: 1 }, $set: { earlierSecretUntil } },
      { session },
    )
    await record(session, actor, webhookSecretRotated, { organisationId, webhookId })
    const webhook = await getWebhook(actor, webhookId, session)
    return { webhook, secret: secretOf(webhook) }
  })
}

/** Stops the calls of a webhook for a while: they wait. @throws AppError not-found, forbidden, conflict if it was turned off */
export async function pauseWebhook(actor: Actor, webhookId: string): Promise<void> {
  const { _id, state } = await getWebhook(actor, webhookId)
  if (state === 'off') throw new AppError('conflict', 'This webhook is off already')
  await Webhook.updateOne({ _id, state: 'active' }, { $set: { state: 'paused' } })
}

/** Turns a webhook on that was paused or off; what waited for it goes out. @throws AppError not-found, forbidden */
export async function resumeWebhook(actor: Actor, webhookId: string): Promise<void> {
  const { _id } = await getWebhook(actor, webhookId)
  const on = { state: 'active' as const, offReason: '' as const, failingSince: null }
  await Webhook.updateOne({ _id, state: mongoose.trusted({ $ne: 'active' }) }, { $set: on })
  const at = now()
  await WebhookCall.updateMany(
    { webhookId, state: 'waiting' },
    { $set: { state: 'planned', tries: 0, nextAt: at, askAt: at } },
  )
}

/** Deletes a webhook with its log. @throws AppError not-found, forbidden */
export async function deleteWebhook(actor: Actor, webhookId: string): Promise<void> {
  await transaction(async (session) => {
    const { _id, organisationId } = await getWebhook(actor, webhookId, session)
    await Webhook.deleteOne({ _id }, { session })
    await record(session, actor, webhookDeleted, { organisationId, webhookId })
  })
  await WebhookCall.deleteMany({ webhookId })
}

/** Sends a message that is about nothing, so that the receiver can be tried. @throws AppError not-found, forbidden, too-many */
export async function tryWebhook(actor: Actor, webhookId: string): Promise<WebhookCallRecord> {
  const webhook = await getWebhook(actor, webhookId)
  await tries.consume(webhook.organisationId)
  const { organisationId } = webhook
  const data = { organisationId, link: `${config().publicUrl}/organisation/webhooks/${webhookId}` }
  const call = callOf(webhook, { eventId: newId(), type: testEvent, at: now(), data })
  await planCalls([call])
  return call
}

/** The calls of a webhook of the last 30 days, the newest first. @throws AppError not-found, forbidden */
export async function listCalls(
  actor: Actor,
  webhookId: string,
  page: number,
): Promise<Paged<WebhookCallRecord>> {
  await getWebhook(actor, webhookId)
  const [calls, total] = await Promise.all([
    WebhookCall.find({ webhookId })
      .sort({ createdAt: -1, _id: -1 })
      .skip((page - 1) * perPage)
      .limit(perPage)
      .lean<WebhookCallRecord[]>(),
    WebhookCall.countDocuments({ webhookId }),
  ])
  return paged(calls, total, page, perPage)
}

/** Makes a call once more that is over, under the same id. @throws AppError not-found, forbidden, conflict, too-many */
export async function callAgain(actor: Actor, webhookId: string, callId: string): Promise<void> {
  const { organisationId, state } = await getWebhook(actor, webhookId)
  if (state !== 'active') throw new AppError('conflict', 'Turn the webhook on first')
  await tries.consume(organisationId)
  const at = now()
  const again = await WebhookCall.findOneAndUpdate(
    { _id: callId, webhookId, state: mongoose.trusted({ $in: ['sent', 'failed', 'planned'] }) },
    { $set: { state: 'planned', tries: 0, nextAt: at, askAt: at } },
  ).lean<WebhookCallRecord>()
  if (again) return
  if (await WebhookCall.exists({ _id: callId, webhookId }))
    throw new AppError('conflict', 'This message is under way already')
  throw notFound('Message')
}

/** How many messages the log of a webhook has, and how many of them have not been taken yet. @throws AppError not-found, forbidden */
export async function countCalls(actor: Actor, webhookId: string): Promise<{ all: number; unsent: number }> {
  await getWebhook(actor, webhookId)
  const [all, unsent] = await Promise.all([
    WebhookCall.countDocuments({ webhookId }),
    WebhookCall.countDocuments({
      webhookId,
      state: mongoose.trusted({ $in: ['planned', 'sending', 'waiting'] }),
    }),
  ])
  return { all, unsent }
}
