import type { Browser, Page } from 'playwright-core'
import { Challenge } from '../../server/challenges/challenges.model.ts'
import { Engagement } from '../../server/groups/groups.engagements.model.ts'
import { loadAuthorities, type Organisation } from '../../server/organisations/index.ts'
import { londonParts } from '../../shared/platform/dates.ts'
import { aChallenge } from '../challenges/challenges.factory.ts'
import { aCouncil } from '../groups/groups.people.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp, until } from '../platform/app.ts'
import { faultsAt, openBrowser, openContext, pageFaults } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'
import { press } from './steps.ts'

let app: TestApp
let browser: Browser
let pendle: Organisation
let burnley: Organisation
let first: Page
let second: Page
let watcher: Page
let firm: Page
let problem = ''
let group = ''
let engagement = ''
const faults: string[] = []

async function somebody(facts: Parameters<typeof aPerson>[0], javaScript = true): Promise<Page> {
  const { page } = await openContext(browser, app.url, { javaScript, faults })
  await signInBrowser(page, await aPerson(facts))
  return page
}

beforeAll(async () => {
  app = await startTestApp({ workers: true })
  browser = await openBrowser()
  await loadAuthorities()
  ;[pendle, burnley] = [await aCouncil('PEN'), await aCouncil('BUN')]
  const lead = { authorityId: pendle.id, authorityName: pendle.name }
  problem = (await aChallenge({ ...lead, status: 'open', demand: { volume: 900, unit: 'homes' } }))._id
  first = await somebody({ organisation: pendle, name: 'Pat of Pendle' })
  // One of them has no scripts.
  second = await somebody({ organisation: burnley, name: 'Bo of Burnley' }, false)
  watcher = await somebody({ organisation: await aCouncil('LDS') })
  firm = await somebody({ organisation: 'supplier' })
}, 120_000)
afterAll(async () => {
  await browser.close()
  await app.stop()
})

async function fillDay(page: Page, legend: string, days: number): Promise<void> {
  const day = page.getByRole('group', { name: legend })
  const { day: date, month, year } = londonParts(new Date(Date.now() + days * 86_400_000))
  await day.getByLabel('Day').fill(String(date))
  await day.getByLabel('Month').fill(String(month))
  await day.getByLabel('Year').fill(String(year))
  await day.getByLabel('Time').fill('10am')
}

it('a third authority watches for what happens elsewhere', async () => {
  await watcher.goto('/problems?q=falls')
  await watcher.getByRole('link', { name: 'Watch problems like these' }).click()
  expect(await watcher.getByLabel('Words').inputValue()).toBe('falls')
  await press(watcher, 'Watch it')
  expect(await watcher.getByText('You hear of what is new from now on').count()).toBe(1)
}, 60_000)

it('another authority has the problem too, and it shows on the map', async () => {
  await second.goto(`/challenges/${problem}`)
  await second.getByRole('button', { name: 'We have this problem too' }).click()
  await second.getByLabel('How many homes is it about with you?').fill('400')
  await second.getByLabel('What do you spend on it in a year?').selectOption('£25,000 to £100,000')
  await press(second, 'Say so')
  await firm.goto('/problems')
  await firm
    .getByRole('navigation', { name: 'Map of regions' })
    .getByRole('link', { name: /^North West 2/ })
    .click()
  await firm.waitForURL(/region=TLD/)
  expect(await firm.getByText('2 authorities, 1,300 homes').count()).toBe(1)
  const told = async () => {
    await watcher.goto('/inbox')
    return (await watcher.getByText('One more has this problem').count()) > 0
  }
  await until(told, 30_000)
}, 60_000)

