// The coach runs in the browser, where a library for dates would weigh more than all its rules.

const day = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})
const words = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
})

/** Whole days from one instant to another, as people count them in London. */
export const daysBetween = (from: Date, to: Date): number =>
  Math.round((Date.parse(day.format(to)) - Date.parse(day.format(from))) / 86_400_000)

const weekday = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  weekday: 'long',
  month: 'long',
  day: 'numeric',
})

/** Whether it falls on a Saturday, a Sunday or one of these days (`2026-12-25`), as people count them in London. */
export const isRestDay = (at: Date, holidays: readonly string[]): boolean =>
  weekday.format(at).startsWith('S') || holidays.includes(day.format(at))

/** `Friday 25 December` */
export const weekdayInWords = (at: Date): string => weekday.format(at).replace(',', '')

/** `14 December 2026` */
export const dayInWords = (at: Date): string => words.format(at)

/** `2026-03-24` as `24 March 2026`: the same day in London, whatever the season. */
export const calendarDayInWords = (on: string): string => dayInWords(new Date(`${on}T12:00:00Z`))
