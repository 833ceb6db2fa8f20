import { z } from 'zod'
import { freezeClock, now, releaseClock } from '../../server/platform/clock.ts'
import { defineJob } from '../../shared/platform/job.ts'
import { does } from '../../workers/platform/handlers.ts'
import { startRunner } from '../../workers/platform/runner.ts'
import { askForStalled } from '../../workers/platform/stalled.ts'
import { until } from './app.ts'
import { useDatabase } from './database.ts'

useDatabase()
afterEach(releaseClock)

const job = defineJob({ name: 'stalled.try', payload: z.object({ id: z.string() }) })

test('work that stands still at one point is asked for again in each turn, and once in it', async () => {
  const tried: string[] = []
  startRunner({
    jobs: [does(job, async ({ id }) => void tried.push(id))],
    reactions: [],
    schedules: [],
  })
  freezeClock(now())
  await askForStalled(job, [{ id: 'one' }])
  await askForStalled(job, [{ id: 'one' }, { id: 'two' }])
  await until(() => tried.length === 2)
  freezeClock(new Date(now().getTime() + 2 * 60_000))
  await askForStalled(job, [{ id: 'one' }])
  await until(() => tried.length === 3)
  expect(tried).toEqual(['one', 'two', 'one'])
})
