import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { calendarFile } from '../../shared/platform/calendar-file.ts'
import { config } from '../platform/config.ts'
import { translator } from '../platform/translations.ts'

const t = translator()

/** One date of a challenge. */
interface CalendarDate {
  /** Unique for ever. */
  uid: string
  title: string
  at: Date
}

/** The dates of a challenge that are known, each with the words for it. */
export function datesOf({ _id, title, timetable }: ChallengeRecord): CalendarDate[] {
  const dates: [key: string, words: string, at: Date | null][] = [
    ['ask', t('Last time for questions: {title}', { title }), timetable.askBy],
    ['answer', t('Answers are due: {title}', { title }), timetable.answerBy],
    ['respond', t('Deadline for responses: {title}', { title }), timetable.respondBy],
    ['pilot', t('Pilot starts: {title}', { title }), timetable.pilotStart],
  ]
  const host = new URL(config().publicUrl).host
  return dates.flatMap(([key, words, at]) => (at ? [{ uid: `${_id}-${key}@${host}`, title: words, at }] : []))
}

/** The dates of a challenge as a file for calendars. */
export function challengeCalendar(challenge: ChallengeRecord): string {
  const url = `${config().publicUrl}/challenges/${challenge._id}`
  const isCancelled = challenge.status === 'withdrawn'
  const entries = datesOf(challenge).map(({ uid, title, at }) => ({
    uid,
    title,
    when: at,
    url,
    description: `${challenge.authorityName}\n${url}`,
    sequence: Math.max(0, challenge.version - 1) + (isCancelled ? 1 : 0),
    isCancelled,
  }))
  return calendarFile(challenge.title, entries, challenge.updatedAt)
}
