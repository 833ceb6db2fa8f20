import { law } from '../../server/coaching/index.ts'
import { adviceFor, calendarFor } from '../../shared/coaching/routes/advise.ts'
import { type Answers, defaultAnswers } from '../../shared/coaching/routes/answers.ts'
import { type RouteId, routeIds } from '../../shared/coaching/routes/route-names.ts'
import { large, pounds, routeIn, small } from './advising.ts'

describe('periods and dates', () => {
  const days = (given: Partial<Answers>, id: RouteId) =>
    routeIn(given, id).periods.map(({ name, length }) => `${name}: ${length}`)

  it.each<[string, Partial<Answers>, RouteId, string[]]>([
    ['open', large, 'open', ['Tenders are due: 25', 'Standstill: 8', 'Contract details notice (UK7): 30']],
    [
      'open, urgent',
      { ...large, urgency: 'urgent' },
      'open',
      ['Tenders are due: 10', 'Standstill: 8', 'Contract details notice (UK7): 30'],
    ],
    [
      'open, on paper',
      { ...large, electronic: false, allDocuments: false },
      'open',
      ['Tenders are due: 35', 'Standstill: 8', 'Contract details notice (UK7): 30'],
    ],
    [
      'open, light touch',
      { ...large, contract: 'light-touch' },
      'open',
      ['Tenders are due: 0', 'Voluntary standstill: 8', 'Contract details notice (UK7): 120'],
    ],
    [
      'dialogue of a council',
      large,
      'dialogue',
      [
        'Requests to participate: 25',
        'Final tenders are due: 10',
        'Standstill: 8',
        'Contract details notice (UK7): 30',
      ],
    ],
    [
      'dialogue of central government',
      { ...large, buyer: 'central' },
      'dialogue',
      [
        'Requests to participate: 25',
        'Final tenders are due: 25',
        'Standstill: 8',
        'Contract details notice (UK7): 30',
      ],
    ],
    [
      'a copy of the contract, in England',
      { ...large, valuePence: pounds(6_000_000) },
      'open',
      [
        'Tenders are due: 25',
        'Standstill: 8',
        'Contract details notice (UK7): 30',
        'Copy of the contract: 90',
      ],
    ],
    [
      'no copy in Wales',
      { ...large, nation: 'wales', valuePence: pounds(6_000_000) },
      'open',
      ['Tenders are due: 25', 'Standstill: 8', 'Contract details notice (UK7): 30'],
    ],
    [
      'dynamic market',
      { ...large, dynamicMarket: 'yes' },
      'dynamic-market',
      ['Tenders are due: 10', 'Voluntary standstill: 8', 'Contract details notice (UK7): 30'],
    ],
    ['below the threshold', small, 'below-threshold', []],
  ])('%s', (_name, given, id, expected) => expect(days(given, id)).toEqual(expected))

  it('a planned procurement notice of the right age shortens the tendering period', () => {
    // UK4 on 22 June 2026 with 15 June off in Scotland: 15 working days after 1 June is 23 June.
    const uk4 = calendarFor('open', { ...defaultAnswers, ...large }, '2026-06-01', law()).steps.find(
      ({ notice }) => notice === 'UK4',
    )
    expect(uk4?.on).toBe('2026-06-23')
    const planned = (plannedNoticeOn: string) =>
      routeIn({ ...large, plannedNoticeOn }, 'open').periods[0]?.length
    expect(planned('2026-05-14')).toBe(10)
    expect(planned('2026-05-15')).toBe(25)
    expect(planned('2025-06-23')).toBe(10)
    expect(planned('2025-06-22')).toBe(25)
  })

  it('the open procedure is right to the day, over Easter 2027', () => {
    const { steps, signOn } = calendarFor(
      'open',
      { ...defaultAnswers, ...large, valuePence: pounds(6_000_000) },
      '2027-01-29',
      law(),
    )
    expect(steps.map(({ id, on }) => [id, on])).toEqual([
      ['start', '2027-01-29'],
      // 15 working days.
      ['prepared', '2027-02-19'],
      ['uk4-open', '2027-02-19'],
      // 25 calendar days from 20 February: 16 March.
      ['tenders-due', '2027-03-16'],
      // 15 working days without 17 March (Northern Ireland), Good Friday and Easter Monday.
      ['assessed', '2027-04-09'],
      ['decided', '2027-04-16'],
      ['summaries', '2027-04-16'],
      ['uk6', '2027-04-16'],
      ['indicators', '2027-04-16'],
      // 16, 19, 20, 21, 22, 23, 26 and 27 April.
      ['standstill-end', '2027-04-27'],
      ['sign', '2027-04-28'],
      // 30 and 90 days, with 28 April as the first.
      ['uk7-above', '2027-05-27'],
      ['contract-copy', '2027-07-26'],
    ])
    expect(signOn).toBe('2027-04-28')
  })

  it('a deadline on a day off waits for the next working day, and says so', () => {
    const steps = calendarFor('below-threshold', { ...defaultAnswers, ...small }, '2026-11-12', law()).steps
    const due = steps.find(({ id }) => id === 'tenders-due')
    // 28 days from 4 December 2026 would be 1 January 2027; 4 January is off in Scotland.
    expect(steps.find(({ id }) => id === 'uk4-below')?.on).toBe('2026-12-04')
    expect(due?.on).toBe('2027-01-05')
    expect(due?.words).toContain('1 January 2027 is no working day')
  })

  it('a start on a day off is moved too', () => {
    expect(calendarFor('open', { ...defaultAnswers, ...large }, '2026-11-28', law()).steps[0]).toMatchObject({
      on: '2026-12-01',
    })
  })

  it.each(routeIds)('%s: no step before the one that it follows, none on an unknown day', (id) => {
    const given = { ...defaultAnswers, ...large, engagement: 'planned' as const }
    const { steps } = calendarFor(id, given, '2026-06-01', law())
    const dates = steps.map(({ on }) => on)
    expect(steps.length).toBeGreaterThan(3)
    expect(dates).toEqual(dates.toSorted())
    expect(new Set(steps.map((step) => step.id)).size).toBe(steps.length)
  })

  it('refuses a start that is no day', () => {
    expect(() => calendarFor('open', defaultAnswers, '2026-02-30', law())).toThrow(RangeError)
  })

  it('a calendar that outlasts the known bank holidays says so, and the rest stands', () => {
    const short = { ...law(), holidays: law().holidays.filter(({ date }) => date < '2027') }
    const given = { ...defaultAnswers, ...large }
    const open = adviceFor(given, short, '2026-11-02').routes.find(({ id }) => id === 'open')
    expect(open).toMatchObject({ isOpen: true, calendar: null, periods: [] })
    expect(open?.calendarRefusal).toBe(
      'Working days can’t be counted on 2027-01-01: bank holidays are known for 2019 to 2026 only.',
    )
    expect(() => calendarFor('open', given, '2026-11-02', short)).toThrow(RangeError)
    expect(
      adviceFor(given, law(), '2026-11-02').routes.find(({ id }) => id === 'open')?.calendar?.signOn,
    ).toMatch(/^2027-/)
  })
})
