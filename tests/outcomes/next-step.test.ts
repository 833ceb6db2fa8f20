import { law } from '../../server/coaching/index.ts'
import { changeLimits } from '../../server/outcomes/change-limits.data.ts'
import {
  type NextStepFacts,
  type WayId,
  type WayState,
  waysFrom,
  wayIds,
} from '../../shared/outcomes/next-step.ts'

const facts = (changes: Partial<NextStepFacts> = {}): NextStepFacts => ({
  kind: 'competitive-flexible',
  noNoticeException: '',
  stages: ['pilot', 'scale'],
  scalePence: null,
  grossPence: 300_000_00,
  awardedOn: '2026-11-26',
  startsOn: '2027-01-01',
  endsOn: '2027-12-31',
  repeatAnnounced: 'yes',
  scaleDescribed: 'yes',
  on: '2027-06-01',
  ...changes,
})
const ways = (changes: Partial<NextStepFacts>) => waysFrom(facts(changes), law(), changeLimits())
const one = (id: WayId, changes: Partial<NextStepFacts>) => ways(changes).find((way) => way.id === id)
const below = { kind: 'below-threshold', grossPence: 60_000_00 } as const

it('says of every way whether it is open, whatever is known', () => {
  for (const kind of ['open', 'below-threshold', 'prototype-direct-award'] as const)
    expect(ways({ kind }).map(({ id }) => id)).toEqual([...wayIds])
  expect(ways({}).every(({ why }) => why.length > 20)).toBe(true)
})

it.each<[Partial<NextStepFacts>, WayState, string]>([
  [{}, 'open', 'until'],
  [{ kind: 'open' }, 'open', 'UK5'],
  // The five years end with the day before.
  [{ on: '2031-11-25' }, 'open', '25 November 2031'],
  [{ on: '2031-11-26' }, 'closed', 'ended on 25 November 2031'],
  [{ repeatAnnounced: 'no' }, 'closed', 'announced none'],
  [{ repeatAnnounced: 'unknown' }, 'unclear', 'Look whether'],
  [{ repeatAnnounced: 'unknown', on: '2031-11-26' }, 'closed', 'ended'],
  [{ kind: 'prototype-direct-award' }, 'closed', 'awarded directly'],
  [below, 'closed', 'below the threshold'],
  [{ noNoticeException: 'not-regulated' }, 'closed', 'does not regulate'],
  [{ on: '2025-01-01' }, 'unclear', 'No rule'],
])('a repeat award where %j is %s: %s', (changes, state, says) => {
  const way = one('repeat-award', changes)
  expect([way?.state, way?.section]).toEqual([state, 'Sch 5 para 8'])
  if (says !== 'until') expect(way?.why).toContain(says)
})

it.each<[Partial<NextStepFacts>, WayState, string]>([
  [{}, 'open', 'first round'],
  [{ stages: ['pilot'] }, 'closed', 'foresaw no scale-up'],
  [{ scaleDescribed: 'no' }, 'closed', 'describe no next stage'],
  [{ scaleDescribed: 'unknown' }, 'unclear', 'Look whether'],
  [{ kind: 'prototype-direct-award' }, 'closed', 'no competition'],
  [{ ...below, scalePence: 100_000_00 }, 'open', '£160,000'],
  [{ ...below, scalePence: 147_720_00 }, 'closed', 'needs a procedure'],
  [{ ...below, scalePence: 147_719_99 }, 'open', 'foresaw'],
  [{ ...below, scalePence: null }, 'unclear', 'does not say'],
  [{ ...below, scalePence: 900_000_00, scaleDescribed: 'unknown' }, 'closed', 'needs a procedure'],
  [{ ...below, scalePence: 1_00, on: '2040-01-01' }, 'unclear', 'No threshold is known'],
])('the next stage where %j is %s: %s', (changes, state, says) => {
  const way = one('next-stage', changes)
  expect([way?.state, way?.why]).toEqual([state, expect.stringContaining(says)])
})

it.each<[Partial<NextStepFacts>, WayState, string]>([
  // A tenth of 365 days and of £300,000, rounded down.
  [{}, 'open', 'up to 36 days longer or shorter, up to £30,000'],
  [{ on: '2027-12-31' }, 'open', 'Schedule 8'],
  [{ on: '2028-01-01' }, 'closed', 'ended on 31 December 2027'],
  [below, 'unclear', 'standing orders'],
  [{ noNoticeException: 'not-regulated' }, 'unclear', 'which law'],
  [{ on: '2025-02-23' }, 'unclear', 'No limits are known'],
])('a change of the contract where %j is %s: %s', (changes, state, says) => {
  const way = one('contract-change', changes)
  expect([way?.state, way?.why]).toEqual([state, expect.stringContaining(says)])
})
