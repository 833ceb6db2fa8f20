import type { Browser, BrowserContext, Page } from 'playwright-core'
import { followChallenge } from '../../server/challenges/challenges.follow.service.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { now, releaseClock, setClock } from '../../server/platform/clock.ts'
import { listKeptMail } from '../../server/platform/mail.ts'
import { londonParts } from '../../shared/platform/dates.ts'
import { startTestApp, type TestApp, until } from '../platform/app.ts'
import { faultsAt, openBrowser, openContext, pageFaults } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'
import { aChallengeWithPeople } from './sessions.factory.ts'

let app: TestApp
let browser: Browser
const contexts: BrowserContext[] = []
const faults: string[] = []

beforeAll(async () => {
  app = await startTestApp({ workers: true })
  browser = await openBrowser()
})
afterAll(async () => {
  releaseClock()
  await Promise.all(contexts.map((context) => context.close()))
  await browser?.close()
  await app.stop()
})

async function pageOf(person: { email: string }, javaScript = true): Promise<Page> {
  const { page, context } = await openContext(browser, app.url, { javaScript, faults })
  contexts.push(context)
  await signInBrowser(page, person)
  return page
}

it('takes a live session from its announcement to its transcript, with four people in it', async () => {
  const { challenge, buyer, broker, supplier, otherSupplier } = await aChallengeWithPeople()
  await followChallenge(await actorOfPerson(supplier.id), challenge._id)
  const [lead, moderator, asker, other] = (await Promise.all([
    pageOf(buyer),
    pageOf(broker),
    pageOf(supplier),
    // The fourth has no scripts: the same page, and a form for everything.
    pageOf(otherSupplier, false),
  ])) as [Page, Page, Page, Page]

  await lead.goto(`/challenges/${challenge._id}`)
  await lead.getByRole('link', { name: 'Announce a live session' }).click()
  const startsAt = new Date(Math.ceil(now().getTime() / 60_000) * 60_000 + 60_000)
  const { day, month, year, hour, minute } = londonParts(startsAt)
  await lead.getByLabel('Day').fill(String(day))
  await lead.getByLabel('Month').fill(String(month))
  await lead.getByLabel('Year').fill(String(year))
  await lead.getByLabel('Time', { exact: true }).fill(`${hour}:${String(minute).padStart(2, '0')}`)
  await lead.getByLabel('Agenda').fill('The homes\nThe sensors')
  await lead.getByRole('button', { name: 'Announce it to everybody' }).click()
  await lead.getByLabel('It has to be at short notice').check()
  expect(await pageFaults(lead)).toEqual([])
  await lead.getByRole('button', { name: 'Announce it to everybody' }).click()
  await lead.getByText('The session is announced.').waitFor()
  const room = new URL(lead.url()).pathname

  const mail = await until(async () => (await listKeptMail({ to: supplier.email }))[0])
  expect(mail.calendar).toContain('BEGIN:VEVENT')
  await asker.goto(room)
  setClock(startsAt)
  await lead.reload()
  await lead.getByRole('button', { name: 'Open the session' }).click()
  await lead.getByText('Live now').waitFor()
  await asker.getByText('The session has changed.').waitFor()
  await asker.goto(room)
  await moderator.goto(room)
  await other.goto(room)

  await asker.getByRole('button', { name: 'Put it into the queue' }).click()
  await asker.getByRole('link', { name: 'Write your question' }).waitFor()
  await asker.getByLabel('Your question').fill('May tenants keep the sensors?')
  await asker.getByRole('button', { name: 'Put it into the queue' }).click()
  await asker.getByText('There is a problem').waitFor({ state: 'detached' })
  await lead.locator('#queue .log__question').getByText('May tenants keep').waitFor()
  await moderator.locator('#queue .log__question').getByText('May tenants keep').waitFor()
  await other.getByRole('link', { name: 'Show what is new' }).click()
  await other.getByRole('button', { name: /^We want this answered too/ }).click()
  await lead.locator('.live-queued__votes').getByText('1').waitFor()
  await lead.getByText(/[12] (person|people) from/).waitFor()
  expect(await pageFaults(lead)).toEqual([])

  await lead.getByRole('button', { name: /^Answer it now/ }).click()
  await lead.getByLabel('The answer').fill('Yes, if they agree.')
  await lead.getByRole('button', { name: 'Publish the answer' }).click()
  await asker.locator('[data-entries]').getByText('Yes, if they agree.').waitFor()

  await other.getByLabel('Your question').fill('Is there Wi-Fi in the stairwells?')
  await other.getByRole('button', { name: 'Put it into the queue' }).click()
  await other.getByText('Your question is in the queue').waitFor()
  await lead.getByText('Ask suppliers something').click()
  await lead.getByLabel('What do you want to know?').fill('Which day suits a visit?')
  await lead.getByLabel('Options').fill('Monday\nTuesday')
  await lead.getByRole('button', { name: 'Start the poll' }).click()
  await asker.getByLabel('Tuesday').check()
  await asker.getByRole('button', { name: 'Choose', exact: true }).click()
  await asker.getByRole('button', { name: 'Change our choice' }).waitFor()
  expect(await pageFaults(asker)).toEqual([])

  await lead.getByRole('button', { name: 'Close the session' }).click()
  await lead.getByText('1 question waits for an answer').waitFor()
  expect(await pageFaults(lead)).toEqual([])
  await lead.getByRole('button', { name: 'Close it and publish the transcript' }).click()
  await lead.getByRole('heading', { name: 'Transcript of the live session' }).waitFor()
  await asker.getByText('The session is over').waitFor()
  await asker.getByText('Live now').waitFor({ state: 'hidden' })
  const visitor = await openContext(browser, app.url, { faults })
  contexts.push(visitor.context)
  expect(await faultsAt(visitor.page, room)).toEqual([])
  const transcript = await visitor.page.locator('main').innerText()
  for (const words of ['May tenants keep', 'Yes, if they agree.', 'Tuesday: 1', 'Monday: 0', 'Wi-Fi'])
    expect(transcript).toContain(words)
  for (const name of ['Sam Asker', 'Olu Other', 'Sensible Sensors', 'Bea Buyer'])
    expect(transcript).not.toContain(name)
  await visitor.page.goto(`/challenges/${challenge._id}`)
  await visitor.page.getByText('Read the transcript').waitFor()
  expect(faults).toEqual([])
}, 60_000)
