import type { Browser } from 'playwright-core'
import { aPerson } from '../identity/identity.factory.ts'
import { aSupplier } from '../organisations/organisations.factory.ts'
import { startTestApp, type TestApp, until } from '../platform/app.ts'
import { faultsAtEach, openBrowser, openContext } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'
import { inDays } from '../challenges/challenges.factory.ts'
import { aMatch, aPublicChallenge } from './matching.factory.ts'

let app: TestApp
let browser: Browser
let person: { email: string }

beforeAll(async () => {
  app = await startTestApp({ workers: true })
  browser = await openBrowser()
  const { supplier } = await aSupplier({
    name: 'Damp Sensors and Retrofit Advice Community Interest Company',
    profile: { whatWeDo: 'Sensors that find damp and mould in council homes', cpv: ['44110000'] },
  })
  person = await aPerson({ organisation: { id: supplier.id } })
  const respondBy = inDays(2)
  const soon = { askBy: respondBy, answerBy: respondBy, respondBy, pilotStart: null, pilotMonths: null }
  const challenge = await aPublicChallenge({ cpv: ['44200000'], timetable: soon })
  await aMatch(challenge._id, supplier, { status: 'sent', sentAt: new Date() })
  await aPublicChallenge({ title: 'Fewer falls in sheltered housing', cpv: ['85310000'], regions: ['TLE'] })
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

/** Opens the home until a worker has answered in time. */
async function openHome(page: Awaited<ReturnType<typeof openContext>>['page']): Promise<void> {
  await until(async () => {
    await page.goto('/your-matches')
    const isRanked = await page.getByRole('heading', { name: 'Ranked for you' }).isVisible()
    return isRanked && (await page.getByText('You would score higher').first().isVisible())
  }, 30_000)
}

it('a supplier finds what fits, saves a search, changes and deletes it, without a script', async () => {
  const { context, page } = await openContext(browser, app.url, { javaScript: false })
  await signInBrowser(page, person)
  await openHome(page)
  await page.getByRole('heading', { name: 'Closing soon' }).waitFor()
  await page.getByText('sent to you by a broker', { exact: true }).first().waitFor()
  await page.goto('/challenges?q=damp')
  await page.getByRole('link', { name: 'Save this search and hear of what is new' }).click()
  await page.getByLabel('Name').fill('Damp homes')
  await page.getByLabel('Once a week').check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Saved. You hear of what is new as you chose.').waitFor()
  await page.goto('/your-matches')
  await page.getByRole('link', { name: 'Damp homes' }).click()
  await page.getByRole('heading', { name: '2 challenges' }).waitFor()
  await page.goto('/your-searches')
  await page.getByRole('link', { name: /^Change or delete.*Damp homes/ }).click()
  await page.getByRole('button', { name: 'Delete this search' }).click()
  await page.getByText('Deleted. You hear no more of it.').waitFor()
  await context.close()
}, 90_000)

it('the pages have no serious finding of axe and need no sideways scrolling', async () => {
  const faults: string[] = []
  const { context, page } = await openContext(browser, app.url, { faults })
  await signInBrowser(page, person)
  await page.goto('/your-searches/new?q=damp')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.waitForURL('**/your-searches?done=saved')
  const change = await page
    .getByRole('link', { name: /^Change or delete/ })
    .first()
    .getAttribute('href')
  await openHome(page)
  const paths = [
    '/your-matches',
    '/your-matches?show=sent',
    '/your-searches',
    '/your-searches/new?q=damp',
    change ?? '',
  ]
  expect(await faultsAtEach(page, paths)).toEqual([])
  expect(faults).toEqual([])
  await context.close()
}, 120_000)

it('everything on the home is reached by the keyboard, in the order in which it stands', async () => {
  const { context, page } = await openContext(browser, app.url)
  await signInBrowser(page, person)
  await openHome(page)
  await page.locator('h1').click()
  const wanted = await page.locator('main a, main summary, main button').allInnerTexts()
  const reached: string[] = []
  while (reached.length < wanted.length) {
    await page.keyboard.press('Tab')
    reached.push(await page.locator(':focus').innerText())
  }
  expect(reached).toEqual(wanted)
  await context.close()
}, 60_000)
