import { TZDate } from '@date-fns/tz'
import { zone as london } from '../platform/dates.ts'

/** When a person wants e-mails that are not urgent. */
export interface TellingTimes {
  /** Of the IANA time zone database, e.g. `Europe/London`. */
  zone: string
  /** The hour of the digests there, 0 to 23. */
  hour: number
  /** The day of the weekly digest there: 1 is Monday, 7 Sunday. */
  weekday: number
  /** From this hour until that one e-mails wait, over midnight where `to` is the smaller; null for never. */
  quiet: { from: number; to: number } | null
}

/** What holds until somebody chooses: 8am in London, on Mondays, and no quiet hours. */
export const usualTimes: TellingTimes = { zone: london, hour: 8, weekday: 1, quiet: null }

/** How often a digest comes. */
export type Rhythm = 'daily' | 'weekly'

/** The instant of an hour on a day; one that a clock change skips is an hour later, one that it repeats the second. */
function instantOf({ zone, day, hour }: { zone: string; day: TZDate; hour: number }): Date {
  const at = new TZDate(day.getFullYear(), day.getMonth(), day.getDate(), hour, 0, zone)
  return new Date(at.getTime())
}

/** Noon of the day so many days after the one that this instant falls on there: no clock change moves it off its day. */
function dayThere(zone: string, at: Date, ahead: number): TZDate {
  const local = new TZDate(at, zone)
  return new TZDate(local.getFullYear(), local.getMonth(), local.getDate() + ahead, 12, 0, zone)
}

// 1 is Monday, 7 Sunday.
const weekdayOf = (day: TZDate): number => day.getDay() || 7

/** The last instant, now or before, at which a digest of this rhythm was due. */
export function lastDigest({ zone, hour, weekday }: TellingTimes, rhythm: Rhythm, at: Date): Date {
  for (let back = 0; back <= 8; back += 1) {
    const day = dayThere(zone, at, -back)
    const due = instantOf({ zone, day, hour })
    if (due <= at && (rhythm === 'daily' || weekdayOf(day) === weekday)) return due
  }
  throw new RangeError(`No day of the week is ${weekday}`)
}

/** The day of an instant there, as `2026-11-24`. */
export function dayIn(zone: string, at: Date): string {
  const local = new TZDate(at, zone)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${local.getFullYear()}-${two(local.getMonth() + 1)}-${two(local.getDate())}`
}

/** When the quiet hours that this instant falls into are over; null outside them. */
export function quietUntil({ zone, quiet }: TellingTimes, at: Date): Date | null {
  if (!quiet) return null
  for (const ahead of [0, -1]) {
    const start = instantOf({ zone, day: dayThere(zone, at, ahead), hour: quiet.from })
    const lastDay = dayThere(zone, at, quiet.to <= quiet.from ? ahead + 1 : ahead)
    const end = instantOf({ zone, day: lastDay, hour: quiet.to })
    if (start <= at && at < end) return end
  }
  return null
}
