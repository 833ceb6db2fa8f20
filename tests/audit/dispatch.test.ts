import { outboxBacklog, recordAll, takeFromOutbox } from '../../server/audit/index.ts'
import { transaction } from '../../server/platform/database.ts'
import { system } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { supplierProfileChanged } from '../../shared/organisations/organisations.events.ts'
import { whenTogether } from '../../workers/platform/handlers.ts'
import { dispatchDue } from '../../workers/platform/dispatch.ts'
import { startRunner } from '../../workers/platform/runner.ts'
import { until } from '../platform/app.ts'
import { startTestDatabase, stopTestDatabase } from '../platform/database.ts'

/** What the room that listens was shown, batch by batch. */
const shown: string[][] = []
let poison = ''

const reactions = [
  whenTogether('listening', supplierProfileChanged, async (happened) => {
    const ids = happened.map(({ payload }) => payload.organisationId)
    shown.push(ids)
    if (ids.includes(poison)) throw new Error('This one cannot be dealt with')
  }),
]

beforeAll(async () => {
  await startTestDatabase()
  startRunner({ jobs: [], reactions, schedules: [] })
})
afterAll(stopTestDatabase)
beforeEach(() => {
  shown.length = 0
  poison = ''
})

/** So many events of one commit. @returns what they are about */
async function commit(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, newId)
  const payloads = ids.map((organisationId) => ({ organisationId, section: 'about' as const }))
  await transaction((session) => recordAll(session, system, supplierProfileChanged, payloads))
  return ids
}

async function dispatchAll(): Promise<void> {
  while (await dispatchDue(reactions));
}

test('what happened together is dealt with together, all of it and each once', async () => {
  const ids = await commit(250)
  await Promise.all([dispatchAll(), dispatchAll(), dispatchAll()])
  await until(async () => (await outboxBacklog()) === 0)
  expect(shown.flat().sort()).toEqual(ids.toSorted())
  expect(shown.length).toBeLessThan(20)
})

test('an event is taken by one dispatcher alone', async () => {
  await commit(120)
  const taken = await Promise.all(Array.from({ length: 6 }, () => takeFromOutbox(50)))
  const ids = taken.flat().map(({ _id }) => _id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(taken.flat().every(({ rounds }) => rounds === 1)).toBe(true)
  while ((await takeFromOutbox(100)).length > 0);
  expect(await outboxBacklog()).toBe(120)
})

test('one that fails holds up no other', async () => {
  const ids = await commit(20)
  poison = ids[7] as string
  await dispatchAll()
  const others = ids.filter((id) => id !== poison)
  await until(() => others.every((id) => shown.some((batch) => batch.length === 1 && batch[0] === id)))
  await until(async () => (await outboxBacklog()) === 121)
  expect(shown.filter((batch) => batch.includes(poison)).length).toBeGreaterThan(1)
})
