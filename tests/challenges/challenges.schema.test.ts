import {
  publishChallengeSchema,
  returnChallengeSchema,
} from '../../shared/challenges/challenges.review.schema.ts'
import { patchChallengeSchema, sectionSchemas } from '../../shared/challenges/challenges.schema.ts'
import { parseTime } from '../../shared/platform/time-of-day.ts'
import { fieldErrors } from '../../server/platform/page.ts'

const errorsOf = (
  schema: { safeParse: (value: unknown) => { success: boolean; error?: unknown } },
  value: unknown,
) => {
  const parsed = schema.safeParse(value)
  return parsed.success ? {} : fieldErrors(parsed.error as never)
}
const on = (day: string, month: string, year: string, time?: string) => ({
  day,
  month,
  year,
  ...(time ? { time } : {}),
})

describe('times as people write them', () => {
  it.each([
    ['5pm', 17, 0],
    ['5 p.m.', 17, 0],
    ['17:00', 17, 0],
    ['10.30am', 10, 30],
    ['12am', 0, 0],
    ['12pm', 12, 0],
    ['noon', 12, 0],
    ['Midnight', 0, 0],
  ])('%s', (typed, hour, minute) => {
    expect(parseTime(typed)).toEqual({ hour, minute })
  })
  it.each(['', '5', '25:00', '13pm', '0am', '10:75', 'soon'])('“%s” is none', (typed) => {
    expect(parseTime(typed)).toBeNull()
  })
})

describe('an outcome', () => {
  const { outcomes: schema } = sectionSchemas
  const figures = (baseline: string, target: string, direction?: string) => ({
    outcomes: [{ title: 'Falls', baseline, target, ...(direction ? { direction } : {}) }],
  })

  it('wants a figure on the better side of the one of now', () => {
    expect(errorsOf(schema, figures('25', '15', 'higher'))).toEqual({
      'outcomes.0.target':
        'Higher is better, you say: then where you want to be (15) must be above where you are now (25)',
    })
    expect(errorsOf(schema, figures('15', '15', 'lower'))['outcomes.0.target']).toContain('must be below')
    for (const fit of [
      figures('25', '15', 'lower'),
      figures('15', '25', 'higher'),
      figures('25', '', 'higher'),
    ])
      expect(errorsOf(schema, fit)).toEqual({})
  })

  it('takes the better side from the figures where nobody names it', () => {
    expect(schema.parse(figures('25', '15')).outcomes?.[0]?.direction).toBe('lower')
    expect(schema.parse(figures('15', '25')).outcomes?.[0]?.direction).toBe('higher')
  })
})

describe('a timetable', () => {
  const { timetable: schema } = sectionSchemas

  it('is read as London shows it, in summer and winter', () => {
    const read = schema.parse({
      shortTime: {},
      timetable: { askBy: on('1', '7', '2027', '5pm'), respondBy: on('14', 'Dec', '2027', 'noon') },
    })
    expect(read.timetable?.askBy?.toISOString()).toBe('2027-07-01T16:00:00.000Z')
    expect(read.timetable?.respondBy?.toISOString()).toBe('2027-12-14T12:00:00.000Z')
  })

  it('is refused where a date does not exist, is half there, or lacks its time', () => {
    expect(errorsOf(schema, { shortTime: {}, timetable: { askBy: on('31', '6', '2027', '5pm') } })).toEqual({
      'timetable.askBy': 'The last time for questions must be a real date, like 14 12 2026',
    })
    expect(
      errorsOf(schema, { shortTime: {}, timetable: { askBy: on('3', '', '', '5pm') } })['timetable.askBy'],
    ).toContain('a month and a year')
    expect(
      errorsOf(schema, { shortTime: {}, timetable: { askBy: on('3', '6', '2027') } })['timetable.askBy'],
    ).toContain('must have a time')
    const wrong = errorsOf(schema, { shortTime: {}, timetable: { askBy: on('1', '13', '2027', '25:00') } })
    expect(wrong['timetable.askBy']).toContain('have a month from 1 to 12')
    expect(wrong['timetable.askBy']).toContain('have a time, like 5pm')
  })

  it('asks before it answers, and answers before responses are due', () => {
    const june = (day: string) => on(day, '6', '2027', '5pm')
    expect(
      errorsOf(schema, { shortTime: {}, timetable: { askBy: june('3'), answerBy: june('3') } }),
    ).toHaveProperty(['timetable.answerBy'])
    expect(
      errorsOf(schema, { shortTime: {}, timetable: { answerBy: june('5'), respondBy: june('4') } }),
    ).toHaveProperty(['timetable.respondBy'])
    expect(
      errorsOf(schema, {
        shortTime: {},
        timetable: { askBy: june('3'), answerBy: june('5'), respondBy: june('5') },
      }),
    ).toEqual({})
  })
})

