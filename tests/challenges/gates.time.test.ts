import { law } from '../../server/coaching/index.ts'
import { gatesFor } from '../../shared/challenges/gates.ts'
import { type ChallengeKind, challengeKindNames } from '../../shared/challenges/kinds.ts'
import { timeLimitFor } from '../../shared/challenges/time-limit.ts'
import { instantInLondon } from '../../shared/platform/dates.ts'
import { anAmendment } from './challenges.factory.ts'
import { after, limit, limitOf, now, open, passing, respondingAt } from './gates.factory.ts'

describe('the time to respond', () => {
  it('is 28 days below the threshold, or has a reason', () => {
    expect(open(respondingAt('below-threshold', after(28)))).toEqual([])
    expect(open(respondingAt('below-threshold', after(27)))).toEqual(['deadline'])
    const reason = { shortTime: { ground: '' as const, reason: 'Winter' } }
    expect(open(respondingAt('below-threshold', after(27), reason))).toEqual([])
  })

  it('is what the law wants above it, and no reason makes it shorter', () => {
    expect(open(respondingAt('open', after(25)))).toEqual([])
    const reason = { shortTime: { ground: '' as const, reason: 'Winter' } }
    expect(open(respondingAt('open', after(24), reason))).toEqual(['deadline'])
    expect(open(respondingAt('open', after(24)), 'publish', now, null)).toEqual([])
    const unsaid = { shortTime: { ground: 'urgency' as const, reason: '' } }
    expect(open(respondingAt('open', after(30), unsaid))).toEqual(['deadline'])
  })

  it('is shorter on the grounds of the law, with their reason, and no shorter than they allow', () => {
    const on = (ground: 'urgency' | 'planned-notice', days: number) =>
      open(respondingAt('open', after(days), { shortTime: { ground, reason: 'Why' } }))
    for (const ground of ['urgency', 'planned-notice'] as const)
      expect([on(ground, 10), on(ground, 9)]).toEqual([[], ['deadline']])
  })

  it('is what the data of the law say, for each kind', () => {
    const of = (kind: ChallengeKind) => limitOf(passing(kind))
    expect(challengeKindNames.map((kind) => [kind, of(kind)])).toEqual([
      ['engagement', null],
      ['below-threshold', { days: 28, source: '' }],
      ['open', { days: 25, source: 's.54(4)' }],
      ['competitive-flexible', { days: 25, source: 's.54(4)' }],
      ['prototype-direct-award', null],
    ])
    expect(() => timeLimitFor(passing('open'), law(), new Date('2020-01-01'))).toThrow(/no tendering period/)
  })

  it('begins on the day after publication, in London, across the change of the clocks', () => {
    const evening = instantInLondon(2026, 10, 1, 23, 30) as Date
    const last = (day: number) => instantInLondon(2026, 10, day, 12) as Date
    const at = (respondBy: Date) =>
      gatesFor(respondingAt('open', respondBy), 'publish', evening, limit).find(
        ({ name }) => name === 'deadline',
      )
    expect(at(last(26))?.isClear).toBe(true)
    expect(at(last(25))?.isClear).toBe(false)
  })

  it('counts from the time that publication is set for', () => {
    const schedule = { at: after(4), approvedBy: 'b', approvedAt: now }
    expect(open(respondingAt('open', after(28), { schedule }))).toEqual(['deadline'])
    expect(open(respondingAt('open', after(29), { schedule }))).toEqual([])
  })
})

describe('an amendment', () => {
  const before = after(30)
  const amended = (amendment: object, respondBy = before) =>
    respondingAt('competitive-flexible', respondBy, {
      publishedAt: after(-20),
      amendment: { ...anAmendment, respondByBefore: before, ...amendment },
    })
  it('that changes no terms needs neither a notice nor a word on the deadline', () => {
    expect(open(amended({ isSubstantial: false }), 'amend')).toEqual([])
  })
  it('that does needs both', () => {
    expect(open(amended({ isSubstantial: true }), 'amend')).toEqual(['terms', 'deadline-review'])
    const named = { isSubstantial: true, noticeId: '012399-2026' }
    expect(open(amended({ ...named, deadlineReview: 'kept' }), 'amend')).toEqual(['deadline-review'])
    expect(open(amended({ ...named, deadlineReview: 'kept', deadlineReason: 'r' }), 'amend')).toEqual([])
    expect(open(amended({ ...named, deadlineReview: 'extended' }), 'amend')).toEqual(['deadline-review'])
    expect(open(amended({ ...named, deadlineReview: 'extended' }, after(31)), 'amend')).toEqual([])
  })
  it('needs no notice where there was none', () => {
    const kept = { isSubstantial: true, deadlineReview: 'kept', deadlineReason: 'r' }
    expect(open({ ...amended(kept), findATender: null }, 'amend')).toEqual([])
  })
})
