import type { Browser, Page } from 'playwright-core'
import { findAuthorityByCode, loadAuthorities } from '../../server/organisations/index.ts'
import { Challenge } from '../../server/challenges/challenges.model.ts'
import { now } from '../../server/platform/clock.ts'
import { Submission } from '../../server/proposals/proposals.model.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { opensAfterMs } from '../../shared/proposals/opening.ts'
import { aPerson, testPassword } from '../identity/identity.factory.ts'
import { aFirm } from '../notifications/notifications.factory.ts'
import { startTestApp, type TestApp, until } from '../platform/app.ts'
import { openBrowser, openContext } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'
import { anAnswerableChallenge } from '../proposals/proposals.factory.ts'
import { patternOf } from './crawl.ts'
import { press, propose } from './steps.ts'
import { fitFaults } from './visits.ts'

const firms = ['Sensible Sensors Ltd', 'Dry Walls Ltd', 'Warm Brick Co-operative'] as const
/** What each evaluator gives each firm. */
const given = {
  first: { 'Sensible Sensors Ltd': 4, 'Dry Walls Ltd': 5, 'Warm Brick Co-operative': 2 },
  second: { 'Sensible Sensors Ltd': 3, 'Dry Walls Ltd': 5, 'Warm Brick Co-operative': 3 },
} as const
const agreed = { 'Sensible Sensors Ltd': 3, 'Dry Walls Ltd': 5, 'Warm Brick Co-operative': 2 } as const
type Firm = (typeof firms)[number]
const whys: Record<Firm, string> = {
  'Sensible Sensors Ltd':
    'The plan says what is measured; nobody is named who looks at the figures each week.',
  'Dry Walls Ltd': 'The panel found that everybody is named who looks at the figures, and how often.',
  'Warm Brick Co-operative':
    'The visits of the second month were missing, and so was what each of them is for.',
}

let app: TestApp
let browser: Browser
let challenge: ChallengeRecord
const faults: string[] = []
const people: Record<string, Page> = {}
const the = (who: string): Page => people[who] as Page

/** Somebody with a browser of their own; one firm has no scripts in it. */
async function somebody(who: string, facts: Parameters<typeof aPerson>[0], javaScript = true) {
  const person = await aPerson(facts)
  const { page } = await openContext(browser, app.url, { javaScript, faults })
  await signInBrowser(page, person)
  people[who] = page
  return person
}

beforeAll(async () => {
  app = await startTestApp({ workers: true })
  browser = await openBrowser()
  await loadAuthorities()
  const council = await findAuthorityByCode('BBD')
  challenge = await anAnswerableChallenge({
    authorityId: council?.id ?? '',
    authorityName: council?.name ?? '',
    budget: { pilotPence: 60_000_00, pilots: 1, scalePence: null, vat: 'standard' },
    criteria: [
      {
        id: 'impact',
        title: 'Reaching the outcome',
        description: 'Evidence first',
        weight: 100,
        answer: { need: 'mandatory', words: 200, guidance: 'What you did before, and what came of it.' },
      },
    ],
  })
  const ofCouncil = { organisation: council?.id ?? '' }
  for (const who of ['lead', 'moderator', 'first', 'second'])
    await somebody(who, { ...ofCouncil, name: `${who} person` })
  await somebody('broker', { organisation: 'brokerage' })
  for (const firm of firms)
    await somebody(firm, { organisation: (await aFirm(firm, 0)).id }, firm !== 'Warm Brick Co-operative')
}, 120_000)
afterAll(async () => {
  await browser.close()
  await app.stop()
})

const base = (path = '') => `/challenges/${challenge._id}/evaluation${path}`

/** Goes through everybody's page of one kind: the link to it, by firm. */
async function linkFor(page: Page, from: string, firm: Firm, name?: RegExp): Promise<void> {
  await page.goto(from)
  const near = page.locator('tr, li, section').filter({ hasText: firm })
  await (name ? near.getByRole('link', { name }) : near.getByRole('link')).first().click()
  await page.waitForLoadState('load')
}

