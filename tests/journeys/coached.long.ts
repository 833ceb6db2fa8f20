import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { listEvents } from '../../server/audit/index.ts'
import { ocdsFolder } from '../../server/publication/release-schema.ts'
import { ocdsExtensions } from '../../shared/publication/ocds.ts'
import { type TestApp, until } from '../platform/app.ts'
import { openBrowser, openContext } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'
import { askOfficial, officialTools, serveExtensions, type Verdict } from '../publication/official.ts'
import { demoPassword as password, people, startDemonstration } from './demonstration.ts'
import { beginChallenge, press, publish, submitChallenge, writeSections } from './steps.ts'

let app: TestApp
let browser: Browser

beforeAll(async () => {
  app = await startDemonstration()
  browser = await openBrowser()
}, 240_000)
afterAll(async () => {
  await browser.close()
  await app.stop()
})

// A real notice of Contracts Finder (Lancaster City Council, 2020; Open Government Licence), as it was published.
const overSpecified =
  'Lancaster City Council has 40 public space CCTV cameras across Lancaster and Morecambe. The current contract is due for renewal in May 2020 and the council wishes to invite suppliers to quote for a new cloud-based CCTV platform that meets specific requirements.'

it('turns an over-specified notice into a routed, planned, approved challenge with valid open data', async () => {
  const { page, context } = await openContext(browser, app.url)

  await page.goto('/coach')
  await page.getByLabel('Your text').fill(overSpecified)
  await press(page, 'Read it')
  await page.getByText('“new cloud-based CCTV platform”').first().waitFor()

  await signInBrowser(page, { email: people.buyer, password })
  const title = 'See what happens in public places, so that people feel safe there'
  const id = await beginChallenge(page, title)
  const problem = page.getByLabel('The problem', { exact: true })
  await problem.fill(overSpecified)
  const found = page.locator('.coach-finding').filter({ hasText: 'new cloud-based CCTV platform' })
  await found.first().waitFor()
  await problem.fill('People feel unsafe in four places at night, and help comes after harm is done.')
  await found.first().waitFor({ state: 'hidden' })
  await writeSections(page)

  await page.goto(`/challenges/${id}/route`)
  await page
    .getByRole('button', { name: /^Make it our plan/ })
    .first()
    .click()
  await page.waitForURL(/\/plan/)
  expect(await page.locator('[id^="step-"]').count()).toBeGreaterThan(3)
  const calendar = await page.request.get(`/challenges/${id}/plan.ics`)
  expect(await calendar.text()).toContain('BEGIN:VEVENT')
  await submitChallenge(page, id)

  const broker = await openContext(browser, app.url)
  await signInBrowser(broker.page, { email: people.broker, password })
  await publish(broker.page, id, title)

  const verdict = await officialVerdict(id)
  expect(verdict?.errors).toEqual([])
  expect(await listEvents('challenge', id)).toContainEqual(
    expect.objectContaining({ name: 'challenge.published' }),
  )
  await Promise.all([context.close(), broker.context.close()])
}, 180_000)

/** What the official validator says of the challenge's releases, as anybody can fetch them. */
async function officialVerdict(id: string): Promise<Verdict | undefined> {
  const { records, ...about } = await until(async () => {
    const answer = await fetch(`${app.url}/api/ocds/records/ocds-fthold-${id}`)
    return answer.ok ? ((await answer.json()) as { records: { releases: object[] }[] }) : null
  }, 20_000)
  const releases = records[0]?.releases
  expect(releases).toHaveLength(1)
  const server = await serveExtensions()
  const extensions = ocdsExtensions
    .filter(({ folder }) => folder)
    .map(({ folder }) => `${server.url}/${folder}/extension.json`)
  const standardZip = join(ocdsFolder, 'standard/standard-1__1__5-min.zip')
  const [verdict] = await askOfficial<Verdict>(await officialTools(), [
    { standardZip, package: { ...about, extensions, releases } },
  ])
  await server.stop()
  return verdict
}
