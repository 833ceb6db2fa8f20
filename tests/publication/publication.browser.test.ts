import type { Browser } from 'playwright-core'
import { listEvents } from '../../server/audit/index.ts'
import { findAuthorityByCode, loadAuthorities } from '../../server/organisations/index.ts'
import { makeBulkExport, publishRelease } from '../../server/publication/index.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { faultsAtEach, openBrowser, openContext } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'
import { aPublishedChallenge } from './publication.records.ts'

let app: TestApp
let browser: Browser
let challenge: ChallengeRecord
let buyer: { email: string }

beforeAll(async () => {
  app = await startTestApp()
  browser = await openBrowser()
  await loadAuthorities()
  const council = await findAuthorityByCode('BBD')
  if (!council) throw new Error('The register lacks Blackburn with Darwen')
  buyer = await aPerson({ organisation: council })
  challenge = await aPublishedChallenge({
    authorityId: council.id,
    authorityName: council.name,
    kind: 'open',
  })
  for (const event of await listEvents('challenge', challenge._id)) await publishRelease(event._id)
  await makeBulkExport()
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})

describe('the pages of publication', () => {
  it('have no serious finding of axe and need no sideways scrolling', async () => {
    const faults: string[] = []
    const { context, page } = await openContext(browser, app.url, { faults })
    await signInBrowser(page, buyer)
    const own = `/challenges/${challenge._id}`
    const paths = ['/open-data', own, `${own}/notices`, `${own}/notices/uk4-open`, '/challenges']
    expect(await faultsAtEach(page, paths)).toEqual([])
    expect(faults).toEqual([])
    await context.close()
  }, 90_000)
})

it('every link of the page about open data leads somewhere', async () => {
  const { context, page } = await openContext(browser, app.url)
  await page.goto('/open-data')
  const links = await page
    .locator('main a[href^="/"]')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
  expect(links).toEqual(
    expect.arrayContaining(['/data/releases.jsonl.gz', '/challenges.atom', '/sitemap.xml']),
  )
  for (const href of links) {
    const answer = await context.request.get(href)
    expect([href, answer.status()]).toEqual([href, 200])
  }
  await context.close()
}, 60_000)

it('a notice is copied by its button, and can be marked by hand where there is no script', async () => {
  const path = `/challenges/${challenge._id}/notices/uk4-open`
  const { context, page } = await openContext(browser, app.url)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await signInBrowser(page, buyer)
  await page.goto(path)
  await page.getByRole('button', { name: 'Copy the text' }).click()
  await page.getByText('Copied', { exact: true }).waitFor()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toContain('UK4 Tender notice: open procedure')
  expect(copied).toContain('Reaching the outcome: 75%')
  await context.close()

  const plain = await openContext(browser, app.url, { javaScript: false })
  await signInBrowser(plain.page, buyer)
  await plain.page.goto(path)
  expect(await plain.page.getByRole('button', { name: 'Copy the text' }).count()).toBe(0)
  expect(await plain.page.locator('textarea').inputValue()).toContain('UK4 Tender notice')
  await plain.context.close()
}, 60_000)
