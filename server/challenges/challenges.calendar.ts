import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import type { CalendarEntry } from '../../shared/platform/calendar-file.ts'
import { config } from '../platform/config.ts'
import { translator } from '../platform/translations.ts'

/** One date of a challenge. */
interface CalendarDate {
  /** Unique for ever. */
  uid: string
  title: string
  at: Date
}

/** The dates of a challenge that are known, each with the words for it. */
export function datesOf({ _id, title, timetable }: ChallengeRecord): CalendarDate[] {
  const t = translator()
  const dates: [key: string, words: string, at: Date | null][] = [
    ['ask', t('Last time for questions: {title}', { title }), timetable.askBy],
    ['answer', t('Answers are due: {title}', { title }), timetable.answerBy],
    ['respond', t('Deadline for responses: {title}', { title }), timetable.respondBy],
    ['pilot', t('Pilot starts: {title}', { title }), timetable.pilotStart],
  ]
  const host = new URL(config().publicUrl).host
  return dates.flatMap(([key, words, at]) => (at ? [{ uid: `${_id}-${key}@${host}`, title: words, at }] : []))
}

/** The same as a calendar has them; a withdrawn challenge's are cancelled. */
export function calendarEntriesOf(challenge: ChallengeRecord): CalendarEntry[] {
  const url = `${config().publicUrl}/challenges/${challenge._id}`
  const isCancelled = challenge.status === 'withdrawn'
  return datesOf(challenge).map(({ uid, title, at }) => ({
    uid,
    title,
    when: at,
    url,
    description: `${challenge.authorityName}\n${url}`,
    sequence: Math.max(0, challenge.version - 1) + (isCancelled ? 1 : 0),
    isCancelled,
  }))
}
