import type { Browser, Page } from 'playwright-core'
import type { TestApp } from '../platform/app.ts'
import { faultsAt, openBrowser, openContext } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'
import { demoPassword as password, people, startDemonstration } from './demonstration.ts'
import { ownPages, publicPages, suppliersPages } from './pages.ts'

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

describe('every page', () => {
  const visit = async (email: string | null, paths: (page: Page) => Promise<string[]>) => {
    const { page, context } = await openContext(browser, app.url)
    if (email) await signInBrowser(page, { email, password })
    const found: string[] = []
    for (const path of await paths(page)) {
      found.push(...(await faultsAt(page, path)))
      if ((await page.locator('h1').count()) !== 1) found.push(`${path}: not one h1`)
    }
    await context.close()
    return found
  }

  it('has no serious fault for a visitor', async () => {
    expect(await visit(null, publicPages)).toEqual([])
  }, 240_000)

  it.each([
    ['buyer', people.buyer],
    ['broker', people.broker],
  ])(
    'has no serious fault for a %s',
    async (_who, email) => {
      expect(await visit(email, ownPages)).toEqual([])
    },
    240_000,
  )

  it('has no serious fault for a supplier', async () => {
    expect(await visit(people.supplier, suppliersPages)).toEqual([])
  }, 240_000)
})
