import type { Browser, Page } from 'playwright-core'
import { listEvents } from '../../server/audit/index.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { aSupplier } from '../organisations/organisations.factory.ts'
import { startTestApp, type TestApp, until } from '../platform/app.ts'
import { faultsAtEach, openBrowser, openContext, pageFaults } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'
import { anAward, aPublicChallenge, announce, matchesOf } from './matching.factory.ts'

let app: TestApp
let browser: Browser
let challenge: ChallengeRecord
let broker: { email: string }
let catererId: string

const firms = [
  ['Damp Sensors and Retrofit Advice Community Interest Company', 'Sensors that find damp and mould', 'TLD3'],
  ['Mould Finders Ltd', 'We find mould early in council homes, and retrofit where it pays', 'TLI'],
  ['Ribble Retrofit', 'Retrofit of homes with damp', 'TLD'],
  ['Calder Housing Sensors', 'Sensors for tenants who live with damp', 'TLE'],
] as const

beforeAll(async () => {
  app = await startTestApp({ workers: true })
  browser = await openBrowser()
  broker = await aPerson({ organisation: 'brokerage' })
  for (const [name, whatWeDo, region] of firms) {
    const status = name.startsWith('Calder') ? 'unclaimed' : 'verified'
    const profile = { whatWeDo, cpv: ['44000000'], regions: [region], isSme: true }
    const { supplier } = await aSupplier({ name, status, profile })
    if (name.startsWith('Ribble')) await anAward(supplier.id, 'Damp and mould in homes', 'Chorley Council')
  }
  const profile = { whatWeDo: 'Cakes for weddings', regions: ['TLD33'] }
  catererId = (await aSupplier({ name: 'Wedding Caterers', status: 'unclaimed', profile })).supplier.id
  challenge = await aPublicChallenge({
    problem: 'Tenants report damp, and nobody comes before winter. '.repeat(6),
    budget: { pilotPence: 6_000_000, pilots: 1, scalePence: 25_000_000, vat: 'none' },
  })
  await announce(challenge)
  await until(async () => (await matchesOf(challenge._id)).length === 5, 30_000)
}, 90_000)
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

const board = () => `/challenges/${challenge._id}/matches`

async function open(options: Parameters<typeof openContext>[2] = {}) {
  const { context, page } = await openContext(browser, app.url, options)
  await signInBrowser(page, broker)
  return { context, page }
}

/** What has to be scrolled sideways in a window of 320 pixels; the page itself is looked at by `pageFaults`. */
async function scrolledSideways(page: Page): Promise<string[]> {
  await page.setViewportSize({ width: 320, height: 900 })
  const found = await page.locator('main *').evaluateAll((all) =>
    all
      .filter((one) => one.scrollWidth > one.clientWidth + 1)
      .filter((one) => ['auto', 'scroll'].includes(getComputedStyle(one).overflowX))
      .map((one) => one.className),
  )
  await page.setViewportSize({ width: 1280, height: 900 })
  return found
}

/** A page whose worker did not answer in time is asked again, as its words say. */
async function readUntilAnswered(page: Page, path: string, wanted: string): Promise<void> {
  await until(async () => {
    await page.goto(path)
    return page.getByText(wanted).first().isVisible()
  }, 20_000)
}

it('has no serious finding of axe and needs no sideways scrolling', async () => {
  const faults: string[] = []
  const { context, page } = await open({ faults })
  const [first, second] = await matchesOf(challenge._id)
  const paths = [
    board(),
    `${board()}?status=waiting&region=TLD&compare=${first?._id}`,
    `${board()}/compare?a=${first?._id}&b=${second?._id}`,
    `${board()}/decline?matchIds=${first?._id}&matchIds=${second?._id}`,
    `${board()}/why-not?q=wedding`,
  ]
  expect(await faultsAtEach(page, paths)).toEqual([])
  await page.goto(`${board()}/compare?a=${first?._id}&b=${second?._id}`)
  expect(await scrolledSideways(page)).toEqual([])
  await readUntilAnswered(page, `${board()}/why-not?supplier=${catererId}`, 'What is missing')
  expect(await pageFaults(page)).toEqual([])
  expect(await scrolledSideways(page)).toEqual([])
  const moved = 'text=10&category=10&region=80&trackRecord=0'
  await readUntilAnswered(page, `${board()}/weights?${moved}`, 'in another place')
  expect(await pageFaults(page)).toEqual([])
  expect(faults).toEqual([])
  await context.close()
}, 120_000)