const looked = new Set<string>()

/** The page of the evaluation that stands open and those that it leads to are fit to read, each kind of page once. */
async function areFit(page: Page): Promise<void> {
  const here = page.url()
  const links = await page
    .locator('main a[href*="/evaluation"]')
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href.split('#')[0] ?? ''))
  const found: string[] = []
  for (const address of [here, ...links].filter((one) => !one.endsWith('.pdf'))) {
    const kind = patternOf(address)
    if (looked.has(kind)) continue
    looked.add(kind)
    const answer = await page.goto(address)
    found.push(...(answer?.ok() ? [] : [`${kind} answered ${answer?.status()}`]), ...(await fitFaults(page)))
  }
  await page.goto(here)
  expect(found).toEqual([])
}

async function declareNone(who: string): Promise<void> {
  const page = the(who)
  await page.goto(base('/declare'))
  await page.getByLabel('I have no interest').check()
  await press(page, 'Declare')
}

it('three firms propose, one of them without JavaScript', async () => {
  for (const firm of firms) expect(await propose(the(firm), challenge._id)).toMatch(/^FH-/)
}, 240_000)

it('an officer and a broker open what nobody could read before', async () => {
  const lead = the('lead')
  await lead.goto(`/challenges/${challenge._id}/proposals`)
  expect(await lead.content()).not.toContain('CANARY')
  const past = new Date(now().getTime() - opensAfterMs)
  await Challenge.updateOne(
    { _id: challenge._id },
    { $set: { status: 'closed', 'timetable.respondBy': past } },
  )
  await Submission.updateMany(
    { challengeId: challenge._id },
    { $set: { receivedAt: new Date(past.getTime() - 1000) } },
  )
  for (const who of ['lead', 'broker']) {
    await the(who).goto(`/challenges/${challenge._id}/opening`)
    await the(who).getByLabel('Your password').fill(testPassword)
    await press(the(who), 'Open the proposals')
  }
  expect((await lead.goto(`/challenges/${challenge._id}/proposals`))?.status()).toBe(403)
  await declareNone('lead')
  await lead.goto(`/challenges/${challenge._id}/proposals`)
  for (const firm of firms) expect(await lead.getByText(firm).count()).toBeGreaterThan(0)
}, 120_000)

it('a panel is invited and declares its interests before it reads', async () => {
  const lead = the('lead')
  for (const [who, role] of [
    ['moderator', 'Moderator'],
    ['first', 'Evaluator'],
    ['second', 'Evaluator'],
  ] as const) {
    await lead.goto(base('/invite'))
    await lead
      .locator('select')
      .first()
      .selectOption({ label: await nameIn(lead, `${who} person`) })
    await lead.getByLabel(role, { exact: true }).check()
    await press(lead, 'Invite')
  }
  for (const who of ['moderator', 'first', 'second']) {
    expect((await the(who).goto(base('/scores')))?.status()).toBe(404)
    await declareNone(who)
  }
  await lead.goto(base())
  await areFit(lead)
  await press(lead, 'Let scoring begin')
}, 240_000)

/** The whole text of an option that begins with a name. */
async function nameIn(page: Page, name: string): Promise<string> {
  const texts = await page.locator('select').first().locator('option').allInnerTexts()
  return texts.find((text) => text.includes(name)) ?? ''
}

