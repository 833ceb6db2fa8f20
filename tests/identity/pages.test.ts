import type { Browser, Page } from 'playwright-core'
import { markSeeded } from '../../server/platform/site.ts'
import { addMember, createOrganisation } from '../../server/organisations/index.ts'
import { system } from '../../shared/platform/actor.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { openBrowser, openContext, pageFaults } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'
import { aPerson, testPassword } from './identity.factory.ts'
import { linkIn, mailTo } from './mails.ts'

let app: TestApp
let browser: Browser
beforeAll(async () => {
  app = await startTestApp({ workers: true })
  await markSeeded(true)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await app.stop()
})

async function expectSound(page: Page): Promise<void> {
  expect(await pageFaults(page)).toEqual([])
}

describe('pages', () => {
  it('before signing in are sound, empty and refused', async () => {
    await aPerson({ name: 'Imogen Ary', isExample: true, organisation: 'supplier' })
    const { context, page } = await openContext(browser, app.url)
    for (const path of [
      '/sign-in',
      '/register',
      '/forgotten-password',
      '/demo',
      '/reset-password/gone',
      '/terms',
    ]) {
      await page.goto(path)
      await expectSound(page)
    }
    await page.goto('/register')
    await page.getByRole('button', { name: 'Register' }).click()
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
    await expectSound(page)
    await context.close()
  })

  it('that ask for the terms of use are sound, and lead on to where somebody was going', async () => {
    const { context, page } = await openContext(browser, app.url)
    await signInBrowser(page, await aPerson({ hasAcceptedTerms: false }))
    await page.goto('/account/name')
    expect(new URL(page.url()).pathname).toBe('/terms/accept')
    await expectSound(page)
    await page.getByRole('button', { name: 'Accept and go on' }).click()
    expect(new URL(page.url()).pathname).toBe('/account/name')
    await context.close()
  })

  it('of one’s account are sound', async () => {
    const person = await aPerson({
      organisation: 'supplier',
      email: 'a-rather-long-address@testing.example',
    })
    const bySystem = { status: 'verified', isExample: true } as const
    const second = await createOrganisation(system, { kind: 'supplier', name: 'Second Ltd', bySystem })
    await addMember(system, second.id, { ...person, userId: person.id }, 'viewer')
    const elsewhere = await openContext(browser, app.url, { javaScript: false })
    await signInBrowser(elsewhere.page, person)
    const { context, page } = await openContext(browser, app.url)
    await signInBrowser(page, person)
    for (const path of ['name', 'email', 'password', 'organisation', 'tokens/new']) {
      await page.goto(`/account/${path}`)
      await expectSound(page)
    }
    await page.getByLabel('What is it for?').fill('Night job')
    await page.getByLabel('First Ltd').or(page.getByLabel('Sensible Sensors Ltd')).check()
    await page.getByRole('button', { name: 'Make the token' }).click()
    await page.getByText(/^fh_/).waitFor()
    await expectSound(page)
    await page.goto('/account')
    await expectSound(page)
    await page.getByRole('button', { name: /End this sign-in/ }).click()
    await page.getByText('That sign-in was ended.').waitFor()
    await elsewhere.page.goto('/account')
    expect(new URL(elsewhere.page.url()).pathname).toBe('/sign-in')
    await Promise.all([context.close(), elsewhere.context.close()])
  })
})

it('takes a newcomer from the form to their organisation by keyboard, without scripts', async () => {
  const { context, page } = await openContext(browser, app.url, { javaScript: false, width: 320 })
  const email = 'keyboard@testing.example'
  const type = async (label: string, text: string) => {
    await page.getByLabel(label, { exact: true }).focus()
    await page.keyboard.type(text)
  }
  await page.goto('/register')
  await type('Your name', 'Key Board')
  await type('Work e-mail address', email)
  await type('Password', testPassword)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/register/check-your-email')
  await page.goto(linkIn(await mailTo(email, /Confirm your e-mail/)))
  await type('Password', testPassword)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/organisation?done=confirmed')
  await page.getByRole('link', { name: 'Key Board' }).waitFor()
  await page.getByRole('button', { name: 'Sign out' }).focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(app.url + '/')
  await context.close()
})
