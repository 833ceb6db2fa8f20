import type { Browser, Page } from 'playwright-core'
import { mailTo, linkIn } from '../identity/mails.ts'
import { type TestApp, until } from '../platform/app.ts'
import { openBrowser, openContext } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'
import { demoPassword as password, people, startDemonstration } from './demonstration.ts'
import { fillAnswers, press } from './steps.ts'

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

/** The id of a challenge that is open for questions, from the public list. */
async function anOpenChallenge(page: Page): Promise<string> {
  await page.goto('/challenges?sort=newest')
  const href = await page.locator('.challenge-row a').first().getAttribute('href')
  return href?.split('/').at(-1) ?? ''
}

describe('a firm that nobody knows yet', () => {
  it('comes from the first page to a complete first proposal in at most 12 pages', async () => {
    const { page, context } = await openContext(browser, app.url)
    const seen: string[] = []
    page.on('framenavigated', (frame) => {
      const path = new URL(frame.url()).pathname
      if (frame === page.mainFrame() && seen.at(-1) !== path && path !== 'blank') seen.push(path)
    })
    const email = 'founder@brand-new.example'
    await page.goto('/')
    await page.getByRole('link', { name: 'Register', exact: true }).click()
    await page.getByLabel('Your name').fill('Nova Newcomer')
    await page.getByLabel('Work e-mail address').fill(email)
    await page.getByLabel('Password', { exact: true }).fill('three random words')
    await press(page, 'Register')
    await page.goto(linkIn(await mailTo(email, /Confirm your e-mail/)))
    await page.getByLabel('Password', { exact: true }).fill('three random words')
    await press(page, 'Confirm and sign in')
    await page.getByRole('link', { name: 'Register a supplier that is not there' }).click()
    await page.getByLabel('Name of the organisation').fill('Brand New Ideas Ltd')
    await page.getByLabel('No', { exact: true }).check()
    await press(page, 'Register')
    const id = await anOpenChallenge(page)
    await page.goto(`/challenges/${id}`)
    await press(page, 'Start a proposal')
    await fillAnswers(page)
    await press(page, 'Save and continue')
    await page.getByRole('button', { name: 'Save and continue', exact: true }).click()
    await page.waitForURL('**/check')
    expect(await page.getByText('A broker has to confirm your organisation').count()).toBe(1)
    expect(seen.length).toBeLessThanOrEqual(12)
    await context.close()
  }, 120_000)

  it('submits once a broker has confirmed it', async () => {
    const broker = await openContext(browser, app.url)
    await signInBrowser(broker.page, { email: people.broker, password })
    await broker.page.goto('/desk')
    await broker.page.getByRole('link', { name: 'Brand New Ideas Ltd' }).click()
    await press(broker.page, 'Confirm')
    await broker.page.getByText('The organisation is confirmed').waitFor()
    const founder = await openContext(browser, app.url)
    await signInBrowser(founder.page, { email: 'founder@brand-new.example', password: 'three random words' })
    await founder.page.goto('/your-proposals')
    await founder.page.locator('.row__title a').first().click()
    await founder.page.goto(`${founder.page.url()}/check`)
    await press(founder.page, 'Submit the proposal')
    await founder.page.getByText('Proposal submitted').first().waitFor()
    await Promise.all([broker.context.close(), founder.context.close()])
  }, 60_000)
})

describe('by keyboard alone', () => {
  it('somebody signs in, finds a challenge and asks a question', async () => {
    const { page, context } = await openContext(browser, app.url)
    const tabTo = async (name: string) => {
      await until(async () => {
        await page.keyboard.press('Tab')
        return page.evaluate((wanted) => {
          const at = document.activeElement
          const label =
            at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement
              ? at.labels?.[0]?.textContent
              : at?.textContent
          return (label ?? '').trim().startsWith(wanted)
        }, name)
      }, 20_000)
    }
    await page.goto('/sign-in')
    await tabTo('E-mail address')
    await page.keyboard.type(people.supplier)
    await tabTo('Password')
    await page.keyboard.type(password)
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.pathname !== '/sign-in')
    const id = await anOpenChallenge(page)
    await page.goto(`/challenges/${id}`)
    await tabTo('Ask a question')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/ask')
    await tabTo('Your question')
    await page.keyboard.type('Do we need a partner in the county?')
    await tabTo('Send the question')
    await page.keyboard.press('Enter')
    await page.getByText('Your question is with the authority').waitFor()
    await context.close()
  }, 90_000)
})
