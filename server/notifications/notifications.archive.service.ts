import { type InboxFilter, type InboxPart, wholeInbox } from '../../shared/notifications/inbox.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { isId } from '../../shared/platform/ids.ts'
import { findChallenges } from '../challenges/index.ts'
import { now } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { announceUnread, inPart, mine } from './notifications.inbox.service.ts'
import { Notice, type NoticeRecord } from './notifications.model.ts'

/**
 * Puts a notice out of sight, or back; what is put away counts as read. Once more changes nothing.
 * @throws AppError not-found for another's
 */
export async function archive(actor: Actor, noticeId: string, isAway: boolean): Promise<NoticeRecord> {
  const own = { _id: isId(noticeId) ? noticeId : '', ...(await mine(actor.userId)) }
  const at = now()
  const wasUnread = isAway
    ? await Notice.findOneAndUpdate({ ...own, isRead: false }, { $set: { isRead: true, readAt: at } })
    : null
  if (isAway) await Notice.updateOne({ ...own, archivedAt: null }, { $set: { archivedAt: at } })
  else await Notice.updateOne(own, { $set: { archivedAt: null } })
  const notice = await Notice.findOne(own).lean<NoticeRecord>()
  if (!notice) throw notFound('Notice')
  if (wasUnread) await announceUnread([actor.userId])
  return notice
}

/** Puts away everything that was read, of what a page shows. @returns at what instant: all that was put away then */
export async function archiveRead(actor: Actor, filter: InboxFilter = wholeInbox): Promise<Date> {
  const shown = { ...(await mine(actor.userId)), ...inPart({ ...filter, show: 'inbox' }), isRead: true }
  const archivedAt = now()
  await Notice.updateMany(shown, { $set: { archivedAt } })
  return archivedAt
}

/** How many notices a person put away at one instant. */
export const archivedAtCount = async (actor: Actor, archivedAt: Date): Promise<number> =>
  Notice.countDocuments({ ...(await mine(actor.userId)), archivedAt })

/** Takes back what a person put away at one instant; once more changes nothing. */
export async function restoreArchived(actor: Actor, archivedAt: Date): Promise<void> {
  await Notice.updateMany({ ...(await mine(actor.userId)), archivedAt }, { $set: { archivedAt: null } })
}

/** A challenge that notices are about, for the filter. */
export interface ChallengeCount {
  challenge: string
  title: string
  count: number
}

/** The challenges that a part of an inbox is about, the last first spoken of first. */
export async function countChallenges(userId: string, show: InboxPart): Promise<ChallengeCount[]> {
  const counts = await Notice.aggregate<{ _id: string; count: number }>([
    { $match: { ...(await mine(userId)), ...inPart({ ...wholeInbox, show }), challengeId: { $ne: null } } },
    { $group: { _id: '$challengeId', count: { $sum: 1 }, latest: { $max: '$createdAt' } } },
    { $sort: { latest: -1 } },
    { $limit: 50 },
  ])
  const challenges = await findChallenges(counts.map(({ _id }) => _id))
  return counts.flatMap(({ _id, count }) => {
    const title = challenges.get(_id)?.title
    return title ? [{ challenge: _id, title, count }] : []
  })
}
