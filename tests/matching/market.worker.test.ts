import { ask } from '../../server/platform/ask.ts'
import { Organisation } from '../../server/organisations/organisations.model.ts'
import { fewestShown } from '../../shared/matching/bands.ts'
import { type MarketAsked, marketQuestion } from '../../shared/matching/market.questions.ts'
import type { SupplierProfile } from '../../shared/organisations/supplier-profile.ts'
import { matchingHandlers } from '../../workers/matching/matching.handlers.ts'
import { startRunner } from '../../workers/platform/runner.ts'
import { aChallenge } from '../challenges/challenges.factory.ts'
import { aSupplier } from '../organisations/organisations.factory.ts'
import { useDatabase } from '../platform/database.ts'
import { anAward } from './matching.factory.ts'

useDatabase()

const buyer = 'Chorley Council'
const draft = {
  title: 'Damp and mould in council homes',
  summary: 'Tenants live with damp. We want sensors that find mould early.',
  cpv: ['44000000'],
  regions: ['TLD33'],
  authorityName: buyer,
}
const fitting: Partial<SupplierProfile> = {
  whatWeDo: 'Sensors that find damp and mould early in council homes, for tenants',
  cpv: ['44000000'],
  regions: ['TLD'],
}

async function suppliers(count: number, profile: Partial<SupplierProfile> = {}): Promise<string[]> {
  const made = []
  for (let i = 0; i < count; i += 1)
    made.push((await aSupplier({ profile: { ...fitting, ...profile } })).supplier.id)
  return made
}

const exactly = (count: number) => ({ least: count, most: count })

it('a worker counts those at the line by what they state, and answers nothing else', async () => {
  const poor = await suppliers(6, { turnoverPence: 100_000_00, staff: 4, isSme: true, trlTo: 4 })
  await suppliers(7, { turnoverPence: 5_000_000_00, staff: 40, isSme: true, trlTo: 8 })
  await suppliers(8)
  // Works elsewhere: it reaches the line only if the place doesn't count.
  await suppliers(2, { whatWeDo: 'Catering for weddings', cpv: ['55520000'] })
  await Promise.all(poor.map((id) => anAward(id, 'Damp surveys', 'Chorley Borough Council')))
  // The factory writes what a profile states of its size without reckoning: say it as the Act would.
  await Organisation.updateMany({ 'supplier.staff': { $ne: null } }, { $set: { 'supplier.isSme': true } })
  const challenge = await aChallenge(draft)
  startRunner(matchingHandlers)
  const asking = (changes: Partial<MarketAsked> = {}) =>
    ask(
      marketQuestion,
      {
        challengeId: challenge._id,
        conditions: [
          { id: 'turnover-1000000', condition: { kind: 'turnover', pence: 1_000_000_00 } },
          { id: 'seat', condition: { kind: 'seat' } },
        ],
        dropped: [],
        anywhere: false,
        ...changes,
      },
      20_000,
    )
  const view = await asking()
  expect(view).toMatchObject({
    isCapped: false,
    whole: { firms: exactly(21), smes: exactly(13) },
    standing: { firms: exactly(15), smes: exactly(7) },
    whatIf: null,
    anywhere: null,
    facts: {
      sme: { yes: exactly(13), no: exactly(0), unsaid: exactly(8) },
      near: { yes: exactly(21), no: exactly(0), unsaid: exactly(0) },
      newToBuyer: { yes: exactly(15), no: exactly(6), unsaid: exactly(0) },
    },
  })
  expect(view.conditions).toMatchObject([
    { id: 'turnover-1000000', no: exactly(6), unsaid: exactly(8), yes: exactly(7) },
    { id: 'seat', no: exactly(0), unsaid: exactly(21) },
  ])
  expect(view.facts?.readiness.find(({ stage }) => stage === 'pilot')).toMatchObject({
    yes: exactly(7),
    no: exactly(6),
    unsaid: exactly(8),
  })
  const dropped = await asking({ dropped: ['turnover-1000000'], anywhere: true })
  expect(dropped.whatIf?.firms).toEqual(exactly(21))
  expect(dropped.anywhere?.firms.least).toBeGreaterThanOrEqual(21)
  const keys = new Set<string>()
  JSON.stringify(dropped, (key, value: unknown) => {
    keys.add(key)
    if (typeof value === 'string')
      expect(['turnover-1000000', 'seat', 'prototype', 'pilot', 'scale']).toContain(value)
    return value
  })
  expect([...keys]).not.toEqual(expect.arrayContaining(['supplierId']))
  expect(fewestShown).toBe(5)
}, 60_000)
