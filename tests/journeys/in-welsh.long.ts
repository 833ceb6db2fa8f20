import type { Browser } from 'playwright-core'
import type { TestApp } from '../platform/app.ts'
import { openBrowser } from '../platform/browser.ts'
import { startDemonstration } from './demonstration.ts'
import { pageRoutes } from './page-routes.ts'
import { untranslated, visits, walk } from './visits.ts'

let app: TestApp
let browser: Browser

beforeAll(async () => {
  app = await startDemonstration()
  browser = await openBrowser()
}, 600_000)
afterAll(async () => {
  await browser.close()
  await app.stop()
})

const speakers = visits.filter(({ kind }) => kind === 'visitor' || kind === 'supplier')
const seenBy = new Map(speakers.map(({ kind }) => [kind, new Set<string>()]))

it.each(speakers)(
  'every page that is in Welsh is fit to read for $who, and says in Welsh what is wrong',
  async (visit) => {
    const routes = await pageRoutes()
    const seen = seenBy.get(visit.kind) ?? new Set()
    const round = { browser, url: app.url, routes, seen, language: 'cy' as const }
    const walked = await walk(round, visit)
    // Whoever comes last finds all but the first of their own pages seen by others.
    expect(walked.reached.length).toBeGreaterThan(1)
    expect([...walked.faults, ...(await untranslated(round, visit, walked))]).toEqual([])
  },
  40 * 60_000,
)
