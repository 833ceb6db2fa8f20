import { handOutAgain, record, takeFromOutbox } from '../../server/audit/index.ts'
import { freezeClock, now, releaseClock } from '../../server/platform/clock.ts'
import { transaction } from '../../server/platform/database.ts'
import { supplierProfileChanged } from '../../shared/organisations/organisations.events.ts'
import { system } from '../../shared/platform/actor.ts'
import { useDatabase } from '../platform/database.ts'

useDatabase()
afterEach(releaseClock)

const pass = (seconds: number) => freezeClock(new Date(now().getTime() + seconds * 1000))
const due = async () => (await takeFromOutbox(10)).length

test('an event that the queue forgot again and again waits no longer than one it forgot once', async () => {
  freezeClock(now())
  await transaction((session) =>
    record(session, system, supplierProfileChanged, { organisationId: 'firm', section: 'about' }),
  )
  expect(await due()).toBe(1)
  for (let losses = 0; losses < 6; losses += 1) {
    await handOutAgain()
    pass(6)
    expect(await due()).toBe(1)
  }
  pass(59)
  expect(await due()).toBe(0)
  pass(2)
  expect(await due()).toBe(1)
})
