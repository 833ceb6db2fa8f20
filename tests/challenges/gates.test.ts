import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../server/platform/paths.ts'
import type { ChallengeContent } from '../../shared/challenges/challenge.ts'
import type { GatedChallenge, GateName, TimeLimit } from '../../shared/challenges/gate-checks.ts'
import {
  type GatedAction,
  gatedActions,
  gateRefusals,
  gates,
  gatesFor,
  gateTable,
} from '../../shared/challenges/gates.ts'
import { type ChallengeKind, challengeKindNames, kindFacts } from '../../shared/challenges/kinds.ts'
import { timeLimitFor } from '../../shared/challenges/time-limit.ts'
import { law } from '../../server/coaching/index.ts'
import { drawLifeCycle } from '../../shared/challenges/life-cycle-drawing.ts'
import { sections, sectionsOf } from '../../shared/challenges/sections.ts'
import { instantInLondon } from '../../shared/platform/dates.ts'
import { aChallengeContent, anAmendment } from './challenges.factory.ts'

const now = new Date('2026-11-24T10:00:00Z')
const after = (days: number, ms = 0) => new Date(now.getTime() + days * 86_400_000 + ms)
const limit: TimeLimit = { days: 25, source: 's.54(4)' }
/** By the data of the law, as the server asks. */
const limitOf = (challenge: GatedChallenge) => timeLimitFor(challenge, law(), now)
const notice = { noticeId: '012345-2026', ocid: 'ocds-h6vhtk-04f2a1' }

/** A challenge of this kind that passes everything, but for what is changed. */
function passing(kind: ChallengeKind, changes: Partial<GatedChallenge> = {}): GatedChallenge {
  const { stages, isJudged } = kindFacts(kind)
  const content: ChallengeContent = aChallengeContent({
    kind,
    stages: [...stages],
    assessmentMethod: '0 to 5 each',
    timetable: {
      askBy: after(14),
      answerBy: after(18),
      respondBy: after(30),
      pilotStart: after(60),
      pilotMonths: 6,
    },
    shortTime: { ground: '', reason: '' },
    criteria: isJudged ? aChallengeContent().criteria : [],
  })
  const onFile = {
    ...content.onFile,
    conflictsOn: after(-2),
    engagement: { held: 'no' as const, noticeId: '', reason: '' },
    prototypeGround: 'Nobody sells it: we ask to have it developed.',
  }
  return { ...content, onFile, findATender: notice, isApproved: true, ...changes }
}

const open = (
  challenge: GatedChallenge,
  action: GatedAction = 'publish',
  at = now,
  by: TimeLimit | null = limitOf(challenge),
) => gatesFor(challenge, action, at, by).flatMap(({ name, isClear }) => (isClear ? [] : [name]))
const withFile = (kind: ChallengeKind, changes: Partial<ChallengeContent['onFile']>) => {
  const challenge = passing(kind)
  return { ...challenge, onFile: { ...challenge.onFile, ...changes } }
}
const respondingAt = (kind: ChallengeKind, respondBy: Date, changes: Partial<GatedChallenge> = {}) => {
  const challenge = passing(kind, changes)
  return { ...challenge, timetable: { ...challenge.timetable, respondBy } }
}

describe('the table of gates', () => {
  it.each(challengeKindNames)('lets a %s through that has everything', (kind) => {
    for (const action of gatedActions) expect([action, open(passing(kind), action)]).toEqual([action, []])
  })

  it('names only gates that exist, each once, in each kind and step, and leaves no gate unused', () => {
    const used = new Set<GateName>()
    for (const kind of challengeKindNames) {
      for (const action of gatedActions) {
        const names = gateTable[kind][action]
        expect(new Set(names).size).toBe(names.length)
        for (const name of names) used.add(name)
      }
    }
    expect([...used].sort()).toEqual((Object.keys(gates) as GateName[]).sort())
  })

  it('lets nothing go public without its word on the notice, its co-buyers and a broker', () => {
    for (const kind of challengeKindNames) {
      expect(gateTable[kind].publish).toEqual(
        expect.arrayContaining(['complete', 'central-platform', 'co-buyers', 'approval']),
      )
      expect(gateTable[kind].publish).toEqual(expect.arrayContaining([...gateTable[kind].submit]))
    }
  })

  it('has sections that exist in each kind', () => {
    const names: readonly string[] = sections.map(({ name }) => name)
    for (const kind of challengeKindNames) {
      for (const section of kindFacts(kind).sections) expect(names).toContain(section)
      expect(sectionsOf(kind).map(({ name }) => name)).toContain('attachments')
    }
  })
})

