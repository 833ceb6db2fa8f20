import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { loadAuthorities } from '../../server/organisations/index.ts'
import { importAwards } from '../../server/organisations/organisations.import.service.ts'
import { Organisation } from '../../server/organisations/organisations.model.ts'
import { projectRoot } from '../../server/platform/paths.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { faultsAtEach, openBrowser, openContext } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'

let app: TestApp
let browser: Browser
const faults: string[] = []

beforeAll(async () => {
  app = await startTestApp()
  await loadAuthorities()
  await importAwards([join(projectRoot, 'data/awards/english_releases.json')])
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser.close()
  await app.stop()
}, 60_000)

// Those with the most on them; every-form.long looks at all.
const sectionPages = [
  'about',
  'categories?q=insulation',
  'categories?under=72000000',
  'case-studies/new',
  'preview',
].map((part) => `/organisation/profile/${part}`)

describe('the room', () => {
  it('shows the public pages well', async () => {
    const { context, page } = await openContext(browser, app.url, { faults })
    const supplier = await Organisation.findOne({ kind: 'supplier', 'supplier.isSme': true }).lean()
    const paths = ['/suppliers', '/suppliers?q=xylophone', `/suppliers/${supplier?._id}`, '/authorities/BBD']
    expect(await faultsAtEach(page, paths)).toEqual([])
    await context.close()
  }, 120_000)

  it('shows one’s own organisation well', async () => {
    const { context, page } = await openContext(browser, app.url, { faults })
    const admin = await aPerson({ organisation: 'supplier', role: 'admin' })
    await signInBrowser(page, admin)
    const own = ['/organisation', `/organisation/members/${admin.id}`, '/organisation/profile']
    expect(await faultsAtEach(page, [...own, ...sectionPages])).toEqual([])
    await context.close()
  }, 240_000)

  it('shows the ways to an organisation well', async () => {
    const { context, page } = await openContext(browser, app.url, { faults })
    await signInBrowser(page, await aPerson())
    const unclaimed = await Organisation.findOne({ kind: 'supplier', status: 'unclaimed' }).lean()
    const paths = ['/organisation', '/organisation/new', `/organisations/${unclaimed?._id}/claim`]
    expect(await faultsAtEach(page, paths)).toEqual([])
    await context.close()
  }, 120_000)
})

it('finds categories while one types, and chooses one', async () => {
  const { context, page } = await openContext(browser, app.url, { faults })
  await signInBrowser(page, await aPerson({ organisation: 'supplier', role: 'admin' }))
  await page.goto('/organisation/profile/categories')
  await page.getByLabel('Search by word or code').pressSequentially('thermal insul')
  await page.getByRole('button', { name: 'Choose Thermal insulation work' }).click()
  await page.getByRole('heading', { name: '1 category chosen' }).waitFor()
  await context.close()
}, 60_000)

it('works by keyboard alone, from the first field to the saved profile', async () => {
  const { context, page } = await openContext(browser, app.url, { faults })
  await signInBrowser(page, await aPerson({ organisation: 'supplier', role: 'admin' }))
  await page.goto('/organisation/profile/accreditations')
  await page.getByLabel('Accreditations and standards').focus()
  await page.keyboard.type('ISO 27001')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/organisation/profile?saved')
  await context.close()
}, 60_000)

it('had no fault in its scripts', () => expect(faults).toEqual([]))
