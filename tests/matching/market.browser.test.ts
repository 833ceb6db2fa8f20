import type { Browser } from 'playwright-core'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { findAuthorityByCode, loadAuthorities, type Organisation } from '../../server/organisations/index.ts'
import { aChallenge } from '../challenges/challenges.factory.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { aSupplier } from '../organisations/organisations.factory.ts'
import { startTestApp, startTestWorkers, type TestApp } from '../platform/app.ts'
import { faultsAtEach, openBrowser, openContext } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'

let app: TestApp
let browser: Browser
let buyer: { email: string }
let draft: ChallengeRecord
let short: ChallengeRecord

beforeAll(async () => {
  app = await startTestApp()
  browser = await openBrowser()
  await loadAuthorities()
  const council = (await findAuthorityByCode('BBD')) as Organisation
  buyer = await aPerson({ organisation: { id: council.id } })
  const fitting = {
    whatWeDo: 'Sensors that find damp and mould early in council homes, for tenants',
    cpv: ['44000000'],
  }
  const sizes = [
    { turnoverPence: 100_000_00, staff: 4, balanceSheetPence: 50_000_00, regions: ['TLD'] },
    { accreditations: ['ISO 9001'], trlFrom: 4, trlTo: 7 },
    { accreditations: ['ISO 27001'], regions: ['TLD3'], isVcse: true },
  ]
  for (const size of sizes)
    for (let i = 0; i < 7; i += 1) await aSupplier({ profile: { ...fitting, ...size } })
  const own = { authorityId: council.id, authorityName: council.name }
  draft = await aChallenge({
    ...own,
    title: 'Damp and mould in council homes',
    summary: 'Tenants live with damp. We want sensors that find mould early.',
    cpv: ['44000000'],
    regions: ['TLD33'],
    asks: 'Bidders must have a minimum turnover of £1,000,000. Suppliers must be certified to ISO 27001. Bidders must have at least five years of experience.',
  })
  short = await aChallenge({ ...own, title: '', summary: '', problem: 'Damp', whoHasIt: '' })
  // They read the directory at their start, and what is made later only at the next look, a minute on.
  startTestWorkers()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

const path = (challenge: ChallengeRecord, rest = '/market') => `/challenges/${challenge._id}${rest}`

it('the market’s pages have no serious finding of axe and need no sideways scrolling', async () => {
  const faults: string[] = []
  const { context, page } = await openContext(browser, app.url, { faults })
  await signInBrowser(page, buyer)
  // The first question may take longer than anybody waits: the directory is read for it.
  for (;;) {
    await page.goto(path(draft))
    if (await page.getByRole('heading', { name: 'What narrows the market' }).isVisible()) break
  }
  const pages = [
    path(draft, '/market?drop=turnover-1000000&anywhere=yes'),
    path(short),
    path(draft, '/edit'),
    path(draft, '/edit/coach'),
  ]
  expect(await faultsAtEach(page, [path(draft), ...pages])).toEqual([])
  expect(faults).toEqual([])
  await context.close()
}, 120_000)

it('a condition is left out by keyboard alone and without a script', async () => {
  const { context, page } = await openContext(browser, app.url, { javaScript: false })
  await signInBrowser(page, buyer)
  await page.goto(path(draft, '/edit'))
  await page.getByRole('link', { name: 'See what narrows the market' }).click()
  const box = page.getByRole('checkbox', { name: 'A turnover of £1,000,000 or more' })
  await box.focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await page.getByText('Without what you ticked, 14 firms could answer').waitFor()
  expect(await box.isChecked()).toBe(true)
  await page.getByRole('link', { name: 'Untick all' }).click()
  await page.getByText('7 firms don’t meet this; 14 don’t say.').first().waitFor()
  expect(await page.getByText('Without what you ticked').count()).toBe(0)
  await context.close()
}, 60_000)
