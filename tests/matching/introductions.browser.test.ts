import type { Browser, Page } from 'playwright-core'
import { acceptIntroduction } from '../../server/matching/matching.introduce.service.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { faultsAtEach, openBrowser, openContext, pageFaults } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'
import { anEngagement, aProposal, twoSuppliers } from './introductions.factory.ts'

let app: TestApp
let browser: Browser
let challenge: ChallengeRecord
let firms: Awaited<ReturnType<typeof twoSuppliers>>
let buyer: { email: string }
let broker: { email: string }
let one: { email: string }
let two: { email: string }
let madeId: string
let waitingId: string

beforeAll(async () => {
  app = await startTestApp()
  browser = await openBrowser()
  const engagement = await anEngagement()
  challenge = engagement.challenge
  firms = await twoSuppliers()
  const at = (organisation: string) => aPerson({ organisation })
  one = await at(firms.one.supplier.id)
  two = await at(firms.two.supplier.id)
  buyer = await at(engagement.council.id)
  broker = await aPerson({ organisation: 'brokerage' })
  madeId = (await aProposal(challenge._id, firms.one.supplier.id))._id
  await acceptIntroduction(firms.one.admin, madeId)
  await acceptIntroduction(engagement.buyer, madeId)
  waitingId = (await aProposal(challenge._id, firms.two.supplier.id))._id
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

const list = () => `/challenges/${challenge._id}/introductions`
const pagesOf = {
  broker: () => [
    list(),
    `${list()}/propose`,
    `${list()}/propose?between=suppliers&q=damp`,
    `${list()}/propose?between=buyer-and-supplier&supplier=${firms.one.supplier.id}`,
    `/challenges/${challenge._id}`,
  ],
  buyer: () => [
    '/introductions',
    `/introductions/${madeId}`,
    `/introductions/${waitingId}`,
    `/challenges/${challenge._id}`,
  ],
  supplier: () => ['/introductions', `/introductions/${waitingId}`, '/your-matches'],
}

/** What of the masthead needs more than one line of a window of 1280 pixels. */
const wrappedLists = (page: Page): Promise<string[]> =>
  page
    .locator('.masthead__list, .masthead__lists')
    .evaluateAll((lists) =>
      lists.filter((one) => one.getBoundingClientRect().height > 60).map((one) => one.textContent),
    )

describe('the pages of introductions', () => {
  it.each([
    ['broker', () => broker],
    ['buyer', () => buyer],
    ['supplier', () => two],
  ] as const)(
    'for a %s have no serious finding of axe and need no sideways scrolling',
    async (who, person) => {
      const faults: string[] = []
      const { context, page } = await openContext(browser, app.url, { faults })
      await signInBrowser(page, person())
      expect(await faultsAtEach(page, pagesOf[who]())).toEqual([])
      expect(await wrappedLists(page)).toEqual([])
      expect(faults).toEqual([])
      await context.close()
    },
    120_000,
  )
})

/** Somebody's own browser, without a script. */
async function withoutScript(person: { email: string }, work: (page: Page) => Promise<void>): Promise<void> {
  const { context, page } = await openContext(browser, app.url, { javaScript: false })
  await signInBrowser(page, person)
  await work(page)
  await context.close()
}

it('a broker introduces two suppliers, and both accept, without a script', async () => {
  await withoutScript(broker, async (page) => {
    await page.goto(`/challenges/${challenge._id}/matches`)
    await page.getByRole('link', { name: 'Introductions' }).click()
    await page.getByRole('button', { name: 'Propose an introduction' }).click()
    await page.getByLabel('Two suppliers').check()
    await page.getByRole('button', { name: 'Continue' }).click()
    for (const name of ['Damp Sensors Ltd', 'Warm Walls Co-operative']) {
      await page.getByRole('searchbox').fill(name)
      await page.getByRole('button', { name: 'Find' }).click()
      await page.getByLabel(name).check()
      await page.getByRole('button', { name: 'Choose' }).click()
    }
    await page.getByLabel('Why should they meet?').fill('One senses, the other cures.')
    await page.getByLabel('What might they talk about?').fill('Call 01254 585585')
    await page.getByRole('button', { name: 'Ask both sides' }).click()
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor()
    await page.getByLabel('What might they talk about?').fill('Who visits tenants')
    await page.getByRole('button', { name: 'Ask both sides' }).click()
    await page.getByText('Proposed. Both sides are asked').waitFor()
  })
  for (const [person, name] of [
    [one, 'Warm Walls Co-operative'],
    [two, 'Damp Sensors Ltd'],
  ] as const) {
    await withoutScript(person, async (page) => {
      await page.goto('/your-matches')
      await page.getByRole('link', { name: /^Introductions/ }).click()
      await page.getByRole('link', { name }).click()
      await page.getByRole('button', { name: 'Accept' }).click()
      await page.getByRole('heading', { name: person === one ? 'You accepted' : /How to reach/ }).waitFor()
    })
  }
  const { context, page } = await openContext(browser, app.url)
  await signInBrowser(page, two)
  await page.goto('/introductions')
  await page.getByRole('link', { name: 'Damp Sensors Ltd' }).click()
  await page.getByRole('link', { name: 'canary-one@sensors.example' }).waitFor()
  expect(await pageFaults(page)).toEqual([])
  await context.close()
}, 120_000)

it('a supplier declines, with a reason for the brokers', async () => {
  await withoutScript(two, async (page) => {
    await page.goto(`/introductions/${waitingId}`)
    await page.getByText('Decline instead').click()
    await page.getByLabel('Why not?').fill('We do not work with councils')
    await page.getByRole('button', { name: 'Decline' }).click()
    await page.getByRole('heading', { name: 'You declined' }).waitFor()
  })
  await withoutScript(broker, async (page) => {
    await page.goto(list())
    await page.getByText('We do not work with councils').waitFor()
  })
}, 60_000)