describe('the fields of a draft', () => {
  it('may all be empty', () => {
    expect(
      errorsOf(sectionSchemas.problem, { title: '', summary: '', problem: '', whoHasIt: '', demand: {} }),
    ).toEqual({})
    expect(sectionSchemas.outcomes.parse({}).outcomes).toEqual([])
    expect(
      sectionSchemas.judging.parse({ asks: '', assessmentMethod: '', criteria: [{ title: '', weight: '' }] })
        .criteria,
    ).toEqual([])
  })

  it('take money as people type it, and pence from programs', () => {
    const read = (pilotPence: unknown) =>
      sectionSchemas.budget.parse({ kind: 'below-threshold', budget: { pilotPence } }).budget?.pilotPence
    expect(read('£60,000')).toBe(60_000_00)
    expect(read('60k')).toBe(60_000_00)
    expect(read('1 260 000.50')).toBe(1_260_000_50)
    expect(() => read('60 00')).toThrow('60,000')
    expect(() => read('1 260,000')).toThrow('60,000')
    expect(read(6_000_000)).toBe(60_000_00)
    expect(read('')).toBeNull()
  })

  it('refuse nonsense at the field, with the place in the list', () => {
    const outcomes = [
      { title: 'One', target: '5' },
      { title: 'Two', target: 'many' },
    ]
    expect(errorsOf(sectionSchemas.outcomes, { outcomes })).toEqual({
      'outcomes.1.target': 'Where you want to be must be a number, like 33 or 4.5',
    })
    expect(errorsOf(sectionSchemas.contact, { contact: { email: 'ada' } })).toHaveProperty(['contact.email'])
    expect(
      errorsOf(sectionSchemas.problem, { title: 'x'.repeat(121), summary: '', problem: '', whoHasIt: '' }),
    ).toHaveProperty('title')
    expect(errorsOf(sectionSchemas.users, { users: '', isAdmin: 'yes' })).toHaveProperty('isAdmin')
  })

  it('leave alone what a program does not send', () => {
    expect(patchChallengeSchema.parse({ title: 'New' })).toEqual({ title: 'New' })
  })
})

describe('what brokers say', () => {
  it('publishing needs a notice number or a reason, not both', () => {
    const notice = { noticeId: '012345-2026', ocid: 'ocds-h6vhtk-04f2a1' }
    const reason = { exception: 'not-notifiable', noNoticeReason: 'It is worth £20,000' }
    const wrong = (input: object) => Object.keys(errorsOf(publishChallengeSchema, input))
    expect([wrong(notice), wrong(reason)]).toEqual([[], []])
    expect(wrong({})).toEqual(['noticeId'])
    expect(wrong({ ...notice, noticeId: '12345-26' })).toContain('noticeId')
    expect(wrong({ ...notice, ocid: 'ocds-b5fd17-04f2a1' })).toContain('ocid')
    expect(wrong({ noticeId: notice.noticeId })).toEqual(['ocid'])
    expect(wrong({ ocid: notice.ocid })).toEqual(['noticeId'])
    expect(wrong({ noNoticeReason: 'Small' })).toEqual(['exception'])
    expect(wrong({ exception: 'not-notifiable' })).toEqual(['noNoticeReason'])
    expect(wrong({ ...notice, noNoticeReason: 'x' })).toEqual(['noNoticeReason'])
    expect(wrong({ ...notice, ...reason })).toEqual(['exception'])
  })
  it('returning needs words, on the whole or on a section that exists', () => {
    expect(errorsOf(returnChallengeSchema, { comments: { problem: 'Who?' } })).toEqual({})
    expect(errorsOf(returnChallengeSchema, { comments: { problem: ' ' } })).toHaveProperty('general')
    expect(errorsOf(returnChallengeSchema, { comments: { nonsense: 'x' } })).not.toEqual({})
  })
})
