import mongoose from 'mongoose'
import { isRhythm } from '../../shared/notifications/channels.ts'
import type { NoticeKind } from '../../shared/notifications/kind.ts'
import { fillLink } from '../../shared/notifications/kind.ts'
import { kindsOfEvent } from '../../shared/notifications/kinds.ts'
import type { Choice } from '../../shared/notifications/notifications.schema.ts'
import { newId } from '../../shared/platform/ids.ts'
import { now } from '../platform/clock.ts'
import { logger } from '../platform/logger.ts'
import { messageIdFor } from '../platform/mail.ts'
import { isHistory } from '../platform/site.ts'
import { isDue, type Recipient, recipientsOf } from './notifications.audience.ts'
import type { Cause } from './notifications.cause.ts'
import { askToSend } from './notifications.sweep.service.ts'
import { factsFor } from './notifications.facts.ts'
import { announceUnread } from './notifications.inbox.service.ts'
import { type Look, lookAround } from './notifications.look.ts'
import { Delivery, type DeliveryRecord, Notice, type NoticeRecord } from './notifications.model.ts'
import { withoutMuted } from './notifications.mute.service.ts'
import { choicesOf } from './notifications.preferences.service.ts'
import { callsToMake, mailboxesToTell, type Reached } from './notifications.organisations.service.ts'
import { planCalls } from './notifications.webhook-calls.service.ts'

const batchSize = 1000

/**
 * Tells everybody whom an event concerns, each once, as they have chosen: puts notices into inboxes and plans
 * e-mails. Safe to repeat: what is there already stays as it is.
 */
export const tell = (cause: Cause): Promise<void> => tellOfAll([cause])

/** The same for many events of one name: what they have in common is looked up and written once. */
export async function tellOfAll(causes: Cause[]): Promise<void> {
  const [first] = causes
  if (!first) return
  const look = lookAround()
  const told = new Set<string>()
  const reached: Reached[] = []
  for (const kind of kindsOfEvent(first.name)) {
    const tellings = await Promise.all(causes.map((cause) => tellingsOf(kind, cause, look, told, reached)))
    const all = tellings.flat()
    for (const { cause, userId } of all) told.add(`${cause.eventId} ${userId}`)
    for (let start = 0; start < all.length; start += batchSize) {
      await planBatch(kind, all.slice(start, start + batchSize))
    }
  }
  await planCalls(await callsToMake(reached, look))
  const mailed = await mailboxesToTell(reached, look)
  await planEmails(
    mailed.map(({ kind, cause, mailboxId: id, told: text }) => ({
      ...newDelivery(kind, cause, { kind: 'mailbox', id }),
      told: text,
    })),
  )
}

/** One person who is to be told of one event. */
interface Telling extends Recipient {
  cause: Cause
  facts: Record<string, string>
}

/** Whom this kind tells of an event, and has not told by another kind; an invitation is planned at once. */
async function tellingsOf(
  kind: NoticeKind,
  cause: Cause,
  look: Look,
  told: ReadonlySet<string>,
  reached: Reached[],
): Promise<Telling[]> {
  if (!(await isDue(kind.name, cause))) return []
  const [facts, recipients] = await Promise.all([
    factsFor(kind, cause, look),
    recipientsOf(kind.to, cause, look),
  ])
  if ('kind' in recipients) {
    await planEmails([newDelivery(kind, cause, recipients)])
    return []
  }
  reached.push({ kind, cause, facts, organisationIds: recipients.organisationIds })
  const meant = recipients.people
    .filter(({ userId }) => kind.isReceipt || userId !== cause.actorUserId)
    .filter(({ userId }) => !told.has(`${cause.eventId} ${userId}`))
  const people = await withoutMuted(kind, cause.challengeId, meant, look.mutersOf)
  return people.map((one) => ({ ...one, cause, facts }))
}

async function planBatch(kind: NoticeKind, tellings: Telling[]): Promise<void> {
  const userIds = [...new Set(tellings.map(({ userId }) => userId))]
  const choices = await choicesOf(userIds, kind)
  const choiceOf = (userId: string): Choice => choices.get(userId) ?? { email: kind.email, inbox: true }
  const isOver = new Map<Cause, boolean>()
  for (const { cause } of tellings) if (!isOver.has(cause)) isOver.set(cause, await isHistory(cause.at))
  await insertNew(
    Notice,
    tellings.map((telling) =>
      newNotice(kind, telling, {
        inInbox: choiceOf(telling.userId).inbox,
        isOver: isOver.get(telling.cause) === true,
      }),
    ),
  )
  const mailed = tellings.filter(
    ({ cause, userId }) => !isOver.get(cause) && choiceOf(userId).email !== 'off',
  )
  await planEmails(
    mailed.map(({ cause, userId: id }) => ({
      ...newDelivery(kind, cause, { kind: 'person', id }),
      waitsForDigest: isRhythm(choiceOf(id).email),
    })),
  )
  await announceUnread(userIds)
}

function newNotice(
  kind: NoticeKind,
  { cause, facts, userId, organisationId, groupId }: Telling,
  { inInbox, isOver }: { inInbox: boolean; isOver: boolean },
): NoticeRecord {
  return {
    _id: newId(),
    userId,
    organisationId,
    groupId: groupId ?? null,
    kind: kind.name,
    eventId: cause.eventId,
    facts,
    link: fillLink(kind.link, facts),
    challengeId: cause.challengeId ?? null,
    inInbox,
    isRead: isOver,
    readAt: isOver ? cause.at : null,
    createdAt: cause.at,
  }
}

function newDelivery(
  kind: NoticeKind,
  { eventId }: Cause,
  recipient: DeliveryRecord['recipient'],
): DeliveryRecord {
  return { ...emptyDelivery(`${eventId}_${recipient.id}_email`), recipient, kind: kind.name, eventId }
}

/** A delivery under this id that nobody has tried yet. */
export function emptyDelivery(_id: string): Omit<DeliveryRecord, 'recipient' | 'kind' | 'eventId'> {
  const at = now()
  return {
    _id,
    state: 'planned',
    waitsForDigest: false,
    digestId: null,
    tries: 0,
    rounds: 0,
    nextAt: at,
    askAt: new Date(at.getTime() + 60_000),
    leaseUntil: null,
    handedOverAt: null,
    sentAt: null,
    messageId: messageIdFor(_id),
    reason: '',
    createdAt: at,
  }
}

/** From so many on, e-mails of one telling give way to those of others. */
const many = 100

/** Keeps the deliveries that are new, and asks the queue for those to be sent at once. */
export async function planEmails(deliveries: DeliveryRecord[]): Promise<void> {
  await insertNew(Delivery, deliveries)
  const atOnce = deliveries.filter(({ waitsForDigest }) => !waitsForDigest).map(({ _id }) => _id)
  try {
    await askToSend(atOnce, { isPatient: atOnce.length > many })
  } catch (error) {
    logger('notifications').warn({ err: error }, 'The queue is away: e-mails are sent when it is back')
  }
}

/** Inserts all, leaving out those that are there already. */
async function insertNew<Row>(model: mongoose.Model<Row>, rows: Row[]): Promise<void> {
  if (rows.length === 0) return
  try {
    await model.collection.insertMany(rows as never, { ordered: false })
  } catch (error) {
    if (!(error instanceof mongoose.mongo.MongoBulkWriteError) || error.code !== 11_000) throw error
    const others = [error.writeErrors].flat().filter(({ code }) => code !== 11_000)
    if (others.length > 0) throw error
  }
}
