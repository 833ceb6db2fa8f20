import { listWaitingMatches, summariseRanking } from '../../server/matching/index.ts'
import { matchingHandlers } from '../../workers/matching/matching.handlers.ts'
import { changeMatchingSettings } from '../../server/matching/index.ts'
import { aBroker, aSupplier } from '../organisations/organisations.factory.ts'
import { useDatabase } from '../platform/database.ts'
import { anAward, aPublicChallenge, matchesOf } from './matching.factory.ts'

useDatabase()

const rank = (challengeId: string) =>
  matchingHandlers.jobs
    .find(({ job }) => job.name === 'matching.rank-challenge')
    ?.work({ challengeId, trigger: 'published' })

test('a firm new to the buyer just below the line waits for a broker beside one that the buyer knows', async () => {
  for (let i = 0; i < 8; i += 1) await aSupplier({ profile: { whatWeDo: `Buses for schools, depot ${i}` } })
  const profile = {
    whatWeDo: 'Sensors that find damp and mould in homes',
    cpv: ['44000000'],
    regions: ['TLD'],
  }
  const { supplier: known } = await aSupplier({ name: 'Known Ltd', profile })
  await anAward(known.id, 'Damp and mould sensors in council homes', 'Blackburn with Darwen Borough Council')
  const { supplier: newcomer } = await aSupplier({ name: 'New Ltd', profile })
  const challenge = await aPublicChallenge()
  await rank(challenge._id)
  const scoreOf = async (id: string) =>
    (await matchesOf(challenge._id)).find(({ supplierId }) => supplierId === id)
  const [first, second] = [await scoreOf(known.id), await scoreOf(newcomer.id)]
  expect(first?.score).toBeGreaterThan(second?.score ?? 1)

  // The line is drawn between them, nearer to the newcomer.
  const line = Math.ceil(((second?.score ?? 0) + 0.01) * 100) / 100
  await changeMatchingSettings(aBroker(), { proposeFrom: line, sendFrom: null })
  await rank(challenge._id)
  expect(await scoreOf(newcomer.id)).toMatchObject({ isAddedPlace: true, status: 'proposed' })
  expect(await scoreOf(known.id)).toMatchObject({ isAddedPlace: false })
  expect(await summariseRanking(challenge._id)).toMatchObject({ aboveLine: 2, waiting: 2, newToBuyer: 1 })
  expect(await listWaitingMatches()).toMatchObject([{ challengeId: challenge._id, waiting: 2 }])
})
