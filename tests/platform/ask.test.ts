import { z } from 'zod'
import { ask } from '../../server/platform/ask.ts'
import { defineQuestion } from '../../shared/platform/question.ts'
import { answers } from '../../workers/platform/handlers.ts'
import { startRunner } from '../../workers/platform/runner.ts'
import { startTestDatabase, stopTestDatabase } from './database.ts'

const double = defineQuestion({
  name: 'asking.double',
  payload: z.object({ number: z.number() }),
  answer: z.object({ doubled: z.number() }),
})
const nothing = z.object({})
const wrong = defineQuestion({
  name: 'asking.wrong',
  payload: nothing,
  answer: z.object({ doubled: z.number() }),
})
const failing = defineQuestion({ name: 'asking.failing', payload: nothing, answer: nothing })
const unheard = defineQuestion({ name: 'nowhere.any', payload: z.object({}), answer: z.object({}) })

beforeAll(async () => {
  await startTestDatabase()
  const questions = [
    answers(double, ({ number }) => ({ doubled: number * 2 })),
    answers(wrong, () => ({ tripled: 9 }) as never),
    answers(failing, () => Promise.reject(new Error('A secret of the worker'))),
  ]
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
  await expect(ask(wrong, {}, 10_000)).rejects.toMatchObject({ code: 'unavailable' })
})

test('a question that fails is refused at once, and says nothing of why', async () => {
  const start = Date.now()
  await expect(ask(failing, {}, 10_000)).rejects.toMatchObject({ code: 'unavailable' })
  expect(Date.now() - start).toBeLessThan(5000)
})
