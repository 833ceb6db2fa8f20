import type { Browser } from 'playwright-core'
import { broadcast } from '../../server/platform/live.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { matchingRanked, rankingAudience } from '../../shared/matching/matching.sockets.ts'
import { newId } from '../../shared/platform/ids.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { aSupplier } from '../organisations/organisations.factory.ts'
import { startTestApp, type TestApp, until } from '../platform/app.ts'
import { faultsAtEach, openBrowser, openContext, pageFaults } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'
import { aMatch, aPublicChallenge, aRun, matchesOf } from './matching.factory.ts'
import { aTellingMatch } from './words.factory.ts'

let app: TestApp
let browser: Browser
let challenge: ChallengeRecord
let waiting: ChallengeRecord
let brokerEmail: { email: string }
let supplierEmail: { email: string }
let sentId: string

beforeAll(async () => {
  app = await startTestApp()
  browser = await openBrowser()
  brokerEmail = await aPerson({ organisation: 'brokerage' })
  const { supplier } = await aSupplier({
    name: 'Damp Sensors and Retrofit Advice Community Interest Company',
  })
  supplierEmail = await aPerson({ organisation: { id: supplier.id } })
  challenge = await aPublicChallenge()
  waiting = await aPublicChallenge({ title: 'Fewer falls in sheltered housing' })
  sentId = (await aMatch(challenge._id, supplier, { ...aTellingMatch, status: 'sent', sentAt: new Date() }))
    ._id
  await aMatch(challenge._id, (await aSupplier({ name: 'Safehome Telecare Ltd' })).supplier, {
    rank: 2,
    ...aTellingMatch,
    isAddedPlace: true,
  })
  await aMatch(challenge._id, { id: newId(), name: 'Barnfield', isVerified: false }, { rank: 3, score: 0.5 })
  await aRun(challenge._id)
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

const brokerPages = () => [
  `/challenges/${challenge._id}/matches`,
  `/challenges/${challenge._id}/matches?status=declined`,
  `/challenges/${waiting._id}/matches`,
  `/challenges/${challenge._id}/matches/add?q=Damp`,
  '/desk/matching-settings',
  '/desk/matching-models',
]
const supplierPages = () => ['/your-matches', `/challenges/${challenge._id}`, `/matches/${sentId}/not-for-me`]

describe('the pages of matching', () => {
  it.each([
    ['a broker', () => brokerEmail, brokerPages],
    ['a supplier', () => supplierEmail, supplierPages],
  ] as const)(
    'for %s have no serious finding of axe and need no sideways scrolling',
    async (_, who, pages) => {
      const faults: string[] = []
      const { context, page } = await openContext(browser, app.url, { faults })
      await signInBrowser(page, who())
      expect(await faultsAtEach(page, pages())).toEqual([])
      expect(faults).toEqual([])
      await context.close()
    },
    90_000,
  )
})

it('the small parts and the words in context open without a script, and fit then too', async () => {
  const paths = [`/challenges/${challenge._id}/matches`, `/challenges/${challenge._id}`]
  for (const [person, path] of [
    [brokerEmail, paths[0] ?? ''],
    [supplierEmail, paths[1] ?? ''],
  ] as const) {
    const plain = await openContext(browser, app.url, { javaScript: false })
    await signInBrowser(plain.page, person)
    await plain.page.goto(path)
    await plain.page.getByText('Other 2 of 4').first().click()
    await plain.page.getByText('Similar buyers 0.5 of 1').first().waitFor()
    await plain.page.getByText('Where the words stand').first().click()
    await plain.page.locator('mark', { hasText: 'Damp' }).first().waitFor()
    await plain.context.close()
    const { context, page } = await openContext(browser, app.url)
    await signInBrowser(page, person)
    await page.goto(path)
    for (const words of ['Other 2 of 4', 'Where the words stand'])
      for (const summary of await page.locator('summary', { hasText: words }).all()) await summary.click()
    expect(await pageFaults(page)).toEqual([])
    await context.close()
  }
}, 90_000)

it('a broker approves and declines without a script', async () => {
  const { context, page } = await openContext(browser, app.url, { javaScript: false })
  await signInBrowser(page, brokerEmail)
  await page.goto(`/challenges/${challenge._id}/matches`)
  await page.getByRole('button', { name: 'Approve Safehome Telecare Ltd' }).click()
  await page.getByText('Approved. The supplier has been told.').waitFor()
  await page.getByRole('link', { name: 'Decline Barnfield' }).click()
  await page.getByLabel('It is not what they do').check()
  await page.getByLabel('Why does it not fit?').fill('Builds, does not sense')
  await page.getByRole('button', { name: 'Decline' }).click()
  await page.getByText('Declined: “Builds, does not sense”').waitFor()
  expect((await matchesOf(challenge._id)).map(({ status }) => status)).toEqual(['sent', 'sent', 'declined'])
  await context.close()
}, 60_000)

it('a ranking appears by itself on the page that waits for it', async () => {
  const { context, page } = await openContext(browser, app.url)
  await signInBrowser(page, brokerEmail)
  await page.goto(`/challenges/${waiting._id}/matches`)
  await page.getByRole('heading', { name: 'The ranking is being made' }).waitFor()
  await aMatch(waiting._id, { id: newId(), name: 'Gaitwise', isVerified: true })
  await aRun(waiting._id)
  const arrived = page.getByRole('link', { name: 'Gaitwise', exact: true })
  // The watch begins after the page has loaded: tell until somebody listens.
  await until(() => {
    broadcast(rankingAudience(waiting._id), matchingRanked, { challengeId: waiting._id })
    return arrived.isVisible()
  })
  await arrived.waitFor()
  await context.close()
}, 60_000)
