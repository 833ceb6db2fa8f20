import { TZDate } from '@date-fns/tz'
import { format } from 'date-fns/format'
import { cy } from 'date-fns/locale/cy'
import { currentLanguage } from './language.ts'

/** Deadlines are read by people in this zone, whatever the season; machines get UTC. */
export const zone = 'Europe/London'

const inLondon = (at: Date) => new TZDate(at, zone)

/** `14 December 2026` */
export const formatDate = (at: Date): string =>
  format(inLondon(at), 'd MMMM yyyy', currentLanguage() === 'cy' ? { locale: cy } : {})

const clockWords = {
  en: { noon: 'noon', midnight: 'midnight', am: 'am', pm: 'pm' },
  cy: { noon: 'canol dydd', midnight: 'canol nos', am: 'yb', pm: 'yp' },
}

/** `5pm`, `10:30am`, `noon`, `midnight`; in Welsh `5yp`, `10:30yb`, `canol dydd`, `canol nos` */
export function formatTime(at: Date): string {
  const local = inLondon(at)
  const words = clockWords[currentLanguage()]
  if (local.getMinutes() === 0 && local.getHours() === 12) return words.noon
  if (local.getMinutes() === 0 && local.getHours() === 0) return words.midnight
  return format(local, local.getMinutes() === 0 ? 'h' : 'h:mm') + words[local.getHours() < 12 ? 'am' : 'pm']
}

/** `14 December 2026, noon` */
export const formatDateTime = (at: Date): string => `${formatDate(at)}, ${formatTime(at)}`

/**
 * The instant of a wall-clock time in London, e.g. from a date input and `17:00`.
 * A time that a clock change skips is taken an hour later; one that it repeats, the first time round.
 * @returns null for a date or time that does not exist (31 June, 25:00).
 */
export function instantInLondon(year: number, month: number, day: number, hour = 0, minute = 0): Date | null {
  const inRange = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && year >= 2000 && year <= 2200
  if (!inRange || ![year, month, day, hour, minute].every(Number.isInteger)) return null
  const local = new TZDate(year, month - 1, day, hour, minute, zone)
  const isSameDay = local.getFullYear() === year && local.getMonth() === month - 1 && local.getDate() === day
  if (!isSameDay) return null
  // Of an hour that a clock change repeats the library gives the second.
  const earlier = new TZDate(local.getTime() - 3_600_000, zone)
  const isRepeated = earlier.getHours() === local.getHours() && earlier.getMinutes() === local.getMinutes()
  return new Date((isRepeated ? earlier : local).getTime())
}

/** Year, month, day, hour and minute as a clock in London shows them, for filling a form in again. */
export function londonParts(at: Date): {
  year: number
  month: number
  day: number
  hour: number
  minute: number
} {
  const local = inLondon(at)
  return {
    year: local.getFullYear(),
    month: local.getMonth() + 1,
    day: local.getDate(),
    hour: local.getHours(),
    minute: local.getMinutes(),
  }
}

/** Whole days from now until then, as people count them in London: today 0, tomorrow 1, yesterday -1. */
export function daysUntil(then: Date, now: Date): number {
  const midnight = (at: Date) => {
    const local = inLondon(at)
    return Date.UTC(local.getFullYear(), local.getMonth(), local.getDate())
  }
  return Math.round((midnight(then) - midnight(now)) / 86_400_000)
}

/** When something that takes so many minutes is expected to be over. */
export const endOf = ({ startsAt, minutes }: { startsAt: Date; minutes: number }): Date =>
  new Date(startsAt.getTime() + minutes * 60_000)
