import mongoose from 'mongoose'
import { type DeliveryState, keptHere } from '../../shared/notifications/channels.ts'
import { now } from '../platform/clock.ts'
import { Delivery, type DeliveryRecord, Notice, type NoticeRecord } from './notifications.model.ts'

/** What became of an e-mail, as operators look at it. */
export const emailFates = [
  'sent',
  'kept',
  'digest',
  'waiting',
  'muted',
  'turned-off',
  'dropped',
  'unknown',
  'failed',
] as const
export type EmailFate = (typeof emailFates)[number]

/** How many e-mails of one kind came to each end. */
export interface KindFigures {
  kind: string
  total: number
  fates: Record<EmailFate, number>
}

interface Group {
  _id: { kind: string; state: DeliveryState; reason: string; isGathered: boolean }
  count: number
}

const fatesOfReasons: Record<string, EmailFate> = { muted: 'muted', 'turned off': 'turned-off' }

function fateOf({
  state,
  reason,
  isGathered,
}: {
  state: DeliveryState
  reason: string
  isGathered: boolean
}): EmailFate {
  if (isGathered) return 'digest'
  if (state === 'sent' && reason === keptHere) return 'kept'
  if (state === 'skipped') return fatesOfReasons[reason] ?? 'dropped'
  return state === 'planned' || state === 'sending' ? 'waiting' : state
}

/** The e-mails that were planned since then, by kind and end, the most first; a digest counts as one of its own. */
export async function emailFigures(since: Date): Promise<KindFigures[]> {
  const groups = await Delivery.aggregate<Group>([
    { $match: { createdAt: { $gte: since, $lte: now() } } },
    {
      $group: {
        _id: {
          kind: '$kind',
          state: '$state',
          // Reasons of refusals are the mail server's words: only ours are told apart.
          reason: { $cond: [{ $in: ['$state', ['skipped', 'sent']] }, '$reason', ''] },
          isGathered: { $or: ['$waitsForDigest', { $ne: [{ $ifNull: ['$digestId', null] }, null] }] },
        },
        count: { $sum: 1 },
      },
    },
  ])
  const byKind = new Map<string, KindFigures>()
  for (const { _id, count } of groups) {
    const figures = byKind.get(_id.kind) ?? { kind: _id.kind, total: 0, fates: noFates() }
    figures.total += count
    figures.fates[fateOf(_id)] += count
    byKind.set(_id.kind, figures)
  }
  return [...byKind.values()].sort((a, b) => b.total - a.total || a.kind.localeCompare(b.kind))
}

const noFates = (): Record<EmailFate, number> => ({
  sent: 0,
  kept: 0,
  digest: 0,
  waiting: 0,
  muted: 0,
  'turned-off': 0,
  dropped: 0,
  unknown: 0,
  failed: 0,
})

/** One e-mail to a person, without what it says. */
export interface DeliveryFacts {
  kind: string
  fate: EmailFate
  reason: string
  tries: number
  createdAt: Date
  sentAt: Date | null
}

/** The last e-mails that were planned for a person, digests among them, the last first. */
export async function deliveriesOf(userId: string, most: number): Promise<DeliveryFacts[]> {
  const notices = await Notice.find({ userId }, { eventId: 1 })
    .sort({ createdAt: -1 })
    .limit(most)
    .lean<Pick<NoticeRecord, 'eventId'>[]>()
  const own = await findAll(notices.map(({ eventId }) => `${eventId}_${userId}_email`))
  const digests = await findAll(own.flatMap(({ digestId }) => digestId ?? []))
  return [...own, ...digests]
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    .slice(0, most)
    .map(({ kind, state, reason, waitsForDigest, digestId, tries, createdAt, sentAt }) => ({
      kind,
      fate: fateOf({ state, reason, isGathered: waitsForDigest || digestId !== null }),
      reason,
      tries,
      createdAt,
      sentAt,
    }))
}

const findAll = (ids: string[]): Promise<DeliveryRecord[]> =>
  Delivery.find({ _id: mongoose.trusted({ $in: [...new Set(ids)] }) }).lean<DeliveryRecord[]>()
