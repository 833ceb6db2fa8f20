import type { Db } from 'mongodb'
import { countBy, type Found } from './findings.ts'
import type { Site } from './site.ts'
import type { World } from './world.ts'

/** Each question is news to its authority's officers and the brokers, each answer to its asker, each once. */
export async function checkNotices(db: Db, world: World, { lost, doubled }: Found): Promise<void> {
  interface EventRow {
    _id: string
    name: string
    payload: { questionId?: string }
  }
  interface NoticeRow {
    _id: string
    userId: string
    eventId: string
    kind: string
  }
  const events = await db.collection<EventRow>('events').find().toArray()
  const notices = await db.collection<NoticeRow>('notices').find().toArray()
  const told = countBy(notices.map(({ eventId, userId, kind }) => `${eventId} ${userId} ${kind}`))
  for (const [what, count] of told) if (count > 1) doubled.push(`notice ${what}`)
  const people = new Map<string, Set<string>>()
  for (const { eventId, userId } of notices) {
    const known = people.get(eventId) ?? new Set<string>()
    people.set(eventId, known.add(userId))
  }
  const askers = new Map(
    (await db.collection<{ _id: string; askerUserId: string }>('questions').find().toArray()).map(
      ({ _id, askerUserId }) => [_id, askerUserId],
    ),
  )
  const late = new Set((await db.collection('outbox').find().toArray()).map(({ _id }) => String(_id)))
  const officers = world.officers.map(({ userId }) => userId)
  for (const { _id, name, payload } of events) {
    if (late.has(_id)) continue
    const asker = askers.get(payload.questionId ?? '')
    const wanted =
      name === 'clarification.asked'
        ? [...officers, world.brokerId]
        : name === 'clarification.answered' && asker
          ? [asker]
          : []
    for (const userId of wanted)
      if (!people.get(_id)?.has(userId)) lost.push(`notice of ${name} ${_id} to ${userId}`)
  }
}

/** @returns how many e-mails nobody can be sure of */
export async function checkMails(db: Db, { mail }: Site, { lost, doubled }: Found): Promise<number> {
  interface DeliveryRow {
    _id: string
    state: string
    messageId: string
  }
  const deliveries = await db.collection<DeliveryRow>('deliveries').find().toArray()
  const taken = countBy(mail.taken.map(({ messageId }) => (messageId ?? '').replace(/^<|>$/g, '')))
  for (const [id, count] of taken) if (count > 1) doubled.push(`e-mail ${id}`)
  for (const { _id, state, messageId } of deliveries) {
    if (state === 'sent' && !taken.has(messageId.replace(/^<|>$/g, ''))) lost.push(`e-mail ${_id}`)
    if (state === 'failed') lost.push(`e-mail ${_id}, given up`)
  }
  return deliveries.filter(({ state }) => state === 'unknown').length
}
