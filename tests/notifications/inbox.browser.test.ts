import type { Browser } from 'playwright-core'
import { Delivery } from '../../server/notifications/notifications.model.ts'
import { tell } from '../../server/notifications/notifications.plan.service.ts'
import { sendMail } from '../../server/platform/mail.ts'
import { forgetSite, markSeeded } from '../../server/platform/site.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { faultsAtEach, openBrowser, openContext, pageFaults } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'
import { aCause, aToldPerson } from './notifications.factory.ts'

let app: TestApp
let browser: Browser
beforeAll(async () => {
  app = await startTestApp()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await app.stop()
})

it('counts what is unread, live, and says so aloud', async () => {
  const { person, firm } = await aToldPerson('Live Ltd')
  const faults: string[] = []
  const { context, page } = await openContext(browser, app.url, { faults })
  await signInBrowser(page, person)
  await page.goto('/inbox')
  const badge = page.locator('[data-count="/inbox"]')
  await badge.getByText('1').waitFor()
  await tell(aCause({ name: 'organisation.refused', organisationId: firm.id }))
  await badge.getByText('2').waitFor()
  await page.getByText('2 unread notices').waitFor({ state: 'attached' })
  await page.locator('#new-notices').getByText('1 new notice').waitFor()
  await page.locator('#new-notices').getByRole('button').click()
  await page.getByRole('link', { name: 'Live Ltd could not be confirmed' }).waitFor()
  await page.getByRole('button', { name: 'Mark everything as read' }).click()
  await badge.waitFor({ state: 'hidden' })
  expect(faults).toEqual([])
  await context.close()
})

it('is readable by everybody', async () => {
  const { person } = await aToldPerson(
    'A firm with a name that is a good deal longer than most firms have Ltd',
  )
  const broker = await aPerson({ organisation: 'brokerage', role: 'admin' })
  await sendMail({
    to: 'a-very-long-address-of-somebody@a-long-domain.example',
    subject: 'Hello',
    text: 'Hello',
    html: '<p>Hello',
  })
  const { context, page } = await openContext(browser, app.url)
  await signInBrowser(page, person)
  const paths = ['/inbox', '/inbox?kind=organisation-verified', '/account/notifications']
  expect(await faultsAtEach(page, paths)).toEqual([])
  await context.close()
  const other = await openContext(browser, app.url)
  await signInBrowser(other.page, broker)
  await other.page.goto('/desk')
  await other.page.getByText('Mail is not configured').waitFor()
  expect(await pageFaults(other.page)).toEqual([])
  await other.context.close()
  expect(await Delivery.countDocuments()).toBeGreaterThan(0)
})

it('shows the demonstration’s mailbox readably', async () => {
  await markSeeded(true)
  forgetSite()
  const { context, page } = await openContext(browser, app.url)
  await page.goto('/demo/mailbox')
  expect(await pageFaults(page)).toEqual([])
  await page.getByRole('link', { name: 'Hello' }).first().click()
  await page.frameLocator('iframe').getByText('Hello').waitFor()
  expect(await pageFaults(page)).toEqual([])
  await context.close()
})
