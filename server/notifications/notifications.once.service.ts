import mongoose from 'mongoose'
import { now } from '../platform/clock.ts'
import { timeLeft } from '../platform/filters.ts'
import { translator } from '../platform/translations.ts'
import type { Cause } from './notifications.cause.ts'
import { tell } from './notifications.plan.service.ts'

/** That a reminder went out, so that it does so once; a deadline that moves has reminders of its own. */
const Reminder = mongoose.model(
  'Reminder',
  new mongoose.Schema<{ _id: string; at: Date }>(
    { _id: String, at: { type: Date, required: true } },
    { collection: 'reminders', versionKey: false },
  ),
)

/** Tells of something that no event tells of, once for this id. */
export async function tellOnce(
  _id: string,
  cause: Omit<Cause, 'eventId' | 'at' | 'actorUserId'>,
): Promise<void> {
  if (await Reminder.exists({ _id })) return
  const at = now()
  await tell({ ...cause, eventId: _id, at, actorUserId: '' })
  await Reminder.updateOne({ _id }, { $setOnInsert: { at } }, { upsert: true })
}

/** How long before a deadline people are told, and how that is said when it is told in time. */
export interface Moment {
  name: string
  beforeMs: number
  label: string
}

/**
 * The moment before a deadline that it is time for, of those given nearest first, with what is left in words; null
 * where it is too early, or late. The nearest only: nobody needs the day's reminder an hour before.
 */
export function momentBefore(
  deadline: Date,
  moments: readonly Moment[],
): { name: string; left: string } | null {
  const at = now()
  const leftMs = deadline.getTime() - at.getTime()
  const moment = moments.find(({ beforeMs }) => leftMs > 0 && leftMs <= beforeMs)
  if (!moment) return null
  const isInTime = moment.beforeMs - leftMs < 5 * 60_000
  const t = translator()
  return { name: moment.name, left: isInTime ? t(moment.label) : timeLeft(deadline, at, t) }
}
