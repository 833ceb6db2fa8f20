import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { TestApp } from '../platform/app.ts'
import { faultsAt, openBrowser, openContext } from '../platform/browser.ts'
import { signInByTyping } from '../platform/sign-in.ts'
import { demoPassword as password, people, startDemonstration } from './demonstration.ts'
import { answer, ask, openOnceItSays, press, propose, publish, writeChallenge } from './steps.ts'

/** The main job of the product, from a challenge to a sealed proposal, by a buyer, a broker and a supplier. */
export function theMainJob({ javaScript }: { javaScript: boolean }): void {
  let app: TestApp
  let browser: Browser
  const faults: string[] = []

  beforeAll(async () => {
    app = await startDemonstration()
    browser = await openBrowser()
  }, 240_000)
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  async function personWith(email: string): Promise<{ context: BrowserContext; page: Page }> {
    const opened = await openContext(browser, app.url, { javaScript, faults })
    await signInByTyping(opened.page, { email, password })
    return opened
  }

  const title = 'Dry homes in old terraces'
  let buyer: Page
  let broker: Page
  let supplier: Page
  let id: string
  const contexts: BrowserContext[] = []

  beforeAll(async () => {
    const opened = await Promise.all([people.buyer, people.broker, people.supplier].map(personWith))
    contexts.push(...opened.map(({ context }) => context))
    ;[buyer, broker, supplier] = opened.map(({ page }) => page) as [Page, Page, Page]
  }, 60_000)
  afterAll(() => Promise.all(contexts.map((context) => context.close())))

  it('a buyer writes a challenge and submits it', async () => {
    id = await writeChallenge(buyer, title)
    await buyer.goto('/your-challenges')
    expect(await buyer.getByRole('link', { name: title }).count()).toBeGreaterThan(0)
    const stranger = await supplier.goto(`/challenges/${id}`)
    expect(stranger?.status()).toBe(404)
  }, 60_000)

  it('a broker publishes it, and the workers rank the directory and match the supplier within seconds', async () => {
    // Else one that fits as well as this goes out by itself.
    await broker.goto('/desk/matching-settings')
    await broker.getByLabel('Never: a broker decides on each').check()
    await press(broker, 'Save')
    await publish(broker, id, title)
    const publishedAt = Date.now()
    await openOnceItSays(broker, `/challenges/${id}/matches`, 'Damson Sensing', 15_000)
    expect(await broker.getByRole('link', { name: 'Damson Sensing' }).count()).toBeGreaterThan(0)
    const seconds = (Date.now() - publishedAt) / 1000
    expect(seconds).toBeLessThan(javaScript ? 10 : 15)
  }, 60_000)

  it('the broker approves the match, and the supplier is told in the inbox, and why', async () => {
    const row = broker.locator('tr, li').filter({ has: broker.getByRole('link', { name: 'Damson Sensing' }) })
    if (javaScript) await supplier.goto('/')
    await row
      .getByRole('button', { name: /^Approve/ })
      .first()
      .click()
    await broker.waitForLoadState('load')
    await openOnceItSays(supplier, '/inbox', title)
    expect(await supplier.getByText(title).count()).toBeGreaterThan(0)
    await supplier.goto(`/challenges/${id}`)
    expect(await supplier.getByText('Why this fits you').count()).toBe(1)
  }, 60_000)

  it('the supplier asks, the buyer answers, and it reaches every open page at once', async () => {
    await ask(supplier, id, 'May the sensors stay in the homes after the pilot?')
    const reader = await openContext(browser, app.url, { javaScript, faults })
    contexts.push(reader.context)
    await reader.page.goto(`/challenges/${id}`)
    if (javaScript)
      await reader.page.waitForFunction(() => document.querySelector('[data-module="clarifications"]'))
    await answer(buyer, id, 'Yes, where the tenant agrees in writing.')
    if (javaScript) {
      const bar = reader.page.locator('#new-answers')
      await bar.getByText('1 new answer').waitFor()
      await bar.getByRole('button', { name: 'show' }).click()
      await reader.page.getByText('1 answered, 0 waiting').waitFor()
    } else {
      await reader.page.reload()
    }
    await reader.page.getByText('Yes, where the tenant agrees in writing.').waitFor()
    expect(await reader.page.content()).not.toContain('Damson')
  }, 60_000)

  it('the supplier proposes and gets a receipt; nobody else learns of it before the deadline', async () => {
    const reference = await propose(supplier, id, javaScript)
    expect(reference).toMatch(/^FH-/)
    const receiptUrl = supplier.url()
    if (javaScript)
      expect(await faultsAt(supplier, new URL(receiptUrl).pathname.replace('/receipt', ''))).toEqual([])
    await buyer.goto(`/challenges/${id}/proposals`)
    expect(await buyer.getByText('Proposals are sealed until').count()).toBe(1)
    for (const page of [buyer, broker]) {
      await page.goto(`/challenges/${id}`)
      expect(await page.content()).not.toContain('CANARY')
    }
    expect((await broker.goto(receiptUrl))?.status()).toBe(404)
    expect((await buyer.goto(receiptUrl))?.status()).toBe(404)
    await openOnceItSays(supplier, '/inbox', reference)
    expect(await supplier.getByText(reference).count()).toBeGreaterThan(0)
  }, 60_000)

  it('no page had an error in its scripts', () => {
    expect(faults).toEqual([])
  })
}
