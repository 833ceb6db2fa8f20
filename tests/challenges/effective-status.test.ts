import type { ChallengeStatus } from '../../shared/challenges/challenge.ts'
import { effectiveStatus, isPast, nextStep } from '../../shared/challenges/effective-status.ts'
import { instantInLondon } from '../../shared/platform/dates.ts'

const askBy = new Date('2026-11-26T17:00:00Z')
const answerBy = new Date('2026-12-03T17:00:00Z')
const respondBy = new Date('2026-12-14T12:00:00Z')
const timetable = { askBy, answerBy, respondBy }
const after = (at: Date, ms: number) => new Date(at.getTime() + ms)

describe('where a challenge stands', () => {
  const cases: [ChallengeStatus, Date, ChallengeStatus][] = [
    ['open', after(askBy, -1), 'open'],
    ['open', askBy, 'open'],
    ['open', after(askBy, 1), 'clarifications-closed'],
    ['open', respondBy, 'clarifications-closed'],
    ['open', after(respondBy, 1), 'closed'],
    ['clarifications-closed', after(respondBy, -1), 'clarifications-closed'],
    ['clarifications-closed', after(respondBy, 1), 'closed'],
    ['draft', after(respondBy, 1), 'draft'],
    ['submitted', after(respondBy, 1), 'submitted'],
    ['returned', after(respondBy, 1), 'returned'],
    ['closed', after(askBy, -1), 'closed'],
    ['withdrawn', after(askBy, -1), 'withdrawn'],
  ]
  it.each(cases)('%s at %s is %s', (status, at, expected) => {
    expect(effectiveStatus({ status, timetable }, at)).toBe(expected)
  })

  it('holds a deadline of noon in London, before and after the clocks change', () => {
    const summer = instantInLondon(2026, 10, 24, 12) as Date
    const winter = instantInLondon(2026, 10, 25, 12) as Date
    expect(summer.toISOString()).toBe('2026-10-24T11:00:00.000Z')
    expect(winter.toISOString()).toBe('2026-10-25T12:00:00.000Z')
    expect(isPast(winter, new Date('2026-10-25T12:00:00.000Z'))).toBe(false)
    expect(isPast(winter, new Date('2026-10-25T12:00:00.001Z'))).toBe(true)
  })
})

describe('what is next', () => {
  it('is asking, then responding, then nothing', () => {
    const open = { status: 'open', timetable } as const
    expect(nextStep(open, askBy)).toEqual({ what: 'ask', at: askBy })
    expect(nextStep(open, after(askBy, 1))).toEqual({ what: 'respond', at: respondBy })
    expect(nextStep(open, after(respondBy, 1))).toEqual({ what: 'closed', at: respondBy })
    expect(nextStep({ status: 'draft', timetable }, askBy)).toEqual({ what: 'none', at: null })
    expect(nextStep({ status: 'withdrawn', timetable }, askBy)).toEqual({ what: 'withdrawn', at: null })
    const withoutQuestions = { status: 'open', timetable: { ...timetable, askBy: null } } as const
    expect(nextStep(withoutQuestions, askBy)).toEqual({ what: 'respond', at: respondBy })
  })
})
