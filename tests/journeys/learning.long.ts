import type { Browser, Page } from 'playwright-core'
import { findAuthorityByCode, loadAuthorities } from '../../server/organisations/index.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { pageFaults, openBrowser, openContext } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'
import { beginChallenge, press } from './steps.ts'

let app: TestApp
let browser: Browser
const faults: string[] = []

beforeAll(async () => {
  app = await startTestApp()
  browser = await openBrowser()
  await loadAuthorities()
}, 120_000)
afterAll(async () => {
  await browser.close()
  await app.stop()
})

const solution = 'The council requires a cloud-based system for booking repairs.'
const result =
  'Tenants ring us four times before a repair is done. We want to reduce that from 4 calls to 1, so that tenants know when somebody comes.'

/** The score for openness of a draft, as its page of the coach shows it. */
async function openness(page: Page, id: string): Promise<number> {
  await page.goto(`/challenges/${id}/edit/coach`)
  return Number(await page.locator('[data-score="openness"] [data-value]').first().textContent())
}

async function writeProblem(page: Page, id: string, words: string): Promise<void> {
  await page.goto(`/challenges/${id}/edit/problem`)
  await page.getByLabel('The problem', { exact: true }).fill(words)
  await press(page, 'Save and continue')
}

it('teaches a buyer to take the solution out, and the next draft scores higher', async () => {
  const council = await findAuthorityByCode('BBD')
  const { page } = await openContext(browser, app.url, { faults })
  await signInBrowser(page, await aPerson({ organisation: council?.id ?? '', name: 'Bea Buyer' }))
  const id = await beginChallenge(page, 'Repairs that tenants do not have to chase')
  await writeProblem(page, id, solution)
  const before = await openness(page, id)

  await page.getByRole('link', { name: 'Learn it' }).first().click()
  await page.waitForURL(/\/learning\/from-specification-to-outcome\//)
  await page.goto('/learning/from-specification-to-outcome')
  await page
    .getByRole('link', { name: /From a solution to a result/ })
    .first()
    .click()
  const text = page.getByLabel('Your text')
  await text.fill('We need a portal on which tenants book repairs themselves.')
  await page.getByText(/^Saved at/).waitFor()
  await press(page, 'Let the coach read it')
  await page.getByRole('heading', { name: 'Try again' }).waitFor()
  await page.locator('.coach-finding').filter({ hasText: 'This names a solution' }).waitFor()
  expect(await text.inputValue()).toContain('We need a portal')
  await text.fill(result)
  await press(page, 'Let the coach read it')
  await page.getByRole('heading', { name: 'Passed', exact: true }).waitFor()
  expect(await pageFaults(page)).toEqual([])
  await page.getByRole('radio', { name: /Of every 100 appointments/ }).check()
  await press(page, 'Check the answer')
  await page.getByText('Why not the others:').waitFor()
  await press(page, 'I have read it: next lesson')
  await page.getByRole('heading', { name: 'Performance, not design', level: 1 }).waitFor()
  await page.goto('/learning')
  await page.getByRole('link', { name: 'Go on with “Begin with the problem”' }).waitFor()

  await writeProblem(page, id, result)
  expect(await openness(page, id)).toBeGreaterThan(before)
  expect(faults).toEqual([])
}, 120_000)
