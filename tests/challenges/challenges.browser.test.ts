import type { Browser, Page } from 'playwright-core'
import { choosePlan } from '../../server/challenges/index.ts'
import { newId } from '../../shared/platform/ids.ts'
import { now } from '../../server/platform/clock.ts'
import { defaultAnswers } from '../../shared/coaching/routes/answers.ts'
import { actor } from '../platform/actors.ts'
import { Challenge } from '../../server/challenges/challenges.model.ts'
import { findAuthorityByCode, loadAuthorities, type Organisation } from '../../server/organisations/index.ts'
import { Organisation as Organisations } from '../../server/organisations/organisations.model.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp, until } from '../platform/app.ts'
import { axeFindings, openBrowser, openContext, sidewaysScroll } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'
import { aChallenge, inDays } from './challenges.factory.ts'

const shots = process.env['SCREENSHOTS']
let app: TestApp
let browser: Browser
let council: Organisation
const faults: string[] = []

beforeAll(async () => {
  app = await startTestApp()
  browser = await openBrowser()
  await loadAuthorities()
  council = (await findAuthorityByCode('BBD')) as Organisation
  await Organisations.updateOne({ _id: council.id }, { $set: { status: 'verified' } })
}, 120_000)
afterAll(async () => {
  await browser.close()
  await app.stop()
})

async function somebody(facts: Parameters<typeof aPerson>[0] | null, width = 1280): Promise<Page> {
  const { page } = await openContext(browser, app.url, { faults, width })
  if (facts) await signInBrowser(page, await aPerson(facts))
  return page
}

/** Opens a page at both widths and asks axe and the ruler. */
async function look(page: Page, path: string, name: string): Promise<string[]> {
  const answer = await page.goto(path)
  const found = answer?.ok() ? [] : [`${path} answered ${answer?.status()}`]
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 })
    if (shots) await page.screenshot({ path: `${shots}/${name}-${width}.png`, fullPage: true })
    if ((await sidewaysScroll(page)) > 0) found.push(`${path} is too wide at ${width}`)
    found.push(...(await axeFindings(page)).map((finding) => `${path} at ${width}: ${finding}`))
  }
  return found
}

describe('every page of the room', () => {
  it('is fit to read at both widths, for everybody', async () => {
    const open = await aChallenge({ status: 'open', authorityId: council.id, authorityName: council.name })
    await aChallenge({
      status: 'open',
      title: 'Know where every load of trade waste went, within the hour, as evidence',
      publishedAt: inDays(-1),
    })
    const page = await somebody(null)
    const found = [
      ...(await look(page, '/challenges', 'list')),
      ...(await look(page, '/challenges?q=xylophone', 'empty')),
      ...(await look(page, `/challenges/${open._id}`, 'show')),
      ...(await look(page, `/challenges/${open._id}/versions`, 'versions')),
      ...(await look(page, `/challenges/${open._id}/versions/1`, 'version')),
    ]
    expect(found).toEqual([])
  })

  it('is fit to write on, for buyers', async () => {
    const draft = await aChallenge({
      authorityId: council.id,
      authorityName: council.name,
      contact: { name: '', email: '', role: '' },
    })
    const plan = { id: newId(), name: 'plan.pdf', type: 'application/pdf', size: 4, sha256: 'ab' }
    const open = await aChallenge({
      status: 'open',
      authorityId: council.id,
      authorityName: council.name,
      attachments: [{ ...plan, description: 'Floor plans' }],
    })
    const theirs = await aChallenge({
      status: 'open',
      demand: { volume: 9000, unit: 'homes' },
      sameNeeds: [
        {
          authorityId: 'x',
          authorityName: 'Pendle',
          note: 'Terraces',
          volume: 6000,
          unit: 'homes',
          at: now(),
          by: 'u',
        },
      ],
    })
    const planned = await aChallenge({ authorityId: council.id, authorityName: council.name })
    const member = actor('authority', council.id)
    await choosePlan(member, planned._id, 'open', { ...defaultAnswers, valuePence: 300_000_00 })
    const page = await somebody({ organisation: council })
    const found: string[] = []
    const sections = [
      'problem',
      'outcomes',
      'context',
      'users',
      'budget',
      'timetable',
      'category',
      'judging',
      'contact',
      'on-file',
      'attachments',
      'check',
    ]
    for (const section of sections)
      found.push(...(await look(page, `/challenges/${draft._id}/edit/${section}`, section)))
    for (const [path, name] of [
      ['/your-challenges', 'own'],
      ['/challenges/new', 'start'],
      [`/challenges/${draft._id}`, 'draft'],
      [`/challenges/${draft._id}/edit`, 'tasks'],
      [`/challenges/${open._id}/amend`, 'amend'],
      [`/challenges/${open._id}/withdraw`, 'withdraw'],
      [`/challenges/${draft._id}/joint`, 'joint'],
      [`/challenges/${draft._id}/route`, 'route'],
      [`/challenges/${draft._id}/plan`, 'no-plan'],
      [`/challenges/${planned._id}/plan`, 'plan'],
      [`/challenges/${planned._id}/plan?move=uk4-open`, 'plan-move'],
      [`/challenges/${theirs._id}`, 'demand'],
      [`/challenges/${theirs._id}/same-problem`, 'same-problem'],
    ] as const)
      found.push(...(await look(page, path, name)))
    expect(found).toEqual([])
  }, 120_000)

  it('is fit to decide on, for brokers', async () => {
    const waiting = await aChallenge({ status: 'submitted', authorityName: council.name })
    const page = await somebody({ organisation: 'brokerage' })
    expect(await look(page, `/challenges/${waiting._id}/review`, 'review')).toEqual([])
  })
})

describe('with a script', () => {
  it('a draft saves itself while it is written, and says so', async () => {
    const draft = await aChallenge({ authorityId: council.id, authorityName: council.name })
    const page = await somebody({ organisation: council })
    await page.goto(`/challenges/${draft._id}/edit/users`)
    await page.getByLabel('Who will use it, or live with it').fill('Everybody who lives there')
    await until(
      async () => (await Challenge.findById(draft._id).lean())?.users === 'Everybody who lives there',
    )
    await page.getByLabel('Who will use it, or live with it').fill('Everybody who lives or works there')
    await page.getByRole('button', { name: 'Save and go to the list' }).click()
    await page.waitForURL(/\/edit$/)
    expect((await Challenge.findById(draft._id).lean())?.users).toBe('Everybody who lives or works there')
  })

  it('the weights are added up while they are typed', async () => {
    const draft = await aChallenge({ authorityId: council.id, authorityName: council.name })
    const page = await somebody({ organisation: council })
    await page.goto(`/challenges/${draft._id}/edit/judging`)
    await page.getByText('The weights add up to 100').waitFor()
    await page.getByLabel('Weight').first().fill('70')
    await page.getByText('The weights add up to 95').waitFor()
    expect(faults).toEqual([])
  })
})
