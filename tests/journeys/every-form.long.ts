import type { Browser } from 'playwright-core'
import type { TestApp } from '../platform/app.ts'
import { openBrowser } from '../platform/browser.ts'
import { startDemonstration } from './demonstration.ts'
import { type PageRoute, pageRoutes, routeOf } from './page-routes.ts'
import { makeMistakes, visits, walk, type Walked } from './visits.ts'

let app: TestApp
let browser: Browser
let routes: PageRoute[]
const reached: string[] = []
const seenBy = new Map<string, Set<string>>()

beforeAll(async () => {
  app = await startDemonstration()
  browser = await openBrowser()
  routes = await pageRoutes()
}, 600_000)
afterAll(async () => {
  await browser.close()
  await app.stop()
})

const minutesMs = 40 * 60_000

describe.each(visits)('every page and form of $who', (visit) => {
  let walked: Walked

  it(
    'is reached by links and fit to read at both widths, in the dark, with large text and without scripts',
    async () => {
      const seen = seenBy.get(visit.kind) ?? new Set<string>()
      seenBy.set(visit.kind, seen)
      walked = await walk({ browser, url: app.url, routes, seen, isThorough: true }, visit)
      reached.push(...walked.reached)
      expect(walked.faults).toEqual([])
    },
    minutesMs,
  )

  it(
    'says of every mistake what is wrong, and where',
    async () => {
      expect(await makeMistakes(walked)).toEqual([])
    },
    minutesMs,
  )
})

/** What only a letter or a moment leads to; each is looked at by the tests of its room. */
const byOthers: readonly string[] = []

it('leaves no page out', () => {
  const seen = new Set(reached.map((address) => routeOf(address, routes)?.path))
  expect(routes.map(({ path }) => path).filter((path) => !seen.has(path))).toEqual(byOthers)
})
