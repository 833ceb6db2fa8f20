import fc from 'fast-check'
import { bankHolidays } from '../../server/organisations/index.ts'
import {
  addDays,
  addMonths,
  addWorkingDays,
  dayOf,
  daysBetween,
  earliestDeadline,
  earliestSignature,
  isDay,
  isWorkingDay,
  lastDayBeginningWith,
  periodLength,
  standstillEnd,
  workingDayFrom,
} from '../../shared/coaching/law/periods.ts'

const holidays = bankHolidays()
const offDays = new Set(holidays.map(({ date }) => date))

// The slow and obvious way: a calendar on the wall, one leaf after the other, with a clock at noon in UTC.
function nextLeaf(day: string): string {
  const at = new Date(`${day}T12:00:00Z`)
  at.setUTCDate(at.getUTCDate() + 1)
  return at.toISOString().slice(0, 10)
}
const isOff = (day: string) =>
  ['Sat', 'Sun'].includes(new Date(`${day}T12:00:00Z`).toUTCString().slice(0, 3)) || offDays.has(day)

function countLeaves(from: string, count: number): string {
  let day = from
  for (let left = count; left > 0; left -= 1) day = nextLeaf(day)
  return day
}

function modelStandstill(publishedOn: string, length: number): string {
  let day = publishedOn
  let counted = isOff(day) ? 0 : 1
  while (counted < length) {
    day = nextLeaf(day)
    if (!isOff(day)) counted += 1
  }
  return day
}

const anyDay = fc.integer({ min: 0, max: 3286 }).map((number) => countLeaves2019(number))
const countLeaves2019 = (number: number) => new Date(Date.UTC(2019, 0, 1 + number)).toISOString().slice(0, 10)
const anyLength = fc.integer({ min: 1, max: 60 })

describe('days', () => {
  it.each(['2028-02-29', '2026-12-31', '2024-02-29'])('%s exists', (day) => expect(isDay(day)).toBe(true))
  it.each([
    '2027-02-29',
    '2026-02-30',
    '2026-13-01',
    '2026-1-1',
    '2026-12-14T00:00',
    '',
    'tomorrow',
    '0000-00-00',
  ])('“%s” does not', (day) => {
    expect(isDay(day)).toBe(false)
    expect(() => addDays(day, 1)).toThrow(RangeError)
  })

  it('are those of London, also in the hour before midnight in summer', () => {
    expect(dayOf(new Date('2026-07-01T23:30:00Z'))).toBe('2026-07-02')
    expect(dayOf(new Date('2026-12-01T23:30:00Z'))).toBe('2026-12-01')
    expect(dayOf(new Date('2027-03-28T00:59:59Z'))).toBe('2027-03-28')
    expect(dayOf(new Date('2026-10-24T23:00:00Z'))).toBe('2026-10-25')
  })

  it('are added and counted as leaves of a calendar, through every clock change and leap day', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 400 }), (from, count) => {
        const to = countLeaves(from, count)
        expect(addDays(from, count)).toBe(to)
        expect(addDays(to, -count)).toBe(from)
        expect(daysBetween(from, to)).toBe(count)
      }),
      { numRuns: 200 },
    )
  })

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2027-12-31', 2, '2028-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-03-15', -12, '2025-03-15'],
    ['2021-02-28', 60, '2026-02-28'],
  ])('months: %s and %i make %s', (day, months, expected) => expect(addMonths(day, months)).toBe(expected))
})

