import { extractText, getDocumentProxy } from 'unpdf'
import { CountedChallenges, State, Sums } from '../../server/evidence/evidence.model.ts'
import { beginEvidence, countSums, rebuildEvidence } from '../../server/evidence/index.ts'
import { makeYearlyReport } from '../../server/evidence/evidence.report.service.ts'
import { evidenceState } from '../../server/evidence/evidence.state.service.ts'
import { listReported } from '../../server/outcomes/index.ts'
import { Review } from '../../server/outcomes/outcomes.reviews.model.ts'
import { loadAuthorities } from '../../server/organisations/index.ts'
import { aChallenge, inDays } from '../challenges/challenges.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { aReport } from './reported.factory.ts'

let app: TestApp
let challengeId: string
let year: number
const suppliers = ['CANARY-a', 'CANARY-b', 'CANARY-c', 'CANARY-d', 'CANARY-e']

beforeAll(async () => {
  app = await startTestApp()
  await loadAuthorities()
  const challenge = await aChallenge({ status: 'open' })
  challengeId = challenge._id
  year = challenge.publishedAt?.getUTCFullYear() ?? 0
  await rebuildEvidence()
}, 60_000)
afterAll(() => app.stop())

const page = async (path: string) => (await app.agent().get(path).expect(200)).text
const nothing = { followOnPence: 0, rdSpendPence: 0, jobsCreated: 0, jobsSafeguarded: 0 }

it('is empty before five suppliers reported, and says why', async () => {
  for (const supplierId of suppliers.slice(1)) await aReport(challengeId, supplierId)
  await aReport(challengeId, 'CANARY-keeps-it', { isCounted: false })
  await aReport(challengeId, 'CANARY-nothing', nothing)
  await aReport(challengeId, 'CANARY-elsewhere', { regionCode: 'TLI3' })
  await countSums()
  const text = await page('/evidence')
  expect(text).toContain('Nothing to tell yet: it takes 5 suppliers in one region')
  expect(text).toContain('Too few to tell')
  expect(text).not.toMatch(/£[1-9]/)
})

it('tells the sum of five by region and year: in the table, a drawing, a file, to programs and in the records', async () => {
  await aReport(challengeId, 'CANARY-a')
  await countSums()
  const text = await page('/evidence?region=TLD')
  // 5 × £100,000, the sixth in it reports nothing; who keeps it is not in it.
  expect(text).toMatch(/£500k[\s\S]{0,200}of 6/)
  expect(text).toContain('£500k in 6 pilots that may be told of; the most in North West')
  expect(text).toContain('id="drawn-investment-by-region"')
  expect(text).toContain('href="/evidence/records?figure=research&amp;from=here&amp;region=TLD"')
  // Nobody kept a job.
  expect(text).not.toContain('id="drawn-jobs-kept-by-region"')
  expect(await page('/evidence/investment-by-region.csv')).toContain(',500000,,,6,,pounds')
  expect(await page(`/evidence/figures.csv?year=${year}`)).toContain(
    'jobs-created,Jobs created by suppliers,foothold,10,,,6,0,jobs',
  )
  const { body } = await app.agent().get('/api/v1/evidence?region=TLD').expect(200)
  expect(body.figures.find(({ id }: { id: string }) => id === 'research').foothold).toEqual({
    value: 100_000_00,
    interval: null,
    counted: 6,
    notKnown: null,
  })
  const told = { region: 'TLD', year, value: 500_000_00, pilots: 6, suppliers: 6 }
  const records = await app.agent().get('/api/v1/evidence/records?figure=investment').expect(200)
  expect(records.body).toMatchObject({ from: 'here', total: 1, sums: [told], challenges: [] })
  const shown = await page('/evidence/records?figure=investment')
  expect(shown).toContain(`challenges of ${year}`)
  expect(shown).toContain('no record says who is counted')
})

it('is in the report of the year, in figures, words and a table', async () => {
  const document = await getDocumentProxy(new Uint8Array(await makeYearlyReport(String(year))))
  const { text } = await extractText(document, { mergePages: true })
  const words = text.replaceAll(/\s+/g, ' ')
  expect(words).toContain('Follow-on investment in suppliers £500k, of 6')
  expect(words).toContain('£500k in 6 pilots that may be told of; the most in North West')
  expect(words).toMatch(/Group Figure Counted North West[^£]* £500k 6/)
  expect(words).toContain('Jobs kept by region Nothing to tell yet: it takes 5 suppliers')
})

it('tells nothing of one authority or category, and says why', async () => {
  const why = 'This is told by region and year alone'
  for (const choice of ['authority=BBD', 'category=45000000']) {
    const text = await page(`/evidence?${choice}`)
    expect(text).toContain(why)
    expect(text).not.toMatch(/£[1-9]/)
    expect(await page(`/evidence/records?figure=investment&${choice}`)).toContain(why)
    const { body } = await app.agent().get(`/api/v1/evidence?${choice}`).expect(200)
    expect(body.figures.find(({ id }: { id: string }) => id === 'investment').foothold).toBeNull()
  }
})

it('takes the latest review of a pilot, which says all, and what corrects an earlier one for nothing', async () => {
  const at = (days: number) => ({ at: inDays(days) })
  await aReport(challengeId, 'CANARY-a', { followOnPence: 700 }, { months: 6, ...at(1) })
  await aReport(challengeId, 'CANARY-a', { followOnPence: 300 }, { months: 3, ...at(2) })
  await aReport(challengeId, 'CANARY-a', { followOnPence: 800 }, { months: 6, ...at(3) })
  await Review.updateOne({ pilotId: 'pilot-of-CANARY-a', months: 12 }, { side: 'buyer' }, { upsert: true })
  const of = (await listReported()).filter(({ supplierId }) => supplierId === 'CANARY-a')
  expect(of.map(({ counted }) => counted?.followOnPence)).toEqual([100_000_00, 700, 800])
})

it('keeps what is told of all together and nothing of one, and comes to the same when counted anew', async () => {
  await countSums()
  const before = await Sums.find({}, { touched: 0 }).lean()
  expect(before[0]?.sums).toHaveLength(3)
  await Promise.all([1, 2, 3].map(() => countSums()))
  await Sums.deleteMany({})
  await rebuildEvidence()
  expect(await Sums.find({}, { touched: 0 }).lean()).toEqual(before)
  const kept = JSON.stringify([before, await CountedChallenges.find().lean()])
  expect(kept).not.toContain('CANARY')
  const paths = ['', '/records?figure=investment', '/investment-by-region.csv', '/figures.csv']
  for (const path of paths) expect(await page(`/evidence${path}`)).not.toContain('CANARY')
})

it('goes at once when one takes its agreement back', async () => {
  await aReport(challengeId, 'CANARY-b', { isCounted: false }, { months: 12, at: inDays(4) })
  await countSums()
  expect(await page('/evidence')).not.toContain('£500k')
  expect(await page('/evidence')).toContain('Nothing to tell yet')
})

it('is counted by the first start after an update, too', async () => {
  await State.updateOne({ _id: 'evidence' }, { $unset: { kind: 1 } })
  await Sums.deleteMany({})
  await beginEvidence()
  expect(await Sums.countDocuments()).toBe(1)
  const { rebuiltAt } = await evidenceState()
  await beginEvidence()
  expect((await evidenceState()).rebuiltAt).toEqual(rebuiltAt)
})
