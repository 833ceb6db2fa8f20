import { askToRetrain } from '../../server/matching/matching.learning.service.ts'
import { sendEmails } from '../../shared/notifications/notifications.jobs.ts'
import { callWebhook } from '../../shared/notifications/webhook.jobs.ts'
import { system } from '../../shared/platform/actor.ts'
import { readOnlyEnded } from '../../shared/operations/operations.events.ts'
import { Outbox } from '../../server/audit/audit.model.ts'
import { record } from '../../server/audit/index.ts'
import { oldestWork } from '../../server/operations/index.ts'
import { freezeClock, now } from '../../server/platform/clock.ts'
import { transaction } from '../../server/platform/database.ts'
import { loadNow, refuseWhileBehind, watchLoad } from '../../server/platform/load.ts'
import { listProcesses, reportProcess } from '../../server/platform/processes.ts'
import { enqueue } from '../../server/platform/queue.ts'
import { actor } from '../platform/actors.ts'
import { until } from '../platform/app.ts'
import { startTestDatabase, stopTestDatabase } from '../platform/database.ts'

beforeAll(() => startTestDatabase({ LOAD_QUEUE_SECONDS: '60' }))
afterAll(stopTestDatabase)

test('work counts as late only while there is a worker to do it, and what makes more of it is refused then', async () => {
  const start = now()
  await transaction((session) => record(session, system, readOnlyEnded, {}))
  freezeClock(new Date(start.getTime() + 600_000))
  expect(await oldestWork()).toBe(0)

  reportProcess('worker')
  await until(async () => (await listProcesses()).length === 1)
  expect(await oldestWork()).toBe(0)
  freezeClock(new Date(start.getTime() + 610_000))
  expect(await oldestWork()).toBe(10_000)

  const administrator = actor('brokerage', 'ipec', 'admin')
  refuseWhileBehind('Ranking again')
  watchLoad(() => Promise.resolve(61_000))
  await until(() => loadNow().queueMs > 0)
  await expect(askToRetrain(administrator)).rejects.toMatchObject({ code: 'busy', retryAfter: 120 })
})

test('webhooks that are late turn nobody away: a receiver may be slow on purpose', async () => {
  await Outbox.deleteMany({})
  await enqueue(callWebhook, { callId: 'slow', round: 0 })
  freezeClock(new Date(now().getTime() + 900_000))
  await until(async () => (await listProcesses()).length === 1)
  expect(await oldestWork()).toBe(0)
  await enqueue(sendEmails, { deliveryIds: ['late'] })
  expect(await oldestWork()).toBeGreaterThan(0)
})