it('filters, compares and asks without a script', async () => {
  const { context, page } = await open({ javaScript: false })
  await page.goto(board())
  await page.getByText('Filter the matches').click()
  await page.getByLabel('Not claimed').check()
  await page.getByRole('button', { name: 'Apply filters' }).click()
  await page.getByRole('heading', { name: '2 matches' }).waitFor()
  await page.getByRole('link', { name: 'Clear all' }).click()
  await page.getByRole('heading', { name: '5 matches' }).waitFor()
  await page.getByLabel('Choose Ribble Retrofit').check()
  await page.getByLabel('Choose Mould Finders Ltd').check()
  await page.getByRole('button', { name: 'Compare two' }).click()
  await page.getByText(/ranks higher because of/).waitFor()
  await page.goto(`${board()}/why-not`)
  await page.getByLabel('Name of the firm').fill('wedding')
  await page.getByRole('button', { name: 'Find' }).click()
  await page.getByRole('link', { name: 'Wedding Caterers' }).waitFor()
  await page.goto(`${board()}/weights`)
  await page.getByLabel('Region').fill('90')
  await page.getByRole('button', { name: 'Show the effect' }).click()
  await page
    .getByText(/in another place|No answer yet/)
    .first()
    .waitFor()
  await context.close()
}, 60_000)

it('moves a weight and sees who comes first, by hand and by keyboard', async () => {
  const { context, page } = await open()
  await page.goto(`${board()}/weights`)
  const effect = page.locator('#effect')
  await page.getByRole('slider', { name: 'Region' }).fill('100')
  await effect.getByText(/Region \d+ of 100|, Region \d+/).waitFor()
  for (const part of ['Words', 'Category', 'Track record', 'Related words', 'Recent work', 'Similar buyers'])
    await page.getByRole('textbox', { name: part, exact: true }).fill('0')
  for (const part of ['Size of contract', 'Readiness', 'Evidence of outcomes'])
    await page.getByRole('textbox', { name: part, exact: true }).fill('0')
  await effect.getByText(/Words 0, .*Region 100/).waitFor()
  await page.getByRole('textbox', { name: 'Region' }).fill('0')
  await effect.getByText('Give at least one part a weight above zero').waitFor()
  const slider = page.getByRole('slider', { name: 'Words', exact: true })
  await slider.focus()
  await page.keyboard.press('ArrowRight')
  await effect.getByText('Words 100').waitFor()
  expect(await page.getByRole('textbox', { name: 'Words', exact: true }).inputValue()).toBe('1')
  await page.reload()
  await effect.getByText('Words 100').waitFor()
  expect(await slider.inputValue()).toBe('1')
  expect(await listEvents('matching-settings', 'settings')).toEqual([])
  await context.close()
}, 60_000)

it('ranks again and shows how far it is, live', async () => {
  const { context, page } = await open()
  await page.goto(board())
  await page.getByRole('button', { name: 'Rank again' }).click()
  const done = page.getByText('Ranked 5 suppliers and stored the best 5.')
  await done.waitFor()
  await page.waitForURL((url) => !url.searchParams.has('awaited'))
  await page.getByRole('link', { name: 'Show the ranking' }).click()
  await page.getByRole('heading', { name: '5 matches' }).waitFor()
  // It was read: the page says so no more, nor does a reload.
  await page.waitForLoadState('networkidle')
  expect(await done.count()).toBe(0)
  await context.close()
}, 60_000)

it('approves many by keyboard, and says what came of it', async () => {
  const { context, page } = await open()
  await page.goto(board())
  const all = page.getByLabel('Select the 4 above the line on this page that wait')
  // The page's script shows it once it is there to follow it.
  await all.waitFor()
  await all.focus()
  await page.keyboard.press('Space')
  await page.getByText('4 selected', { exact: true }).waitFor()
  expect(await page.getByLabel('Choose Wedding Caterers').isChecked()).toBe(false)
  await page.getByLabel('Choose Wedding Caterers').check()
  await page.getByText('5 selected', { exact: true }).waitFor()
  await page.getByLabel('Choose Wedding Caterers').uncheck()
  expect(await all.isChecked()).toBe(true)
  await page.getByRole('button', { name: 'Approve 4 selected' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('3 matches went out.').waitFor()
  await page.getByText('1 waits for the firm to sign up.').waitFor()
  expect(await pageFaults(page)).toEqual([])
  const statuses = (await matchesOf(challenge._id)).map(({ status }) => status)
  expect(statuses.sort()).toEqual(['approved', 'proposed', 'sent', 'sent', 'sent'])
  await context.close()
}, 60_000)
