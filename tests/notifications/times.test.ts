import fc from 'fast-check'
import { timesFormSchema, timesSchema } from '../../shared/notifications/times.schema.ts'
import {
  dayIn,
  lastDigest,
  quietUntil,
  type TellingTimes,
  usualTimes,
} from '../../shared/notifications/times.ts'

const at = (text: string) => new Date(text)
const hourMs = 3_600_000

describe('the hour of a digest', () => {
  it.each([
    // 8am in London is 8:00 UTC in winter and 7:00 in summer; the clocks go on 29 March and back on 25 October.
    ['daily', {}, '2026-11-24T08:00:00Z', '2026-11-24T08:00:00.000Z'],
    ['daily', {}, '2026-11-24T07:59:59Z', '2026-11-23T08:00:00.000Z'],
    ['daily', {}, '2026-03-29T07:00:00Z', '2026-03-29T07:00:00.000Z'],
    ['daily', {}, '2026-03-28T07:30:00Z', '2026-03-27T08:00:00.000Z'],
    ['daily', {}, '2026-10-25T07:59:00Z', '2026-10-24T07:00:00.000Z'],
    // An hour that the change skips is taken an hour later, one that it repeats the second time round.
    ['daily', { hour: 1 }, '2026-03-29T12:00:00Z', '2026-03-29T01:00:00.000Z'],
    ['daily', { hour: 1 }, '2026-10-25T12:00:00Z', '2026-10-25T01:00:00.000Z'],
    ['weekly', {}, '2026-11-24T08:00:00Z', '2026-11-23T08:00:00.000Z'],
    ['weekly', { weekday: 7 }, '2026-11-24T08:00:00Z', '2026-11-22T08:00:00.000Z'],
    ['weekly', { weekday: 2, hour: 9 }, '2026-11-24T08:00:00Z', '2026-11-17T09:00:00.000Z'],
    ['daily', { zone: 'Asia/Kolkata' }, '2026-11-24T08:00:00Z', '2026-11-24T02:30:00.000Z'],
    ['daily', { zone: 'Pacific/Auckland' }, '2026-11-24T08:00:00Z', '2026-11-23T19:00:00.000Z'],
  ] as const)('%s %j at %s was last %s', (rhythm, changes, when, expected) => {
    expect(lastDigest({ ...usualTimes, ...changes }, rhythm, at(when)).toISOString()).toBe(expected)
  })

  it('comes once on each day, whatever the zone and the season', () => {
    const zone = fc.constantFrom('Europe/London', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe')
    const hour = fc.integer({ min: 0, max: 23 })
    const start = fc.date({ min: at('2024-01-01'), max: at('2028-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(zone, hour, start, (zone, hour, from) => {
        const times: TellingTimes = { ...usualTimes, zone, hour }
        const due = new Set<number>()
        for (let quarter = 0; quarter < 14 * 96; quarter += 1)
          due.add(lastDigest(times, 'daily', new Date(from.getTime() + quarter * (hourMs / 4))).getTime())
        const days = [...due].map((one) => dayIn(zone, new Date(one)))
        expect(new Set(days).size).toBe(days.length)
        expect(days.length).toBeGreaterThanOrEqual(14)
      }),
      { numRuns: 8 },
    )
  })
})

describe('quiet hours', () => {
  const night: TellingTimes = { ...usualTimes, quiet: { from: 22, to: 7 } }
  const lunch: TellingTimes = { ...usualTimes, quiet: { from: 12, to: 14 } }
  it.each([
    [night, '2026-11-24T21:59:59Z', null],
    [night, '2026-11-24T22:00:00Z', '2026-11-25T07:00:00.000Z'],
    [night, '2026-11-25T03:00:00Z', '2026-11-25T07:00:00.000Z'],
    [night, '2026-11-25T07:00:00Z', null],
    // The night that the clocks go on is an hour shorter, in UTC too.
    [night, '2026-03-28T23:00:00Z', '2026-03-29T06:00:00.000Z'],
    [night, '2026-10-24T22:00:00Z', '2026-10-25T07:00:00.000Z'],
    [lunch, '2026-11-24T11:59:00Z', null],
    [lunch, '2026-11-24T13:59:59Z', '2026-11-24T14:00:00.000Z'],
    [{ ...night, zone: 'America/New_York' }, '2026-11-24T04:00:00Z', '2026-11-24T12:00:00.000Z'],
    [usualTimes, '2026-11-24T03:00:00Z', null],
  ] as const)('%j at %s last until %s', (times, when, expected) => {
    expect(quietUntil(times, at(when))?.toISOString() ?? null).toBe(expected)
  })
})

describe('what somebody may choose', () => {
  const whole = { zone: 'Europe/Paris', hour: 9, weekday: 3, quiet: { from: 22, to: 7 } }
  it.each([
    [whole, null],
    [{ ...whole, quiet: null }, null],
    [{ ...whole, zone: 'Mars/Olympus' }, 'zone'],
    [{ ...whole, zone: '+01:00' }, 'zone'],
    [{ ...whole, hour: 24 }, 'hour'],
    [{ ...whole, hour: 8.5 }, 'hour'],
    [{ ...whole, weekday: 0 }, 'weekday'],
    [{ ...whole, quiet: { from: 7, to: 7 } }, 'quiet.to'],
    [{ ...whole, extra: 1 }, ''],
  ])('%j: %s', (sent, wrong) => {
    const parsed = timesSchema.safeParse(sent)
    expect(parsed.success ? null : parsed.error.issues[0]?.path.join('.')).toBe(wrong)
  })

  it('comes from a form as words', () => {
    const typed = { zone: 'Europe/Paris', hour: '9', weekday: '3', quietFrom: '22', quietTo: '7' }
    expect(timesFormSchema.parse(typed)).toEqual(whole)
    expect(timesFormSchema.parse({ ...typed, quietFrom: '' })).toEqual({ ...whole, quiet: null })
    for (const quietTo of ['', '22']) {
      const refused = timesFormSchema.safeParse({ ...typed, quietTo })
      expect(refused.error?.issues[0]?.path).toEqual(['quietTo'])
    }
  })
})
