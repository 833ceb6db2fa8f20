import type { Browser, Page } from 'playwright-core'
import { Decision } from '../../server/evaluation/evaluation.award.model.ts'
import { SignIn } from '../../server/identity/identity.model.ts'
import { findAuthorityByCode } from '../../server/organisations/index.ts'
import { Organisation } from '../../server/organisations/organisations.model.ts'
import { addDays, dayOf } from '../../shared/coaching/law/periods.ts'
import { evaluationPeople, type EvaluationPeople } from '../evaluation/evaluation.people.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { contractsOf } from '../outcomes/outcomes.factory.ts'
import { startTestApp, type TestApp, until } from '../platform/app.ts'
import { faultsAt, openBrowser, openContext } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'
import { beginChallenge, press } from './steps.ts'

let app: TestApp
let browser: Browser
let room: EvaluationPeople
let pilot: string
let results: string
let adopter: Awaited<ReturnType<typeof aPerson>>
const faults: string[] = []
const people: Record<string, Page> = {}
const the = (who: string): Page => people[who] as Page

async function somebody(who: string, person: { email: string }, javaScript = true): Promise<void> {
  const { page } = await openContext(browser, app.url, { javaScript, faults })
  await signInBrowser(page, person)
  people[who] = page
}

beforeAll(async () => {
  app = await startTestApp({ workers: true })
  browser = await openBrowser()
  room = await evaluationPeople(app)
  const [submissionId = ''] = await contractsOf(room)
  const startsOn = addDays(dayOf(new Date()), -100)
  const days = { 'contracts.0.startsOn': startsOn, 'contracts.0.signedOn': startsOn }
  await Decision.updateOne({ _id: room.challenge._id }, { $set: days })
  pilot = `/challenges/${room.challenge._id}/pilot/${submissionId}`
  results = `/challenges/${room.challenge._id}/results`
  await somebody('buyer', room.people.moderator)
  await somebody('supplier', room.people.supplier, false)
  const other = (await findAuthorityByCode('MAN'))?.id ?? ''
  await Organisation.updateOne({ _id: other }, { $set: { status: 'verified' } })
  adopter = await aPerson({ organisation: other })
  await somebody('other', adopter)
  await somebody('visitor', await aPerson())
}, 300_000)
afterAll(async () => {
  await browser.close()
  await app.stop()
})

/** Waits until somebody's inbox has a notice, and follows it. */
async function follow(who: string, title: RegExp): Promise<void> {
  await until(async () => {
    await the(who).goto('/inbox')
    return (await the(who).getByRole('link', { name: title }).count()) > 0
  }, 20_000)
  await the(who).getByRole('link', { name: title }).first().click()
  await the(who).waitForLoadState('load')
}

it('a pilot is planned, measured and looked back at by both sides', async () => {
  const buyer = the('buyer')
  await buyer.goto(`${pilot}/plan`)
  await buyer.getByLabel('How is it measured?').fill('Visits to every home')
  await buyer.getByLabel('How often?').fill('Each month')
  await buyer.getByLabel('By whom?').fill('The housing team')
  await press(buyer, 'Save the plan')
  await buyer.getByRole('link', { name: /^Record a reading/ }).click()
  const [year = '', month = '', day = ''] = dayOf(new Date()).split('-')
  for (const [label, value] of Object.entries({ Day: day, Month: month, Year: year }))
    await buyer.getByLabel(label, { exact: true }).fill(value)
  await buyer.getByLabel('What was measured?').fill('25')
  await buyer.getByLabel('Where does the figure come from?').fill('Incident log')
  await buyer.getByLabel('High: measured directly and checked').check()
  await press(buyer, 'Record the reading')

  const supplier = the('supplier')
  await supplier.goto(`${pilot}/reviews/3/supplier/edit`)
  await supplier.getByLabel('Follow-on investment').fill('250,000')
  await press(supplier, 'Submit the review')
  expect(await supplier.getByLabel('Follow-on investment').inputValue()).toBe('250,000')
  await supplier.getByLabel('Your own spend on research and development').fill('0')
  await supplier.getByLabel('Jobs created').fill('2')
  await supplier.getByLabel('Jobs kept that would have gone').fill('0')
  await supplier.getByLabel('In which region is that?').selectOption('TLD4')
  await supplier.getByLabel('How do you see the pilot now?').fill('Wardens made it work.')
  await press(supplier, 'Submit the review')
  expect(await supplier.getByText('Your review is submitted.').count()).toBe(1)

  await buyer.goto(`${pilot}/reviews/3/supplier`)
  const seen = await buyer.locator('main').innerText()
  expect([seen.includes('Wardens made it work.'), seen.includes('250')]).toEqual([true, false])
  await buyer.goto(`${pilot}/reviews/3/buyer/edit`)
  await buyer.getByLabel('Good', { exact: true }).check()
  await buyer.getByLabel('Spent so far').fill('12,000')
  await buyer.getByLabel('What do those who use it say?').fill('Nine of ten tenants like it.')
  await buyer.getByLabel('What did you learn?').fill('Ask wardens first.')
  await buyer.getByText(/^Saved at/).waitFor()
  await press(buyer, 'Submit the review')
  expect(await faultsAt(buyer, pilot)).toEqual([])
}, 300_000)

