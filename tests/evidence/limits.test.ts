import { Challenge } from '../../server/challenges/challenges.model.ts'
import { CountedChallenges } from '../../server/evidence/evidence.model.ts'
import { evidenceState } from '../../server/evidence/evidence.state.service.ts'
import { countChallenge } from '../../server/evidence/index.ts'
import { mostWaiting, readEvidence } from '../../server/evidence/evidence.read.service.ts'
import { wholeEvidence } from '../../shared/evidence/evidence.schema.ts'
import { aChallenge } from '../challenges/challenges.factory.ts'
import type { TestApp } from '../platform/app.ts'
import { startWithRecord } from './awards.factory.ts'

let app: TestApp
beforeAll(async () => {
  app = await startWithRecord()
}, 60_000)
afterAll(() => app.stop())

it('asks whoever comes to come again while many choices wait that nobody made before, but for everything', async () => {
  const choices = Array.from({ length: 3 * mostWaiting }, (_, number) => ({
    ...wholeEvidence,
    category: `${10 + number}`,
  }))
  const asked = await Promise.allSettled([...choices, wholeEvidence].map(readEvidence))
  const refused = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  expect(refused.length).toBeGreaterThan(mostWaiting)
  expect(refused[0]).toMatchObject({ code: 'busy', retryAfter: 30 })
  expect(asked.at(-1)?.status).toBe('fulfilled')
  const again = await readEvidence(choices.at(-2) as (typeof choices)[number])
  expect(again.filter).toEqual(choices.at(-2))
})

it('counts an authority’s record among the pages that one address may ask for', async () => {
  for (let times = 0; times < 120; times += 1) await app.agent().head('/authorities/BBD/record').expect(200)
  await app.agent().get('/authorities/BBD/record').expect(429)
  await app.agent().get('/evidence').expect(429)
}, 60_000)

it('has nobody reckon anew where counting a challenge changed nothing, and tells what a process died before telling', async () => {
  const { _id } = await aChallenge({ status: 'open', publishedAt: new Date() })
  const revisionAfter = async (change: object = {}) => {
    await Challenge.updateOne({ _id }, { $set: change })
    await countChallenge(_id)
    return (await evidenceState()).revision
  }
  const first = await revisionAfter()
  expect(await revisionAfter()).toBe(first)
  const second = await revisionAfter({ title: 'Something else' })
  expect(second).not.toBe(first)
  expect(await revisionAfter()).toBe(second)
  await CountedChallenges.updateOne({ _id }, { $set: { isUntold: true } })
  const third = await revisionAfter()
  expect(third).not.toBe(second)
  expect(await revisionAfter()).toBe(third)
})
