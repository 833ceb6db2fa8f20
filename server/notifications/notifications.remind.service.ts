import { formatDateTime } from '../../shared/platform/dates.ts'
import { type Challenge, listOpenChallenges } from '../challenges/index.ts'
import { momentBefore, tellOnce } from './notifications.once.service.ts'

const hour = 60 * 60_000

const moments = [
  { name: '1h', beforeMs: hour, label: '1 hour' },
  { name: '24h', beforeMs: 24 * hour, label: '24 hours' },
] as const

const deadlines = [
  { event: 'notifications.questions-close-soon', at: ({ timetable }: Challenge) => timetable.askBy },
  { event: 'notifications.responses-close-soon', at: ({ timetable }: Challenge) => timetable.respondBy },
] as const

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
  const moment = momentBefore(deadline, moments)
  if (!moment) return
  const id = `${challenge._id}-${event.split('.')[1]}-${moment.name}-${deadline.getTime()}`
  const known = { left: moment.left, deadline: formatDateTime(deadline) }
  await tellOnce(id, { challengeId: challenge._id, name: event, known })
}
