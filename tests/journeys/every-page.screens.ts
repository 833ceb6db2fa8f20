import type { Browser } from 'playwright-core'
import { freezeClock } from '../../server/platform/clock.ts'
import { formatDate } from '../../shared/platform/dates.ts'
import type { TestApp } from '../platform/app.ts'
import { openBrowser } from '../platform/browser.ts'
import { startDemonstration } from './demonstration.ts'
import { pictureEverything } from './picture-tour.ts'
import { writeIndex } from './pictures.ts'

// A Wednesday on which everything of the demonstration is under way. Loading it takes its minutes before.
const loadedFrom = new Date('2026-12-02T09:00:00Z')
const moment = new Date('2026-12-02T10:00:00Z')

let app: TestApp
let browser: Browser

beforeAll(async () => {
  app = await startDemonstration(loadedFrom)
  freezeClock(moment)
  browser = await openBrowser()
}, 600_000)
afterAll(async () => {
  await browser.close()
  await app.stop()
})

it('pictures every page', async () => {
  const album = await pictureEverything(browser, app.url, moment)
  expect(album.pictures.length).toBeGreaterThan(200)
  expect(album.left.length).toBeLessThan(50)
  writeIndex(album, formatDate(moment))
}, 2_400_000)
