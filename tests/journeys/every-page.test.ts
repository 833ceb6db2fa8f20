import type { Browser, Page } from 'playwright-core'
import type { TestApp } from '../platform/app.ts'
import { faultsAtEach, openBrowser, openContext } from '../platform/browser.ts'
import { htmlFaults } from '../platform/html-faults.ts'
import { scalesFor, tooHeavy, type Weight } from '../platform/weight.ts'
import { signInBrowser } from '../platform/sign-in.ts'
import { demoPassword as password, people, startDemonstration } from './demonstration.ts'
import { plainPaths } from '../../shared/platform/site-paths.ts'
import { ownPages, publicPages, type Read, readBy, suppliersPages } from './pages.ts'

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

const plainPages = [
  ...plainPaths,
  '/contact',
  '/help',
  '/terms',
  '/coach',
  '/advisor',
  '/law',
  '/open-data',
  '/sign-in',
  '/register',
]

const headings = (page: Page) => async (path: string) =>
  (await page.locator('h1').count()) === 1 ? [] : [`${path}: not one h1`]

describe('every page', () => {
  // every-form.long looks at what is one's own as it is drawn: here that takes a minute and a half of the processor.
  const visit = async (email: string, pagesOf: (read: Read) => Promise<string[]>) => {
    const { page, context } = await openContext(browser, app.url)
    await signInBrowser(page, { email, password })
    const paths = await pagesOf(readBy(page))
    expect(paths.length).toBeGreaterThan(10)
    // A measured pilot is its two sides' alone: for others there is none to find.
    expect(paths.some((path) => path.includes('/pilot/'))).toBe(email !== people.broker)
    const found: string[] = []
    for (const path of paths) {
      const answer = await page.request.get(path)
      const faults = answer.ok() ? htmlFaults(await answer.text()) : [`answered ${answer.status()}`]
      found.push(...faults.map((fault) => `${path}: ${fault}`))
    }
    await context.close()
    return found
  }

  it('has no serious fault for a visitor, and weighs at most 100 kB over the line, of which scripts 60', async () => {
    const { page, context } = await openContext(browser, app.url)
    const paths = await publicPages(readBy(page))
    expect(paths.filter((path) => path.startsWith('/live-sessions/')).length).toBeGreaterThan(0)
    const weigh = await scalesFor(page)
    const weights: Weight[] = []
    const weighed = (path: string) => {
      weights.push(weigh(path))
      return headings(page)(path)
    }
    const found = await faultsAtEach(page, paths, weighed)
    // What the tests of their rooms look at is only weighed.
    for (const path of plainPages.filter((plain) => !paths.includes(plain))) {
      await page.goto(path)
      weights.push(weigh(path))
    }
    await context.close()
    expect(found).toEqual([])
    expect(weights.length).toBeGreaterThan(30)
    expect(weights.filter(({ all }) => all < 10_000)).toEqual([])
    expect(weights.filter(tooHeavy)).toEqual([])
  }, 240_000)

  it.each([
    ['buyer', people.buyer, ownPages],
    ['broker', people.broker, ownPages],
    ['supplier', people.supplier, suppliersPages],
  ])(
    'shuts no %s out by its HTML',
    async (_who, email, pagesOf) => {
      expect(await visit(email, pagesOf)).toEqual([])
    },
    240_000,
  )
})
