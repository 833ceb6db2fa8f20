import { outboxBacklog } from '../../server/audit/index.ts'
import { amendChallenge } from '../../server/challenges/index.ts'
import { rebuildReleases } from '../../server/publication/index.ts'
import { actor } from '../platform/actors.ts'
import { startTestApp, type TestApp, until } from '../platform/app.ts'
import { amendmentOf, anAnswer, aPublishedChallenge } from './publication.records.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp({ workers: true })
}, 60_000)
afterAll(() => app.stop())

it('a worker publishes each thing that happens, to the bytes that the record gives again', async () => {
  const challenge = await aPublishedChallenge({ title: 'Warmer homes' })
  await anAnswer(challenge, 'How many homes?', '2,400.')
  await amendChallenge(actor('authority', challenge.authorityId), challenge._id, amendmentOf('Warm homes'))
  await until(async () => (await outboxBacklog()) === 0, 30_000)
  const { body } = await app.agent().get(`/api/ocds/records/ocds-fthold-${challenge._id}`).expect(200)
  expect(body.records[0].releases).toHaveLength(3)
  expect(body.records[0].compiledRelease.tender).toMatchObject({ title: 'Warm homes', hasEnquiries: true })
  expect(await rebuildReleases()).toEqual({ same: 3, made: 0, different: [] })
}, 60_000)
