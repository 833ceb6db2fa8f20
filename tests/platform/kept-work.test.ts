import { z } from 'zod'
import { expectForgotten } from '../../server/platform/kept-work.ts'
import { freezeClock, now, releaseClock } from '../../server/platform/clock.ts'
import { enqueue, queuePrefix } from '../../server/platform/queue.ts'
import { sharedRedis } from '../../server/platform/redis.ts'
import { defineJob } from '../../shared/platform/job.ts'
import { does, every } from '../../workers/platform/handlers.ts'
import { startRunner } from '../../workers/platform/runner.ts'
import mongoose from 'mongoose'
import { until } from './app.ts'
import { startTestDatabase, stopTestDatabase } from './database.ts'

const kept = defineJob({ name: 'keeping.do', payload: z.object({ id: z.string() }), isKept: true })
const often = defineJob({ name: 'keeping.often', payload: z.object({}) })

/** What was done, one entry for each time. */
const done: string[] = []
let hasFailed = false
let ticks = 0

beforeAll(startTestDatabase)
afterAll(stopTestDatabase)
afterEach(releaseClock)

const onRecord = () => mongoose.connection.collection('kept_work').countDocuments()

test('what is kept outlives a Redis that forgets everything, and so do the schedules', async () => {
  await enqueue(kept, { id: 'early' })
  await sharedRedis().flushdb()
  startRunner({
    jobs: [
      does(kept, ({ id }) => {
        done.push(id)
        if (id !== 'failing' || hasFailed) return Promise.resolve()
        hasFailed = true
        return Promise.reject(new Error('Not yet'))
      }),
      does(often, () => {
        ticks += 1
        return Promise.resolve()
      }),
    ],
    reactions: [],
    schedules: [every('keeping.tick', { every: 200 }, often, {})],
  })
  await until(() => ticks > 0)
  expect(done).toEqual([])

  await expectForgotten()
  freezeClock(new Date(now().getTime() + 10_000))
  await until(() => done.length === 1, 20_000)
  await until(async () => (await onRecord()) === 0)

  const keys = await sharedRedis().keys(`${queuePrefix}:*`)
  await sharedRedis().del(...keys)
  const before = ticks
  await until(() => ticks > before + 1, 20_000)
})

test('what is done is off the record, and what fails stays on it until it is done', async () => {
  await Promise.all([enqueue(kept, { id: 'fine' }), enqueue(kept, { id: 'failing' })])
  await until(() => done.filter((id) => id === 'failing').length === 2, 20_000)
  await until(async () => (await onRecord()) === 0)
  expect(done.filter((id) => id === 'fine')).toHaveLength(1)
})