it('its results and the decision are public, and a case study is agreed by both sides', async () => {
  const [buyer, supplier] = [the('buyer'), the('supplier')]
  await buyer.goto(`${pilot}/results`)
  await buyer.getByLabel('What worked?').fill('Sensors under carpets.')
  await buyer.getByLabel('What did not work?').fill('Batteries in the cold.')
  await press(buyer, 'Publish for everybody')
  await buyer.goto(`${pilot}/decision`)
  await buyer.getByLabel('Scale', { exact: true }).check()
  await buyer.getByLabel('By which way?').selectOption('new-competition')
  await buyer.getByLabel('Why?').fill('Falls went down in every block.')
  await press(buyer, 'Save the decision')
  await press(buyer, 'Draft the case study')
  await press(buyer, 'Agree, and ask the supplier')

  await follow('supplier', /Do you agree\?/)
  await supplier.goto(`${pilot}/case-study`)
  await supplier.getByLabel('Or say what has to change, and why').fill('Call them wardens, not staff.')
  await press(supplier, 'Ask for the change')

  await follow('buyer', /A change is asked for/)
  await buyer.goto(`${pilot}/case-study/edit`)
  await buyer.getByLabel('Title', { exact: true }).fill('Fewer falls in sheltered homes, measured')
  await press(buyer, 'See how it looks')
  expect(await buyer.getByText('Not saved yet: save it below.').count()).toBe(1)
  await press(buyer, 'Save as a new version')
  await press(buyer, 'Agree, and ask the supplier')
  await supplier.goto(`${pilot}/case-study`)
  await press(supplier, 'Agree and publish')
  await follow('buyer', /In the library: Fewer falls/)
  expect(await faultsAt(buyer, new URL(buyer.url()).pathname)).toEqual([])
}, 300_000)

it('it is advice in another authority’s draft, which asks to adopt it and does', async () => {
  const [other, buyer] = [the('other'), the('buyer')]
  await beginChallenge(other, 'Fewer falls in our sheltered homes')
  await other.getByRole('link', { name: 'Fewer falls in sheltered homes, measured' }).click()
  await other.getByRole('link', { name: 'Do the same' }).click()
  await other.waitForURL('**/adopt')
  expect(await faultsAt(other, new URL(other.url()).pathname)).toEqual([])
  const adopting = new URL(other.url()).pathname
  await other.getByLabel('What do you want to do').fill('We have three blocks like yours.')
  // The session ends while somebody types: what was typed comes back, and nothing has to be typed again.
  await SignIn.deleteMany({ userId: adopter.id })
  await press(other, 'Ask to adopt')
  expect(await other.locator('main').innerText()).toContain('You were signed out before this was sent')
  await signInBrowser(other, adopter)
  await other.goto(adopting)
  await other.getByRole('button', { name: 'Put them back' }).click()
  expect(await other.getByLabel('What do you want to do').inputValue()).toContain('three blocks')
  await SignIn.deleteMany({ userId: adopter.id })
  await press(other, 'Ask to adopt')
  await signInBrowser(other, adopter)
  await press(other, 'Send it again')
  await press(other, 'Send it again')
  expect(await other.getByText('Your message is sent.').count()).toBe(1)

  await follow('buyer', /asks to adopt/)
  await buyer.getByLabel('Yes', { exact: true }).check()
  await buyer.getByLabel('Your answer').fill('Call our wardens.')
  await press(buyer, 'Send the answer')

  await follow('other', /answered/)
  expect(await other.getByText('Call our wardens.').count()).toBe(1)
  await press(other, 'Begin a draft from it')
  expect(await other.locator('main').innerText()).toContain('Copied.')
  await other.goto(adopting)
  await other.getByRole('link', { name: /Your authority has asked/ }).click()
  await other.getByLabel('A competition of your own').check()
  await other.getByLabel('What do you adopt').fill('The same, with our own wardens.')
  await press(other, 'We adopt it')
  await the('visitor').goto(results)
  expect(await the('visitor').locator('main').innerText()).toContain('Adopted by 1 other authority.')
  expect(await faultsAt(the('visitor'), results)).toEqual([])
}, 300_000)

it('no page had an error in its scripts', () => {
  expect(faults).toEqual([])
})
