import mongoose from 'mongoose'
import { type InboxFilter, type InboxPart, wholeInbox } from '../../shared/notifications/inbox.ts'
import { unreadChanged } from '../../shared/notifications/notifications.sockets.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { isId } from '../../shared/platform/ids.ts'
import { type CursorPage, type CursorQuery, type Paged, paged } from '../../shared/platform/pagination.ts'
import { wrongCursor } from '../platform/api-query.ts'
import { now } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { broadcast, personAudience } from '../platform/live.ts'
import { Delivery, type DeliveryRecord, Notice, type NoticeRecord } from './notifications.model.ts'
import { readableBy, readersAmong } from './notifications.readers.ts'

const perPage = 20

/** What is in a person's inbox or was: everything that they may read and wanted there. */
export const mine = async (userId: string) => ({ ...(await readableBy(userId)), inInbox: true })

/** What of that a page shows. */
export function inPart({ show, kind, challenge }: InboxFilter) {
  return {
    ...(show === 'archived' ? { archivedAt: mongoose.trusted({ $gt: new Date(0) }) } : { archivedAt: null }),
    ...(show === 'unread' ? { isRead: false } : {}),
    ...(kind === undefined ? {} : { kind }),
    ...(challenge === undefined ? {} : { challengeId: challenge }),
  }
}

/** A notice with what became of its e-mail, if there was to be one. */
export interface NoticeWithEmail {
  notice: NoticeRecord
  email: Pick<DeliveryRecord, 'state' | 'waitsForDigest' | 'sentAt'> | null
}

/** How many notices a person has not read. */
export async function unreadCount(userId: string): Promise<number> {
  return Notice.countDocuments({ ...(await mine(userId)), isRead: false })
}

/** A page of a person's inbox: what is unread first, then the newest. */
export async function listInbox(
  userId: string,
  page: number,
  shown: InboxFilter = wholeInbox,
): Promise<Paged<NoticeWithEmail>> {
  const filter = { ...(await mine(userId)), ...inPart(shown) }
  const [notices, total] = await Promise.all([
    Notice.find(filter)
      .sort({ isRead: 1, createdAt: -1, _id: -1 })
      .skip((page - 1) * perPage)
      .limit(perPage)
      .lean<NoticeRecord[]>(),
    Notice.countDocuments(filter),
  ])
  return paged(await withEmails(notices), total, page, perPage)
}

/** The kinds that a part of a person's inbox holds, with how many of each; for the filter. */
export async function countKinds(
  userId: string,
  show: InboxPart,
): Promise<{ kind: string; count: number }[]> {
  return Notice.aggregate<{ kind: string; count: number }>([
    { $match: { ...(await mine(userId)), ...inPart({ ...wholeInbox, show }) } },
    { $group: { _id: '$kind', count: { $sum: 1 } } },
    { $project: { _id: 0, kind: '$_id', count: 1 } },
    { $sort: { kind: 1 } },
  ])
}

/** The same for programs, the newest first. @throws AppError bad-request for a cursor that is none */
export async function listNotices(
  userId: string,
  { cursor, limit }: CursorQuery,
  shown: InboxFilter = wholeInbox,
): Promise<CursorPage<NoticeWithEmail>> {
  const [at = '', id = ''] = cursor?.split('_') ?? []
  if (cursor && (!/^\d{1,15}$/.test(at) || !isId(id))) throw wrongCursor()
  const createdAt = new Date(Number(at))
  const after = cursor
    ? mongoose.trusted({ $or: [{ createdAt: { $lt: createdAt } }, { createdAt, _id: { $lt: id } }] })
    : {}
  const found = await Notice.find({
    ...(await mine(userId)),
    ...inPart(shown),
    ...after,
  })
    .sort({ createdAt: -1, _id: -1 })
    .limit(limit + 1)
    .lean<NoticeRecord[]>()
  const last = found.length > limit ? found[limit - 1] : undefined
  return {
    items: await withEmails(found.slice(0, limit)),
    nextCursor: last ? `${last.createdAt.getTime()}_${last._id}` : null,
  }
}

const findDeliveries = (ids: string[]): Promise<DeliveryRecord[]> =>
  Delivery.find({ _id: mongoose.trusted({ $in: ids }) }).lean<DeliveryRecord[]>()

async function withEmails(notices: NoticeRecord[]): Promise<NoticeWithEmail[]> {
  const deliveries = await findDeliveries(notices.map(({ eventId, userId }) => `${eventId}_${userId}_email`))
  const digests = await findDeliveries(deliveries.flatMap(({ digestId }) => digestId ?? []))
  const digestsById = new Map(digests.map((digest) => [digest._id, digest]))
  return notices.map((notice) => {
    const own = deliveries.find(({ eventId, kind }) => eventId === notice.eventId && kind === notice.kind)
    // What went into a digest had that digest's fate.
    const sent = (own?.digestId && digestsById.get(own.digestId)) || own
    return {
      notice,
      email:
        own && sent ? { state: sent.state, waitsForDigest: own.waitsForDigest, sentAt: sent.sentAt } : null,
    }
  })
}

/** Notes that a person has read a notice; once more changes nothing. @throws AppError not-found for another's */
export async function markRead(actor: Actor, noticeId: string): Promise<NoticeRecord> {
  const own = { _id: isId(noticeId) ? noticeId : '', ...(await mine(actor.userId)) }
  const before = await Notice.findOneAndUpdate(
    { ...own, isRead: false },
    { $set: { isRead: true, readAt: now() } },
  )
  const notice = await Notice.findOne(own).lean<NoticeRecord>()
  if (!notice) throw notFound('Notice')
  if (before) await announceUnread([actor.userId])
  return notice
}

/** Notes that a person has read everything that a page shows and that came before this moment. */
export async function markAllRead(actor: Actor, shown: InboxFilter = wholeInbox): Promise<void> {
  const filter = { ...(await mine(actor.userId)), ...inPart({ ...shown, show: 'unread' }) }
  const { modifiedCount } = await Notice.updateMany(filter, { $set: { isRead: true, readAt: now() } })
  if (modifiedCount > 0) await announceUnread([actor.userId])
}

/** Tells open pages of these people how many notices they have not read, of those that they may read. */
export async function announceUnread(userIds: string[]): Promise<void> {
  const told = { userId: '$userId', organisationId: '$organisationId', groupId: '$groupId' }
  const [counts, mayRead] = await Promise.all([
    Notice.aggregate<{ _id: Pick<NoticeRecord, keyof typeof told>; unread: number }>([
      { $match: { userId: { $in: userIds }, inInbox: true, isRead: false } },
      { $group: { _id: told, unread: { $sum: 1 } } },
    ]),
    readersAmong(userIds),
  ])
  const byPerson = new Map(userIds.map((userId) => [userId, 0]))
  for (const { _id, unread } of counts)
    if (mayRead(_id)) byPerson.set(_id.userId, (byPerson.get(_id.userId) ?? 0) + unread)
  // Many have the same number: one message for all of them.
  const byCount = new Map<number, string[]>()
  for (const [userId, unread] of byPerson) {
    const audiences = byCount.get(unread) ?? []
    audiences.push(personAudience(userId))
    byCount.set(unread, audiences)
  }
  for (const [unread, audiences] of byCount) broadcast(audiences, unreadChanged, { unread })
}
