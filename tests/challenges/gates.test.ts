import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../server/platform/paths.ts'
import type { GatedChallenge, GateName } from '../../shared/challenges/gate-checks.ts'
import { gatedActions, gateRefusals, gates, gatesFor, gateTable } from '../../shared/challenges/gates.ts'
import { type ChallengeKind, challengeKindNames, kindFacts } from '../../shared/challenges/kinds.ts'
import { drawLifeCycle } from '../../shared/challenges/life-cycle-drawing.ts'
import { sections, sectionsOf } from '../../shared/challenges/sections.ts'
import { after, coBuyer, limit, notice, now, open, passing, withFile } from './gates.factory.ts'

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

it('a gate with nothing to look at is not listed as clear', () => {
  const listed = (challenge: GatedChallenge) =>
    gatesFor(challenge, 'publish', after(0), null).map(({ name }) => name)
  expect(listed(passing('below-threshold'))).not.toContain('co-buyers')
  expect(listed(passing('below-threshold'))).not.toContain('reserved')
  expect(listed(passing('below-threshold', { coBuyers: [coBuyer('approved')] }))).toContain('co-buyers')
})

describe('each gate, by what opens it', () => {
  const above: ChallengeKind = 'competitive-flexible'
  const below: ChallengeKind = 'below-threshold'
  const cases: [why: string, GatedChallenge, GateName[]][] = [
    ['no title', passing(below, { title: '' }), ['complete']],
    [
      'no deadline',
      passing(below, { timetable: { ...passing(below).timetable, respondBy: null } }),
      ['complete', 'deadline'],
    ],
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
