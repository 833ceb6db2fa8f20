import { endOf } from '../../shared/platform/dates.ts'
import { calendarFile, type CalendarMethod } from '../../shared/platform/calendar-file.ts'
import { config } from '../platform/config.ts'
import { plainText } from '../platform/plain-text.ts'
import { translator } from '../platform/translations.ts'
import type { LiveSessionRecord } from './clarifications.sessions.model.ts'

/** The bare address in `Foothold <no-reply@…>`. */
const addressIn = (from: string): string => /<([^>]+)>/.exec(from)?.[1] ?? from

/**
 * A live session as a file for calendars. Each change has the same UID and a higher sequence, so that a calendar
 * moves what it has instead of adding another; a cancelled session takes it out.
 */
export function sessionCalendar(
  live: LiveSessionRecord,
  challenge: { title: string; authorityName: string },
): { method: CalendarMethod; content: string } {
  const t = translator()
  const { publicUrl, mailFrom } = config()
  const url = `${publicUrl}/live-sessions/${live._id}`
  const title = t('Live questions and answers: {title}', { title: challenge.title })
  const isCancelled = live.status === 'cancelled'
  const agenda = live.agenda.map(({ text }) => `- ${text}`).join('\n')
  const entry = {
    uid: `${live._id}-live@${new URL(publicUrl).host}`,
    title,
    description: [challenge.authorityName, plainText(live.howToTakePart), agenda, url]
      .filter(Boolean)
      .join('\n'),
    when: live.startsAt,
    until: endOf(live),
    url,
    sequence: live.revision,
    isCancelled,
    organiser: { name: challenge.authorityName, email: addressIn(mailFrom) },
  }
  const method = isCancelled ? 'CANCEL' : 'PUBLISH'
  return { method, content: calendarFile(title, [entry], live.changedAt, method) }
}
