import { z } from 'zod'
import { retryTakesMs } from '../../shared/operations/operations.jobs.ts'
import { defineJob } from '../../shared/platform/job.ts'
import { enqueue } from '../../server/platform/queue.ts'
import { countFailedJobs, retryJobsBefore } from '../../server/platform/queue-desk.ts'
import { does } from '../../workers/platform/handlers.ts'
import { startRunner } from '../../workers/platform/runner.ts'
import { until } from '../platform/app.ts'
import { useDatabase } from '../platform/database.ts'

useDatabase()

const failing = defineJob({
  name: 'moderation.fail-in-lots',
  payload: z.object({ number: z.number() }),
  attempts: 1,
})

it.each([
  [0, 0],
  [1, 0],
  [20, 0],
  [21, 10_000],
  [200, 90_000],
])('trying %i failed jobs again takes %i ms', (count, takes) => {
  expect(retryTakesMs(count)).toBe(takes)
})

it('failed jobs are tried again the oldest first, so many together, and once each', async () => {
  const tried: number[] = []
  let isMended = false
  startRunner({
    jobs: [
      does(failing, ({ number }) => {
        if (isMended) tried.push(number)
        return number === 1 || !isMended ? Promise.reject(new Error('No')) : Promise.resolve()
      }),
    ],
    reactions: [],
    schedules: [],
  })
  const names = ['moderation']
  const failed = () => countFailedJobs(names, 'moderation')
  for (const number of [1, 2, 3]) {
    await enqueue(failing, { number })
    await until(async () => (await failed()) === number)
  }
  isMended = true
  const asOf = Date.now()
  expect(await retryJobsBefore(names, 'moderation', { asOf, most: 2 })).toBe(true)
  await until(async () => tried.length === 2 && (await failed()) === 2)
  expect(tried.toSorted()).toEqual([1, 2])
  expect(await retryJobsBefore(names, 'moderation', { asOf, most: 2 })).toBe(false)
  await until(async () => tried.length === 3 && (await failed()) === 1)
  expect(await retryJobsBefore(names, 'moderation', { asOf, most: 2 })).toBe(false)
  expect(tried).toHaveLength(3)
})
