import { join } from 'node:path'
import { listEvents } from '../../server/audit/index.ts'
import { changeMatchingSettings, summariseRanking } from '../../server/matching/index.ts'
import { importAwards } from '../../server/organisations/organisations.import.service.ts'
import { projectRoot } from '../../server/platform/paths.ts'
import { saveSupplierProfile } from '../../server/organisations/index.ts'
import { matchingHandlers } from '../../workers/matching/matching.handlers.ts'
import { aBroker, aSupplier } from '../organisations/organisations.factory.ts'
import { startTestWorkers, until } from '../platform/app.ts'
import { useDatabase } from '../platform/database.ts'
import { announce, aPublicChallenge, matchesOf } from './matching.factory.ts'

useDatabase()

const awards = ['uk_contracts_finder_awards.csv', 'english_releases.json'].map((name) =>
  join(projectRoot, 'data/awards', name),
)

describe('from publication to a stored ranking', () => {
  it('takes under five seconds with 900 real suppliers, and follows what changes afterwards', async () => {
    await importAwards(awards)
    const { supplier, admin } = await aSupplier({
      name: 'Damp Sensors Ltd',
      profile: {
        whatWeDo: 'Sensors that find damp and mould in council homes',
        cpv: ['44000000'],
        regions: ['TLD'],
      },
    })
    await changeMatchingSettings(aBroker(), { proposeFrom: 0.3, sendFrom: 0.35 })
    startTestWorkers()
    // A worker at rest has the directory in memory: it loads it when it starts.
    await matchingHandlers.jobs.find(({ job }) => job.name === 'matching.refresh-index')?.work({})
    const challenge = await aPublicChallenge()
    const start = performance.now()
    await announce(challenge)
    const { run } = await until(async () => {
      const summary = await summariseRanking(challenge._id)
      return summary.run && summary
    })
    expect(performance.now() - start).toBeLessThan(5000)
    expect(run?.suppliersCount).toBeGreaterThan(850)

    const matches = await matchesOf(challenge._id)
    expect(matches).toHaveLength(200)
    expect(matches.slice(0, 10).map(({ supplierId }) => supplierId)).toContain(supplier.id)
    const mine = matches.find(({ supplierId }) => supplierId === supplier.id)
    expect(mine?.status).toBe('sent')
    expect(matches.filter(({ status }) => status === 'sent').every((match) => match.supplier.isClaimed)).toBe(
      true,
    )
    expect(matches[0]?.reasons.length).toBeGreaterThan(1)

    const told = await listEvents('match', mine?._id ?? '')
    expect(told.map(({ name }) => name)).toEqual(['match.sent'])

    await saveSupplierProfile(admin, supplier.id, { whatWeDo: 'Catering for weddings', cpv: ['55520000'] })
    const lower = await until(async () => {
      const now = (await matchesOf(challenge._id)).find(({ supplierId }) => supplierId === supplier.id)
      return now && mine && now.score < mine.score ? now : null
    }, 45_000)
    expect(lower.status).toBe('sent')
    // The job tells last of all that it ran: nothing is under way when the test ends.
    await until(async () => {
      const summary = await summariseRanking(challenge._id)
      return summary.run && summary.run.at >= lower.rankedAt
    })
    expect((await listEvents('match', lower._id)).map(({ name }) => name)).toEqual(['match.sent'])
  }, 90_000)
})