it.each(['first', 'second'] as const)(
  'the %s evaluator scores alone, one answer after the other',
  async (who) => {
    const page = the(who)
    await page.goto(base('/scores'))
    await areFit(page)
    await page.locator('main a[href*="/evaluation/scores/"]').first().click()
    for (let left = firms.length; left > 0; left -= 1) {
      await page.waitForURL(/\/scores\/\w+\/impact$/)
      const caption = await page.locator('main').innerText()
      const firm = firms.find((one) => caption.includes(one)) as Firm
      await page.getByLabel(`${given[who][firm]} –`).check()
      await page
        .getByLabel('Your reasons')
        .fill(`${who} finds that the answer earns this level and says why.`)
      const before = page.url()
      await page.getByRole('button', { name: 'Save and go on' }).click()
      await page.waitForURL((url) => url.href !== before)
    }
    await page.goto(base('/scores'))
    const other = who === 'first' ? 'second' : 'first'
    expect(await page.content()).not.toContain(`${other} finds`)
    await press(page, 'Submit my scores')
  },
  120_000,
)

it('the moderator records what the panel agrees, with reasons, and the ranking stands', async () => {
  const page = the('moderator')
  await page.goto(base('/consensus'))
  await areFit(page)
  for (const firm of firms) {
    await linkFor(page, base('/consensus'), firm)
    expect(await page.content()).toContain('first finds')
    await page.getByLabel(`${agreed[firm]} –`).check()
    await page
      .getByLabel('The panel’s reasons')
      .fill(
        `The panel sees ${agreed[firm]} points here because the plan names who visits each home and when.`,
      )
    await press(page, 'Record the agreed score')
  }
  await page.goto(base('/consensus'))
  await press(page, 'Let the scores stand')
  await page.goto(base('/ranking'))
  expect(await page.getByText('Dry Walls Ltd is first.').count()).toBe(1)
  await areFit(page)
}, 240_000)

it('who wins is decided, and nobody outside learns of it before the feedback', async () => {
  const page = the('moderator')
  await page.goto(base('/decision'))
  await areFit(page)
  await page.getByLabel('Yes, to who is first').check()
  await page.getByLabel('Dry Walls Ltd').check()
  await press(page, 'Record the decision')
  expect((await the('lead').request.get(`/challenges/${challenge._id}/award`)).status()).toBe(404)
}, 120_000)

it('every firm reads why, at the same moment, the one without JavaScript too', async () => {
  const page = the('moderator')
  await page.goto(base('/feedback'))
  await areFit(page)
  for (const firm of firms) {
    await linkFor(page, base('/feedback'), firm)
    const fields = await page.getByLabel('Why this score', { exact: false }).all()
    for (const [index, field] of fields.entries()) await field.fill(`${whys[firm]} Point ${index + 1}.`)
    await press(page, 'Save and look again')
  }
  await page.goto(base('/feedback'))
  await press(page, 'Send the feedback to all suppliers now')
  for (const firm of firms) {
    const own = the(firm)
    await until(async () => {
      await own.goto('/inbox')
      return (await own.getByRole('link', { name: /feedback/i }).count()) > 0
    }, 20_000)
    await own.goto('/your-proposals')
    await own.locator('main a[href^="/proposals/"]').first().click()
    await own.locator('main a[href$="/feedback"]').first().click()
    await own.waitForURL('**/feedback')
    const text = await own.locator('main').innerText()
    expect(text).toContain('Dry Walls Ltd')
    for (const rival of firms.filter((one) => one !== firm && one !== 'Dry Walls Ltd'))
      expect(text).not.toContain(rival)
  }
  const plain = the('Warm Brick Co-operative')
  await plain.getByLabel('Ask one question about this feedback').fill('Which visits were missing?')
  await press(plain, 'Ask it')
  await linkFor(page, base('/feedback'), 'Warm Brick Co-operative', /answer/i)
  await areFit(page)
  await page.getByLabel('Your answer').fill('Those in the second month of the pilot.')
  await press(page, 'Send the answer')
  await plain.reload()
  expect(await plain.getByText('Those in the second month of the pilot.').count()).toBe(1)
  await page.goto(base())
  await areFit(page)
}, 300_000)

it('no page had an error in its scripts', () => {
  expect(faults).toEqual([])
})
