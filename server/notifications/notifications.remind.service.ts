import mongoose from 'mongoose'
import { formatDateTime } from '../../shared/platform/dates.ts'
import { type Challenge, listOpenChallenges } from '../challenges/index.ts'
import { now } from '../platform/clock.ts'
import { timeLeft } from '../platform/filters.ts'
import { translator } from '../platform/translations.ts'
import { tell } from './notifications.plan.service.ts'

const hour = 60 * 60_000

/** How long before a deadline people are told, and how that is said when it is told in time. */
const moments = [
  { name: '1h', beforeMs: hour, label: '1 hour' },
  { name: '24h', beforeMs: 24 * hour, label: '24 hours' },
] as const

const deadlines = [
  { event: 'notifications.questions-close-soon', at: ({ timetable }: Challenge) => timetable.askBy },
  { event: 'notifications.responses-close-soon', at: ({ timetable }: Challenge) => timetable.respondBy },
] as const

/** That a reminder went out, so that it does so once; a deadline that moves has reminders of its own. */
const Reminder = mongoose.model(
  'Reminder',
  new mongoose.Schema<{ _id: string; at: Date }>(
    { _id: String, at: { type: Date, required: true } },
    { collection: 'reminders', versionKey: false },
  ),
)

/** Tells everybody concerned that a deadline comes near, a day and an hour before it. Safe to repeat. */
export async function sendReminders(): Promise<void> {
  for (const challenge of await listOpenChallenges()) {
    for (const { event, at } of deadlines) {
      const deadline = at(challenge)
      if (deadline) await remind(challenge, event, deadline)
    }
  }
}

async function remind(challenge: Challenge, event: string, deadline: Date): Promise<void> {
  const at = now()
  const leftMs = deadline.getTime() - at.getTime()
  // The nearest moment only: an hour before, nobody needs the day's reminder as well.
  const moment = moments.find(({ beforeMs }) => leftMs > 0 && leftMs <= beforeMs)
  if (!moment) return
  const _id = `${challenge._id}-${event.split('.')[1]}-${moment.name}-${deadline.getTime()}`
  if (await Reminder.exists({ _id })) return
  const isInTime = moment.beforeMs - leftMs < 5 * 60_000
  const t = translator()
  const left = isInTime ? t(moment.label) : timeLeft(deadline, at, t)
  const known = { left, deadline: formatDateTime(deadline) }
  await tell({ challengeId: challenge._id, eventId: _id, name: event, at, actorUserId: '', known })
  await Reminder.updateOne({ _id }, { $setOnInsert: { at } }, { upsert: true })
}