describe('each gate, by what opens it', () => {
  const above: ChallengeKind = 'competitive-flexible'
  const below: ChallengeKind = 'below-threshold'
  const cases: [why: string, GatedChallenge, GateName[]][] = [
    ['no title', passing(below, { title: '' }), ['complete']],
    [
      'weights of 99',
      passing(below, { criteria: [{ id: 'a', title: 'x', description: '', weight: 99 }] }),
      ['complete', 'criteria'],
    ],
    ['no method above the threshold', passing(above, { assessmentMethod: '' }), ['criteria']],
    ['no method below it', passing(below, { assessmentMethod: '' }), []],
    ['no conflicts assessment', withFile(above, { conflictsOn: null }), ['conflicts']],
    ['one of tomorrow', withFile(above, { conflictsOn: after(1) }), ['conflicts']],
    ['one of today', withFile(above, { conflictsOn: after(0, 3_600_000) }), []],
    ['lots not considered', withFile(above, { lots: { decision: '', note: 'x' } }), ['lots']],
    [
      'one contract without a reason',
      withFile(below, { lots: { decision: 'one-contract', note: '' } }),
      ['lots'],
    ],
    ['lots without a note', withFile(above, { lots: { decision: 'lots', note: '' } }), []],
    ['small firms not considered', withFile(below, { smeBarriers: '' }), ['small-firms']],
    [
      'engagement not said',
      withFile('open', { engagement: { held: '', noticeId: '', reason: '' } }),
      ['engagement'],
    ],
    [
      'engagement without notice or reasons',
      withFile('open', { engagement: { held: 'yes', noticeId: '', reason: '' } }),
      ['engagement'],
    ],
    [
      'engagement with a notice',
      withFile('open', { engagement: { held: 'yes', noticeId: '012345-2026', reason: '' } }),
      [],
    ],
    [
      'engagement with reasons',
      withFile('open', { engagement: { held: 'yes', noticeId: '', reason: 'r' } }),
      [],
    ],
    [
      'engagement not said below',
      withFile(below, { engagement: { held: '', noticeId: '', reason: '' } }),
      [],
    ],
    [
      'reserved above the threshold',
      withFile('open', { reserved: { for: ['sme'], areas: '' } }),
      ['reserved'],
    ],
    ['reserved below it', withFile(below, { reserved: { for: ['sme', 'uk'], areas: '' } }), []],
    [
      'a local area without its name',
      withFile(below, { reserved: { for: ['local-area'], areas: '' } }),
      ['reserved'],
    ],
    [
      'two places at once',
      withFile(below, { reserved: { for: ['uk', 'local-area'], areas: 'Leeds' } }),
      ['reserved'],
    ],
    [
      'a prototype like any other',
      withFile('prototype-direct-award', { prototypeGround: '' }),
      ['prototype'],
    ],
    ['no broker', passing(below, { isApproved: false }), ['approval']],
    ['no notice', passing(below, { findATender: null }), ['central-platform']],
    [
      'a notice without its ocid',
      passing(above, { findATender: { ...notice, ocid: '' } }),
      ['central-platform'],
    ],
    [
      'a ground without a reason',
      passing(below, { findATender: null, noNoticeException: 'not-notifiable' }),
      ['central-platform'],
    ],
    [
      'a ground with a reason',
      passing(below, { findATender: null, noNoticeException: 'not-notifiable', noNoticeReason: 'r' }),
      [],
    ],
    [
      'a ground for others',
      passing('open', { findATender: null, noNoticeException: 'not-notifiable', noNoticeReason: 'r' }),
      ['central-platform'],
    ],
    ['a co-buyer who waits', passing(below, { coBuyers: [coBuyer('invited')] }), ['co-buyers']],
    [
      'one who declined',
      passing(below, { coBuyers: [coBuyer('approved'), coBuyer('declined')] }),
      ['co-buyers'],
    ],
    ['one who approved', passing(below, { coBuyers: [coBuyer('approved')] }), []],
  ]
  it.each(cases)('%s', (_why, challenge, expected) => {
    expect(open(challenge)).toEqual(expected)
  })
})

function coBuyer(status: 'invited' | 'approved' | 'declined') {
  const decided = status === 'invited' ? null : now
  return {
    authorityId: status,
    authorityName: status,
    status,
    invitedAt: now,
    decidedAt: decided,
    decidedBy: '',
    reason: '',
  }
}

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

describe('what a gate says', () => {
  it('is who clears it, with what, and where it is law', () => {
    const [, , conflicts] = gatesFor(withFile('open', { conflictsOn: null }), 'submit', now, limit)
    expect(conflicts).toMatchObject({
      name: 'conflicts',
      source: 's.83',
      clearedBy: 'authority',
      isClear: false,
    })
    expect(conflicts?.problems).toEqual([
      {
        field: 'onFile.conflictsOn',
        section: 'on-file',
        text: expect.stringContaining('conflicts assessment'),
      },
    ])
    const below = gatesFor(passing('below-threshold'), 'submit', now, limit)
    expect(below.find(({ name }) => name === 'conflicts')?.source).toBe('')
    expect(below.find(({ name }) => name === 'small-firms')?.source).toBe('s.86')
  })
  it('is one sentence for each field of a refusal', () => {
    const states = gatesFor(passing('open', { findATender: null, criteria: [] }), 'publish', now, limit)
    expect(gateRefusals(states)).toEqual({
      'criteria.0.title': 'Add the criteria that you judge by',
      'criteria.0.weight': 'The weights add up to 0: they must add up to 100 (s.23)',
      noticeId:
        'Enter the number of the UK4 notice, or why none is needed (reg 5(11)). A broker clears this.',
    })
  })
})

describe('docs/life-cycle.md', () => {
  it('is drawn from the tables: `npm run draw` draws it again', () => {
    expect(readFileSync(join(projectRoot, 'docs/life-cycle.md'), 'utf8')).toBe(drawLifeCycle())
  })
})
