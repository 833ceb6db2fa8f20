import mongoose from 'mongoose'
import { isRhythm } from '../../shared/notifications/channels.ts'
import type { NoticeKind } from '../../shared/notifications/kind.ts'
import { fillLink } from '../../shared/notifications/kind.ts'
import { kindsOfEvent } from '../../shared/notifications/kinds.ts'
import { sendEmail } from '../../shared/notifications/notifications.jobs.ts'
import type { Choice } from '../../shared/notifications/notifications.schema.ts'
import { newId } from '../../shared/platform/ids.ts'
import { now } from '../platform/clock.ts'
import { logger } from '../platform/logger.ts'
import { messageIdFor } from '../platform/mail.ts'
import { enqueue } from '../platform/queue.ts'
import { isHistory } from '../platform/site.ts'
import { isDue, type Recipient, recipientsOf } from './notifications.audience.ts'
import type { Cause } from './notifications.cause.ts'
import { factsFor } from './notifications.facts.ts'
import { announceUnread } from './notifications.inbox.service.ts'
import { Delivery, type DeliveryRecord, Notice, type NoticeRecord } from './notifications.model.ts'
import { withoutMuted } from './notifications.mute.service.ts'
import { choicesOf } from './notifications.preferences.service.ts'

const batchSize = 1000
/** How many e-mails the queue is asked for before waiting for it. */
const askedAtOnce = 100

/**
 * Tells everybody whom an event concerns, each once, as they have chosen: puts notices into inboxes and plans
 * e-mails. Safe to repeat: what is there already stays as it is.
 */
export async function tell(cause: Cause): Promise<void> {
  const told = new Set<string>()
  for (const kind of kindsOfEvent(cause.name)) {
    if (!(await isDue(kind.name, cause))) continue
    const facts = await factsFor(kind, cause)
    const recipients = await recipientsOf(kind.to, cause)
    if ('invitation' in recipients) {
      await planEmails([newDelivery(kind, cause, { kind: 'invitation', id: recipients.invitation })])
      continue
    }
    const meant = recipients.people.filter(
      ({ userId }) => !told.has(userId) && (kind.isReceipt || userId !== cause.actorUserId),
    )
    const people = await withoutMuted(kind, cause.challengeId, meant)
    for (const { userId } of people) told.add(userId)
    for (let start = 0; start < people.length; start += batchSize) {
      await planBatch(kind, cause, facts, people.slice(start, start + batchSize))
    }
  }
}

async function planBatch(
  kind: NoticeKind,
  cause: Cause,
  facts: Record<string, string>,
  people: Recipient[],
): Promise<void> {
  const userIds = people.map(({ userId }) => userId)
  const choices = await choicesOf(userIds, kind)
  const isOver = await isHistory(cause.at)
  const choiceOf = (userId: string): Choice => choices.get(userId) ?? { email: kind.email, inbox: true }
  const common = {
    kind: kind.name,
    eventId: cause.eventId,
    facts,
    link: fillLink(kind.link, facts),
    challengeId: cause.challengeId ?? null,
    isRead: isOver,
    readAt: isOver ? cause.at : null,
    createdAt: cause.at,
  }
  await insertNew(
    Notice,
    people.map(
      ({ userId, organisationId }): NoticeRecord => ({
        _id: newId(),
        userId,
        organisationId,
        inInbox: choiceOf(userId).inbox,
        ...common,
      }),
    ),
  )
  const mailed = isOver ? [] : userIds.filter((userId) => choiceOf(userId).email !== 'off')
  await planEmails(
    mailed.map((id) => ({
      ...newDelivery(kind, cause, { kind: 'person', id }),
      isDaily: isRhythm(choiceOf(id).email),
    })),
  )
  await announceUnread(userIds)
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
    isDaily: false,
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

/** Keeps the deliveries that are new, and asks the queue for those to be sent at once. */
export async function planEmails(deliveries: DeliveryRecord[]): Promise<void> {
  await insertNew(Delivery, deliveries)
  const atOnce = deliveries.filter(({ isDaily }) => !isDaily)
  try {
    for (let start = 0; start < atOnce.length; start += askedAtOnce) {
      const some = atOnce.slice(start, start + askedAtOnce)
      await Promise.all(some.map(({ _id }) => enqueue(sendEmail, { deliveryId: _id, round: 0 })))
    }
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
