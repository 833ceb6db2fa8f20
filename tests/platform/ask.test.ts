import { Worker } from 'bullmq'
import { z } from 'zod'
import { ask, questionsOf } from '../../server/platform/ask.ts'
import { config } from '../../server/platform/config.ts'
import { queuePrefix } from '../../server/platform/queue.ts'
import { defineQuestion } from '../../shared/platform/question.ts'
import { answers } from '../../workers/platform/handlers.ts'
import { startRunner } from '../../workers/platform/runner.ts'
import { startTestDatabase, stopTestDatabase } from './database.ts'

const double = defineQuestion({
  name: 'asking.double',
  payload: z.object({ number: z.number() }),
  answer: z.object({ doubled: z.number() }),
})
const unheard = defineQuestion({ name: 'nowhere.any', payload: z.object({}), answer: z.object({}) })

beforeAll(async () => {
  await startTestDatabase()
  const questions = [answers(double, ({ number }) => ({ doubled: number * 2 }))]
  startRunner({ jobs: [], reactions: [], schedules: [], questions })
})
afterAll(stopTestDatabase)

test('a worker answers while the asker waits', async () => {
  const all = await Promise.all([1, 2, 3].map((number) => ask(double, { number }, 10_000)))
  expect(all).toEqual([{ doubled: 2 }, { doubled: 4 }, { doubled: 6 }])
})

test('a question that nobody answers is given up in time, with a refusal that says so', async () => {
  const asked = ask(unheard, {}, 100)
  await expect(asked).rejects.toMatchObject({ code: 'unavailable', retryAfter: 5 })
})

test('a question that lay too long is not begun, and the next one is answered', async () => {
  await expect(ask(double, { number: 1 }, -1)).rejects.toMatchObject({ code: 'unavailable' })
  await expect(ask(double, { number: 4 }, 10_000)).resolves.toEqual({ doubled: 8 })
})

test('an answer that is not what was agreed is a refusal, never a wrong answer', async () => {
  const other = defineQuestion({ ...double, name: 'asking-badly.double' })
  const worker = new Worker(questionsOf(other.name), async () => ({ tripled: 9 }), {
    connection: { url: config().redisUrl },
    prefix: queuePrefix,
  })
  try {
    await expect(ask(other, { number: 3 }, 10_000)).rejects.toMatchObject({ code: 'unavailable' })
  } finally {
    await worker.close()
  }
})
