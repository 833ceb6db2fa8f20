import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { seedResources } from '../../server/resources/index.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { openBrowser, openContext, pageFaults } from '../platform/browser.ts'

let app: TestApp
let browser: Browser
beforeAll(async () => {
  app = await startTestApp()
  const path = new URL('../../data/demo/resources.json', import.meta.url)
  await seedResources(JSON.parse(readFileSync(path, 'utf8')))
  browser = await openBrowser()
}, 60_000)
afterAll(async () => {
  await browser.close()
  await app.stop()
})

const results =
  '/advisor?buyer=sub-central&nation=england&contract=services&valuePence=6000000&novelty=adapted&whoCould=few&scaling=included&scalePence=0&engagement=planned'

describe('the advisor in a browser', () => {
  const pages = ['/advisor', '/advisor?buyer=x&valuePence=lots', results, '/law']

  it.each(pages.map((path) => ({ path, name: path.slice(0, 20) })))(
    '$name reads well, unfolded',
    async ({ path }) => {
      const faults: string[] = []
      const { context, page } = await openContext(browser, app.url, { faults })
      await page.goto(path)
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('main details')) details.setAttribute('open', '')
      })
      // The results have every component of the others.
      expect(await pageFaults(page, { contrast: path === results })).toEqual([])
      expect(faults).toEqual([])
      await context.close()
    },
    60_000,
  )

  it('works without JavaScript, from the first page to a calendar file', async () => {
    const { context, page } = await openContext(browser, app.url, { javaScript: false, width: 320 })
    await page.goto('/')
    await page.getByRole('link', { name: 'Procurement routes' }).click()
    await page.getByRole('button', { name: 'Show the routes' }).click()
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
    await page.getByLabel('A council or another sub-central authority').check()
    await page.getByLabel('England').check()
    await page.getByLabel('Services', { exact: true }).check()
    await page.getByLabel('The most that you may pay, including VAT').fill('60k')
    await page.getByLabel('No, this is all we foresee').check()
    await page.getByRole('button', { name: 'Show the routes' }).click()
    await page.getByRole('heading', { name: /routes are open to you$/ }).waitFor()
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Put these dates into my calendar' }).first().click()
    expect((await download).suggestedFilename()).toMatch(/\.ics$/)
    await page.getByRole('link', { name: 'Change your answers' }).click()
    expect(await page.getByLabel('The most that you may pay, including VAT').inputValue()).toBe('60000')
    await context.close()
  })
})
