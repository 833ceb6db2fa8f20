import { rebuildEvidence } from '../../server/evidence/index.ts'
import { loadAuthorities } from '../../server/organisations/index.ts'
import { Award } from '../../server/organisations/organisations.model.ts'
import { addDays, dayOf } from '../../shared/coaching/law/periods.ts'
import { newId } from '../../shared/platform/ids.ts'
import { aSupplier } from '../organisations/organisations.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'

const ends = (days: number) => new Date(`${addDays(dayOf(new Date()), days)}T12:00:00Z`)

async function anAward(supplierId: string, changes: object) {
  await Award.create({
    supplierId,
    source: 'contracts-finder',
    sourceId: newId(),
    buyer: 'Blackburn with Darwen Borough Council',
    title: 'Gritting of roads',
    cpv: ['45233142'],
    regions: ['TLD'],
    date: new Date('2025-05-01T10:00:00Z'),
    recordedAt: new Date('2025-05-01T10:00:00Z'),
    url: 'https://www.contractsfinder.service.gov.uk/Notice/1',
    valuePence: 100_000_00,
    ...changes,
  } as never)
}

/** What two councils bought of a small firm and a large one: seven awards of Blackburn, twenty of Blackpool. */
export async function aRecordOfAwards(): Promise<void> {
  const small = await aSupplier({ name: 'Small Grit Ltd', profile: { isSme: true, isVcse: false } })
  const large = await aSupplier({ name: 'Large Grit plc', profile: { isSme: false, isVcse: false } })
  for (const number of [1, 2, 3, 4]) await anAward(small.supplier.id, { title: `Gritting ${number}` })
  await anAward(large.supplier.id, { title: 'Gritting at night', endsOn: ends(100), sourceId: 'soon' })
  await anAward(large.supplier.id, { title: 'Gritting for ever', endsOn: ends(900), sourceId: 'late' })
  await anAward(large.supplier.id, {
    title: 'Lamps',
    endsOn: ends(-3),
    valuePence: null,
    date: new Date('2024-02-01'),
  })
  // Another council buys much of two: 15 times here, 5 times there.
  const far = { buyer: 'Blackpool Council', date: new Date('2023-02-01') }
  for (let number = 0; number < 20; number += 1)
    await anAward((number < 15 ? small : large).supplier.id, { ...far, title: `Tram ${number}` })
}

/** The application with a record of awards that is counted. */
export async function startWithRecord(): Promise<TestApp> {
  const app = await startTestApp()
  await loadAuthorities()
  await aRecordOfAwards()
  await rebuildEvidence()
  return app
}
