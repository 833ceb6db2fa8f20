import type { Browser } from 'playwright-core'
import { MatchingModel } from '../../server/matching/matching.learning.model.ts'
import { now } from '../../server/platform/clock.ts'
import { partWeights } from '../../shared/matching/parts.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp, until } from '../platform/app.ts'
import { faultsAt, openBrowser, openContext, pageFaults } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'
import { decidedMatches } from './learning.factory.ts'

let app: TestApp
let browser: Browser
let admin: { email: string }
const path = '/desk/matching-models'

beforeAll(async () => {
  app = await startTestApp({ workers: true })
  browser = await openBrowser()
  admin = await aPerson({ organisation: 'brokerage', role: 'admin', name: 'Miriam Osei' })
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

it('an administrator has the weights learnt again, sees the result arrive, and goes back by one click', async () => {
  const faults: string[] = []
  const { context, page } = await openContext(browser, app.url, { faults })
  await signInBrowser(page, admin)
  expect(await faultsAt(page, path)).toEqual([])
  await decidedMatches({ text: 0.6, category: 0.4 }, 240, { kind: 'wrong-place' })
  await page.getByRole('button', { name: 'Retrain now' }).click()
  await page.getByText('Version 1 is live.').waitFor()
  const figures = { challenges: 56, ndcgAt10: 0.3512, recallAt100: 0.86, reciprocalRank: 0.3 }
  await MatchingModel.create({
    version: 2,
    weights: { ...partWeights, text: 0.4, region: 0.2 },
    trainedOn: { good: 1240, bad: 88, byKind: { 'wrong-place': 61, 'not-what-they-do': 20, 'not-ready': 7 } },
    evaluation: { own: figures, live: { ...figures, ndcgAt10: 0.3618 }, liveVersion: 1 },
    status: 'no-better',
    createdAt: now(),
    by: '',
  })
  await page.goto(path)
  expect(await pageFaults(page)).toEqual([])
  await page
    .locator('#version-0')
    .getByRole('button', { name: /Use this version\s+0/ })
    .click()
  await page.getByText('Changed. Open challenges are ranked again within seconds.').waitFor()
  await page.locator('#version-0').getByText('Live', { exact: true }).waitFor()
  expect(await page.locator('#version-1').getByRole('button').count()).toBe(1)
  expect(faults).toEqual([])
  await context.close()
}, 90_000)

it('does so without a script', async () => {
  const { context, page } = await openContext(browser, app.url, { javaScript: false })
  await signInBrowser(page, admin)
  await page.goto(path)
  await page.getByRole('button', { name: 'Retrain now' }).click()
  await page.getByText(/A new version is being learnt since|decisions since the live version/).waitFor()
  await until(async () => {
    await page.goto(path)
    return page.getByText('decisions since the live version say something about fit').isVisible()
  })
  await context.close()
}, 60_000)
