import type { Browser, Page } from 'playwright-core'
import type { TestApp } from '../platform/app.ts'
import { faultsAt, openBrowser, openContext } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'
import { demoPassword as password, people, startDemonstration } from './demonstration.ts'
import { plainPaths } from '../../shared/platform/site-paths.ts'
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

/** What a browser that was never here loads for a page, in bytes as they come. */
async function weightOf(path: string): Promise<{ all: number; scripts: number }> {
  const { page, context } = await openContext(browser, app.url)
  const loaded: Promise<{ type: string; bytes: number }>[] = []
  page.on('requestfinished', (request) => {
    const sizes = request.sizes().then(({ responseBodySize }) => responseBodySize)
    loaded.push(sizes.then((bytes) => ({ type: request.resourceType(), bytes })))
  })
  await page.goto(path, { waitUntil: 'networkidle' })
  const parts = await Promise.all(loaded)
  await context.close()
  const sum = (of: typeof parts) => of.reduce((total, { bytes }) => total + bytes, 0)
  return { all: sum(parts), scripts: sum(parts.filter(({ type }) => type === 'script')) }
}

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

  it('for a visitor weighs at most 100 kB over the line, of which scripts 60', async () => {
    const { page: first, context } = await openContext(browser, app.url)
    const others = [
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
    const paths = [...new Set([...plainPaths, ...others, ...(await publicPages(first))])]
    await context.close()
    const heavy: string[] = []
    for (const path of paths) {
      const { all, scripts } = await weightOf(path)
      if (all > 100_000 || scripts > 60_000) heavy.push(`${path}: ${all} bytes, scripts ${scripts}`)
    }
    expect(paths.length).toBeGreaterThan(20)
    expect(heavy).toEqual([])
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