it('they found a group, and talk on its board', async () => {
  await first.goto(`/challenges/${problem}`)
  await first.getByRole('link', { name: 'Found a working group' }).click()
  await first.getByLabel('What is it for?').fill('Fewer falls in both towns.')
  await press(first, 'Found the group')
  group = new URL(first.url()).pathname
  await second.goto('/groups')
  await second.getByRole('link', { name: 'Fewer falls in sheltered housing' }).click()
  await press(second, 'Join the group')
  await second.getByLabel('Write to the group').fill('We **count** 400 homes.')
  await press(second, 'Post')
  // Whoever has the board open is told that somebody wrote.
  await first.getByText('1 new post').waitFor()
  await first.getByRole('button', { name: 'show' }).click()
  await first.locator('strong', { hasText: 'count' }).waitFor()
  await first.getByRole('link', { name: /^Reply/ }).click()
  await first.getByLabel('Your reply').fill('And we 900.')
  await press(first, 'Send the reply')
  expect((await firm.goto(group))?.status()).toBe(404)
}, 60_000)

it('they ask the market together, and publish what was said', async () => {
  await first.goto(group)
  await first.getByRole('link', { name: 'Plan an engagement' }).click()
  await first.getByLabel('Title').fill('What prevents falls?')
  await first.getByLabel('What do you want to learn?').fill('What works, and what it costs.')
  await first.getByLabel('Where is it?').fill('Online')
  await fillDay(first, 'When does it start?', 20)
  await fillDay(first, 'Until when can suppliers register?', 15)
  await press(first, 'Save')
  engagement = new URL(first.url()).pathname
  await second.goto(engagement)
  await press(second, 'We take part')
  await first.goto(`${engagement}/announce`)
  expect(await pageFaults(first)).toEqual([])
  await first.getByLabel('If there is none: why?').fill('It stays below the threshold.')
  await press(first, 'Announce it')
  await firm.goto('/engagements')
  await firm.getByRole('link', { name: 'What prevents falls?' }).click()
  await firm.getByLabel('A note').fill('We can show a pilot.')
  await press(firm, 'Register')
  const past = { startsAt: new Date(Date.now() - 9e6), registerBy: new Date(Date.now() - 1e7) }
  await Engagement.updateOne({ _id: engagement.split('/').at(-1) ?? '' }, { $set: past })
  await first.goto(`${engagement}/notes`)
  await first.getByLabel('Notes').fill('Two firms spoke; rails cost least.')
  await press(first, 'Publish')
  await firm.goto(engagement)
  expect(await firm.getByText('rails cost least').count()).toBe(1)
}, 60_000)

it('a joint challenge comes of it, that both own', async () => {
  await first.goto(engagement)
  await press(first, 'Begin the joint challenge')
  const id = /challenges\/(\w+)/.exec(first.url())?.[1] ?? ''
  await second.goto(`/challenges/${id}/joint`)
  expect(await second.getByText('You take part.').count()).toBe(1)
  await Challenge.updateOne({ _id: id }, { $set: { status: 'submitted', submittedAt: new Date() } })
  await second.goto(`/challenges/${id}/joint`)
  await second.getByLabel('Yes: we approve it as it was submitted').check()
  await press(second, 'Decide for our authority')
  const challenge = await Challenge.findById(id).lean()
  expect(challenge).toMatchObject({
    authorityId: pendle.id,
    coBuyers: [{ authorityId: burnley.id, status: 'approved' }],
    onFile: { engagement: { held: 'yes', reason: 'It stays below the threshold.' } },
  })
}, 60_000)

it('every page of it can be used by anybody', async () => {
  const posts = await first
    .goto(group)
    .then(() =>
      first
        .locator('main a[href*="/posts/"]')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
    )
  const own = [
    group,
    `${group}/members`,
    `${group}/edit`,
    `${group}/leave`,
    `${group}/close`,
    `${group}/engagements/new`,
    '/groups',
    engagement,
  ]
  const found: string[] = []
  for (const path of [...own, ...posts.slice(0, 2)]) found.push(...(await faultsAt(first, path ?? '')))
  for (const path of ['/problems', '/problems?region=TLD', '/engagements', engagement])
    found.push(...(await faultsAt(firm, path)))
  found.push(...(await faultsAt(watcher, '/your-watches?category=85000000')))
  expect(found).toEqual([])
}, 120_000)

it('no page of it failed', () => {
  expect(faults).toEqual([])
})