describe('working days', () => {
  it.each([
    ['2026-01-01', 'New Year'],
    ['2026-01-02', 'a day off in Scotland only'],
    ['2026-03-17', 'Saint Patrick, in Northern Ireland only'],
    ['2026-04-03', 'Good Friday'],
    ['2026-04-06', 'Easter Monday, not in Scotland'],
    ['2026-07-13', 'the substitute for 12 July, in Northern Ireland'],
    ['2027-07-12', '12 July, in Northern Ireland'],
    ['2026-08-03', 'the first Monday of August, in Scotland'],
    ['2026-11-30', 'Saint Andrew, in Scotland'],
    ['2026-12-28', 'the substitute for Boxing Day'],
    ['2026-12-27', 'a Sunday'],
  ])('%s is none: %s', (day) => expect(isWorkingDay(day, holidays)).toBe(false))

  it.each(['2026-01-05', '2026-03-18', '2026-04-07', '2026-07-14', '2026-12-01', '2028-02-29'])(
    '%s is one',
    (day) => expect(isWorkingDay(day, holidays)).toBe(true),
  )

  it('are refused where nobody knows the bank holidays, with the years that are known', () => {
    expect(() => isWorkingDay('2029-01-02', holidays)).toThrow('known for 2019 to 2028 only')
    expect(() => isWorkingDay('2018-12-31', holidays)).toThrow(RangeError)
    expect(() => standstillEnd('2028-12-28', 8, holidays)).toThrow('2029')
    expect(() => isWorkingDay('2026-01-05', [])).toThrow(RangeError)
  })

  it('are as the obvious way counts them, over every day of ten years', () => {
    let day = '2019-01-01'
    let wrong = 0
    while (day < '2029-01-01') {
      if (isWorkingDay(day, holidays) === isOff(day)) wrong += 1
      day = nextLeaf(day)
    }
    expect(wrong).toBe(0)
  })

  it('are added as the obvious way adds them', () => {
    fc.assert(
      fc.property(anyDay, anyLength, (from, count) => {
        let expected = from
        for (let left = count; left > 0; ) {
          expected = nextLeaf(expected)
          if (!isOff(expected)) left -= 1
        }
        expect(addWorkingDays(from, count, holidays)).toBe(expected)
        expect(workingDayFrom(expected, holidays)).toBe(expected)
      }),
      { numRuns: 200 },
    )
  })
})

describe('the periods of the Act', () => {
  it('begin the day after the invitation and end on the day of the deadline (s.54(5))', () => {
    expect(earliestDeadline('2026-03-01', 25)).toBe('2026-03-26')
    expect(periodLength('2026-03-01', '2026-03-26')).toBe(25)
    // 29 March 2026 has 23 hours; 25 days are 25 days.
    expect(earliestDeadline('2026-03-20', 10)).toBe('2026-03-30')
  })

  it('of 30 days beginning with a day have that day for their first (s.53)', () => {
    expect(lastDayBeginningWith('2026-06-01', 30)).toBe('2026-06-30')
    expect(lastDayBeginningWith('2028-02-01', 30)).toBe('2028-03-01')
    expect(lastDayBeginningWith('2027-02-01', 30)).toBe('2027-03-02')
  })

  it.each([
    // An ordinary week: Monday counts.
    ['2026-06-01', '2026-06-10'],
    // Easter 2027: 26 and 29 March are off.
    ['2027-03-24', '2027-04-06'],
    // Christmas 2026 with both substitutes, New Year and 2 January of Scotland on a Saturday, off on Monday 4 January.
    ['2026-12-21', '2027-01-05'],
    // 17 March.
    ['2026-03-16', '2026-03-26'],
    // 30 November.
    ['2026-11-26', '2026-12-08'],
    // Published on a Saturday: Monday is the first day counted; 15 June 2026 is off in Scotland.
    ['2026-06-06', '2026-06-18'],
    // Published on Easter Monday.
    ['2027-03-29', '2027-04-08'],
    // 29 February.
    ['2028-02-25', '2028-03-07'],
  ])('standstill: published on %s it ends on %s', (published, end) => {
    expect(standstillEnd(published, 8, holidays)).toBe(end)
    expect(modelStandstill(published, 8)).toBe(end)
  })

  it('standstill has the publication day for its first, as the obvious way counts', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 20 }), (published, length) => {
        const end = standstillEnd(published, length, holidays)
        expect(end).toBe(modelStandstill(published, length))
        const signing = earliestSignature(published, length, holidays)
        expect(signing > end).toBe(true)
        expect(isOff(signing)).toBe(false)
      }),
      { numRuns: 200 },
    )
  })
})
