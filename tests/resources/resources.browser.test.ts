import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { seedResources } from '../../server/resources/index.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { faultsAtEach, openBrowser, openContext, pageFaults } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'

let app: TestApp
let browser: Browser
beforeAll(async () => {
  app = await startTestApp()
  for (const name of ['resources', 'objections', 'templates']) {
    const path = new URL(`../../data/demo/${name}.json`, import.meta.url)
    await seedResources(JSON.parse(readFileSync(path, 'utf8')))
  }
  browser = await openBrowser()
}, 60_000)
afterAll(async () => {
  await browser.close()
  await app.stop()
})

const template = '/resources/a-challenge-that-begins-with-the-problem'
const geofencing = '/resources/geofencing-innovative-technology-to-improve-trackside-worker-safety'

async function expectSound(page: Page): Promise<void> {
  expect(await pageFaults(page)).toEqual([])
}

describe('the library in a browser', () => {
  it('reads well', async () => {
    const faults: string[] = []
    const { context, page } = await openContext(browser, app.url, { faults })
    const paths = [
      '/resources',
      '/resources?q=xylophone',
      '/resources?q=geofence&sector=transport',
      geofencing,
    ]
    expect(await faultsAtEach(page, [...paths, '/resources/objections', template])).toEqual([])
    expect(faults).toEqual([])
    await context.close()
  })

  it('is searched without JavaScript', async () => {
    const { context, page } = await openContext(browser, app.url, { javaScript: false })
    await page.goto('/resources')
    await page.getByRole('searchbox', { name: 'Search' }).fill('geofencing')
    await page.getByLabel(/^Case study/).check()
    await page.getByRole('button', { name: 'Apply filters' }).click()
    await page.getByRole('heading', { name: '1 result found' }).waitFor()
    await page.getByRole('link', { name: /^Geofencing/ }).click()
    await page.getByRole('heading', { name: 'In fairness' }).waitFor()
    await context.close()
  })

  it('is written in by a broker, with mistakes that are told', async () => {
    const broker = await aPerson({ organisation: 'brokerage' })
    const { context, page } = await openContext(browser, app.url, { width: 320 })
    await signInBrowser(page, broker)
    await page.goto('/resources/new')
    await expectSound(page)
    await page.getByRole('button', { name: 'Save as a draft' }).click()
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
    await expectSound(page)
    await page.getByRole('link', { name: 'Enter a title' }).click()
    await page.keyboard.type('Written by keyboard')
    await page.getByLabel('Summary').fill('In short.')
    await page.getByLabel('Text', { exact: true }).fill('In **long**.')
    await page.getByRole('button', { name: 'Preview' }).click()
    await page.getByRole('heading', { name: 'As it will look' }).waitFor()
    await expectSound(page)
    await page.getByRole('button', { name: 'Save as a draft' }).click()
    await page.getByText('Saved as a draft. Publish it when it is ready.').waitFor()
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.getByText('Everybody can read it now.').waitFor()
    await expectSound(page)
    await context.close()
  })

  it('keeps its dates, versions and links where a broker reads them well', async () => {
    const { context, page } = await openContext(browser, app.url, { width: 320 })
    await signInBrowser(page, await aPerson({ organisation: 'brokerage' }))
    await page.goto(geofencing)
    await page.getByRole('link', { name: 'Dates', exact: true }).click()
    await page.getByRole('heading', { name: 'Dates of this resource' }).waitFor()
    await expectSound(page)
    await page.goto(`${geofencing}/versions`)
    await page.getByRole('heading', { name: 'Nothing was changed yet' }).waitFor()
    await page.goto(`${geofencing}/edit`)
    await page.getByLabel('Summary').fill('Trucks that slow down by themselves.')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.goto(`${geofencing}/versions`)
    await page.locator('.rows a').first().click()
    await page.getByText('Trucks that slow down by themselves.').waitFor()
    await expectSound(page)
    await page.goto('/resources/links')
    await expectSound(page)
    await context.close()
  })
})
