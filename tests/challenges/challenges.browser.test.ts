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
import { faultsAt, faultsAtEach, openBrowser, openContext } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'
import { aChallenge, inDays } from './challenges.factory.ts'

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

async function somebody(facts: Parameters<typeof aPerson>[0] | null): Promise<Page> {
  const { page } = await openContext(browser, app.url, { faults })
  if (facts) await signInBrowser(page, await aPerson(facts))
  return page
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
    const paths = [
      '/challenges',
      '/challenges?q=xylophone',
      `/challenges/${open._id}`,
      `/challenges/${open._id}/versions`,
      `/challenges/${open._id}/versions/1`,
    ]
    expect(await faultsAtEach(page, paths)).toEqual([])
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
    // Those with the most on them; every-form.long looks at all.
    const sections = ['outcomes', 'judging', 'check']
    const paths = [
      ...sections.map((section) => `/challenges/${draft._id}/edit/${section}`),
      '/your-challenges',
      '/challenges/new',
      `/challenges/${draft._id}`,
      `/challenges/${draft._id}/edit`,
      `/challenges/${open._id}/amend`,
      `/challenges/${open._id}/withdraw`,
      `/challenges/${draft._id}/joint`,
      `/challenges/${draft._id}/route`,
      `/challenges/${draft._id}/plan`,
      `/challenges/${planned._id}/plan`,
      `/challenges/${planned._id}/plan?move=uk4-open`,
      `/challenges/${theirs._id}`,
      `/challenges/${theirs._id}/same-problem`,
    ]
    expect(await faultsAtEach(page, paths)).toEqual([])
  }, 120_000)

  it('is fit to decide on, for brokers', async () => {
    const waiting = await aChallenge({ status: 'submitted', authorityName: council.name })
    const page = await somebody({ organisation: 'brokerage' })
    expect(await faultsAt(page, `/challenges/${waiting._id}/review`)).toEqual([])
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
    for (const row of [0, 1])
      await page.fill(`[name="criteria[${row}][partOf]"]`, row === 0 ? 'Quality' : ' quality')
    await page.getByText('Quality comes to 95').waitFor()
    expect(faults).toEqual([])
  })
})

describe('without a script', () => {
  it('two authorities agree on a challenge, and a broker sets the time at which it goes public', async () => {
    const neighbour = (await findAuthorityByCode('BPL')) as Organisation
    await Organisations.updateOne({ _id: neighbour.id }, { $set: { status: 'verified' } })
    const title = 'Fewer falls, on both sides of the border'
    const { _id } = await aChallenge({ title, authorityId: council.id, authorityName: council.name })
    const plainly = async (facts: Parameters<typeof aPerson>[0]): Promise<Page> => {
      const { page } = await openContext(browser, app.url, { javaScript: false })
      await signInBrowser(page, await aPerson(facts))
      return page
    }
    const lead = await plainly({ organisation: council })
    await lead.goto(`/challenges/${_id}/joint`)
    await lead.getByLabel('Which authority?').selectOption({ label: neighbour.name })
    await lead.getByRole('button', { name: 'Ask it to take part' }).click()
    await lead.getByText('Waiting', { exact: true }).waitFor()
    await lead.goto(`/challenges/${_id}/edit/check`)
    await lead.getByRole('button', { name: 'Submit' }).click()

    const broker = await plainly({ organisation: 'brokerage' })
    const setTime = async () => {
      await broker.goto(`/challenges/${_id}/review`)
      await broker.getByLabel('The contract is too small to be notifiable').check()
      await broker.getByLabel('Why no notice is needed').fill('The whole contract is worth £25,000')
      const later = broker.getByRole('group', { name: 'Publish later' })
      const [year = '', month = '', day = ''] = inDays(2).toISOString().slice(0, 10).split('-')
      await later.getByLabel('Day').fill(day)
      await later.getByLabel('Month').fill(month)
      await later.getByLabel('Year').fill(year)
      await later.getByLabel('Time').fill('9:00')
      await broker.getByRole('button', { name: 'Publish', exact: true }).click()
    }
    await setTime()
    await broker.getByText(`${neighbour.name} has not approved it yet`).first().waitFor()

    const other = await plainly({ organisation: neighbour })
    await other.goto('/your-challenges')
    await other.getByRole('link', { name: 'Approve it for your authority' }).click()
    await other.getByLabel('Yes: we approve it as it was submitted').check()
    await other.getByRole('button', { name: 'Decide for our authority' }).click()
    await other.getByText(/^Approved it/).waitFor()

    await setTime()
    await broker.goto('/desk')
    const scheduled = broker.locator('section', {
      has: broker.getByRole('heading', { name: 'Approved for later' }),
    })
    await scheduled.getByRole('link', { name: title }).click()
    await broker.getByRole('button', { name: 'Take the approval back' }).click()
    expect((await Challenge.findById(_id).lean())?.schedule).toBeNull()
  }, 120_000)
})
