import { londonParts } from '../../platform/dates.ts'
import type { Day, Holiday } from './law.ts'

// Days are counted as numbers since 1970 in UTC, where each has 24 hours: no clock change can lose or double one.
const dayLength = 86_400_000

const numberOf = (day: Day): number => {
  const [year = Number.NaN, month = Number.NaN, date = Number.NaN] = day.split('-').map(Number)
  return Date.UTC(year, month - 1, date) / dayLength
}
const dayOfNumber = (number: number): Day => new Date(number * dayLength).toISOString().slice(0, 10)

/** True for a day that exists: `2028-02-29`, not `2027-02-29`. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && Number.isFinite(numberOf(text)) && dayOfNumber(numberOf(text)) === text

function numberOfReal(day: Day): number {
  if (!isDay(day)) throw new RangeError(`“${day.slice(0, 20)}” is not a day of the calendar`)
  return numberOf(day)
}

/** The day that it is in London at an instant. */
export function dayOf(at: Date): Day {
  const { year, month, day } = londonParts(at)
  return dayOfNumber(Date.UTC(year, month - 1, day) / dayLength)
}

/** The day so many calendar days later; earlier for a negative number. */
export const addDays = (day: Day, days: number): Day => dayOfNumber(numberOfReal(day) + days)

/** Calendar days from one to the other: tomorrow is 1. */
export const daysBetween = (from: Day, to: Day): number => numberOfReal(to) - numberOfReal(from)

/** The same date so many months later; the last day of the month where it has no such date. */
export function addMonths(day: Day, months: number): Day {
  numberOfReal(day)
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const first = Date.UTC(year, month - 1 + months, 1)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return dayOfNumber(first / dayLength + Math.min(date, last) - 1)
}

interface HolidaySpan {
  /** As numbers, as days are counted. */
  days: Set<number>
  from: number
  to: number
}

// The same list is asked thousands of times; its set is made once.
const spans = new WeakMap<readonly Holiday[], HolidaySpan>()

function spanOf(holidays: readonly Holiday[]): HolidaySpan {
  const known = spans.get(holidays)
  if (known) return known
  const years = holidays.map(({ date }) => Number(date.slice(0, 4)))
  const span = {
    days: new Set(holidays.map(({ date }) => numberOf(date))),
    // Whole years: the list of a year is complete or absent.
    from: years.reduce((least, year) => Math.min(least, year), Number.POSITIVE_INFINITY),
    to: years.reduce((most, year) => Math.max(most, year), Number.NEGATIVE_INFINITY),
  }
  spans.set(holidays, span)
  return span
}

/**
 * True for a working day of the Act (s.123): not a Saturday or Sunday, nor a bank holiday in any part of the UK.
 * @throws RangeError for a day outside the years whose bank holidays are known
 */
export const isWorkingDay = (day: Day, holidays: readonly Holiday[]): boolean =>
  isWorkingNumber(numberOfReal(day), spanOf(holidays))

function isWorkingNumber(number: number, span: HolidaySpan): boolean {
  const year = new Date(number * dayLength).getUTCFullYear()
  if (year < span.from || year > span.to) {
    throw new RangeError(
      `Working days can’t be counted on ${dayOfNumber(number)}: bank holidays are known for ${span.from} to ${span.to} only`,
    )
  }
  // 1 January 1970 was a Thursday.
  const weekday = (((number + 4) % 7) + 7) % 7
  return weekday !== 0 && weekday !== 6 && !span.days.has(number)
}

/** This day if it is a working day, else the next that is. @throws RangeError beyond the known bank holidays */
export const workingDayFrom = (day: Day, holidays: readonly Holiday[]): Day =>
  dayOfNumber(workingNumberFrom(numberOfReal(day), spanOf(holidays)))

function workingNumberFrom(number: number, span: HolidaySpan): number {
  let found = number
  while (!isWorkingNumber(found, span)) found += 1
  return found
}

/** The so-many-th working day after this day. @throws RangeError beyond the known bank holidays */
export function addWorkingDays(day: Day, count: number, holidays: readonly Holiday[]): Day {
  if (count <= 0) return day
  const span = spanOf(holidays)
  let found = numberOfReal(day)
  for (let left = count; left > 0; left -= 1) found = workingNumberFrom(found + 1, span)
  return dayOfNumber(found)
}

/**
 * The first day that may be the deadline: a participation or tendering period begins the day after the
 * invitation and ends on the day of the deadline (s.54(5)).
 */
export const earliestDeadline = (invitedOn: Day, days: number): Day => addDays(invitedOn, days)

/** Days that suppliers have by that counting: 25 from 1 to 26 March. */
export const periodLength = (invitedOn: Day, deadline: Day): number => daysBetween(invitedOn, deadline)

/** The last day of a period of calendar days “beginning with” a day, as s.53 and s.71 count. */
export const lastDayBeginningWith = (day: Day, days: number): Day => addDays(day, days - 1)

/**
 * The last day of a standstill: a period of working days beginning with the day on which the contract award
 * notice is published (s.51(2)). Where that is no working day, the first one after it is the first counted.
 * @throws RangeError beyond the known bank holidays
 */
export function standstillEnd(publishedOn: Day, workingDays: number, holidays: readonly Holiday[]): Day {
  const first = workingDayFrom(publishedOn, holidays)
  return addWorkingDays(first, workingDays - 1, holidays)
}

/** The first working day on which a contract may be entered into after a standstill. */
export const earliestSignature = (publishedOn: Day, workingDays: number, holidays: readonly Holiday[]): Day =>
  addWorkingDays(standstillEnd(publishedOn, workingDays, holidays), 1, holidays)
