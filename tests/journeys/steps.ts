import type { Page } from 'playwright-core'
import { londonParts } from '../../shared/platform/dates.ts'
import { until } from '../platform/app.ts'

/** Presses a button and waits for the page that follows. */
export async function press(page: Page, name: string): Promise<void> {
  await Promise.all([
    page.waitForLoadState('load'),
    page.getByRole('button', { name, exact: true }).first().click(),
  ])
}

/** Opens a page; false where the one that was open went on by itself at that moment, as live pages do. */
const opens = (page: Page, path: string): Promise<boolean> =>
  page.goto(path).then(
    () => true,
    (error: Error) => {
      if (error.message.includes('net::ERR_ABORTED')) return false
      throw error
    },
  )

/**
 * Opens a page once it says these words. Until then it is only fetched: to draw it again and again takes the processor
 * from the workers that are waited for.
 */
export async function openOnceItSays(
  page: Page,
  path: string,
  words: string,
  limitMs?: number,
): Promise<void> {
  await until(async () => (await (await page.request.get(path)).text()).includes(words), limitMs, 100)
  await until(() => opens(page, path))
}

async function fillDate(page: Page, legend: string, at: Date, time?: string): Promise<void> {
  const group = page.getByRole('group', { name: legend })
  const { day, month, year } = londonParts(at)
  await group.getByLabel('Day').fill(String(day))
  await group.getByLabel('Month').fill(String(month))
  await group.getByLabel('Year').fill(String(year))
  if (time) await group.getByLabel('Time').fill(time)
}

const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000)

/** A buyer begins a challenge and is on its first section. @returns its id */
export async function beginChallenge(page: Page, title: string): Promise<string> {
  await page.goto('/challenges/new')
  await page.getByLabel('What must change, in a line?').fill(title)
  await press(page, 'Begin')
  const id = /challenges\/([^/]+)/.exec(page.url())?.[1] ?? ''
  await page.goto(`/challenges/${id}/edit/problem`)
  return id
}

/** A buyer writes a whole challenge about damp homes, section by section, and submits it. @returns its id */
export async function writeChallenge(page: Page, title: string): Promise<string> {
  const id = await beginChallenge(page, title)
  await writeSections(page)
  await submitChallenge(page, id)
  return id
}

/** Fills every section of a new challenge, beginning with the one that the page shows. */
export async function writeSections(page: Page): Promise<void> {
  await page
    .getByLabel('Summary', { exact: true })
    .fill('One home in three has damp again within a year. We want it found early and mended at the cause.')
  await page
    .getByLabel('The problem', { exact: true })
    .fill('Tenants report mould when it is on the wall. By then children cough, and we repaint the stain.')
  await page.getByLabel('Who has it').fill('Tenants of 2,300 older terraced homes in Blackburn and Darwen.')
  await press(page, 'Save and continue')
  await fillOutcome(page)
  await page.getByLabel('Context').fill('Two winters of visits by officers did not bring the number down.')
  await press(page, 'Save and continue')
  await page
    .getByLabel('Who will use it, or live with it')
    .fill('Tenants, private landlords, and eleven housing officers.')
  await press(page, 'Save and continue')
  await page.getByLabel('Below-threshold competition').check()
  await page.getByLabel('Pilot', { exact: true }).check()
  await page.getByLabel('Money for each pilot').fill('45,000')
  await page.getByLabel('How many pilots can you pay for?').fill('2')
  await page.getByLabel('They include VAT at 20%').check()
  await press(page, 'Save and continue')
  await fillTimetable(page)
  await fillCategory(page)
  await fillCriteria(page)
  await page.getByLabel('Name').fill('Amina Rahman')
  await page.getByLabel('Email address').fill('housing@blackburn-with-darwen.example')
  await press(page, 'Save and continue')
  await fillFile(page)
}

/** Puts a complete draft before the brokers. */
export async function submitChallenge(page: Page, id: string): Promise<void> {
  await page.goto(`/challenges/${id}/edit/check`)
  await press(page, 'Submit')
}

async function fillOutcome(page: Page): Promise<void> {
  await page.getByLabel('What must change').first().fill('Homes stay dry')
  await page
    .getByLabel('How you measure it')
    .first()
    .fill('Homes with damp again within twelve months of a visit')
  await page.getByLabel('Unit').first().fill('%')
  await page.getByLabel('Where you are now').first().fill('33')
  await page.getByLabel('Where you want to be').first().fill('10')
  await page.getByRole('radio').first().check()
  await press(page, 'Save and continue')
}

async function fillTimetable(page: Page): Promise<void> {
  await fillDate(page, 'Last time for questions', inDays(14), '5pm')
  await fillDate(page, 'Last time for your answers', inDays(18), '5pm')
  await fillDate(page, 'Deadline for responses', inDays(32), 'noon')
  await fillDate(page, 'Pilot starts', inDays(60))
  await page.getByLabel('How many months does the pilot last?').fill('6')
  await press(page, 'Save and continue')
}

async function fillCategory(page: Page): Promise<void> {
  await page.getByLabel('Find a category').fill('housing')
  await press(page, 'Search')
  await page.locator('input[name="cpv[]"], input[name="cpv"]').first().check()
  await page.locator('input[name="regions[]"], input[name="regions"]').first().check()
  await press(page, 'Save and continue')
}

async function fillCriteria(page: Page): Promise<void> {
  await page
    .getByLabel('What you ask suppliers for')
    .fill('Tell us in two pages how you would find damp early, and how you know that it works.')
  const criteria = [
    ['Likelihood of reaching the outcome', '50'],
    ['Fit with people’s homes', '30'],
    ['Price', '20'],
  ]
  for (const [index, [name = '', weight = '']] of criteria.entries()) {
    if ((await page.getByLabel('Weight').count()) <= index) await press(page, 'Add another criterion')
    await page.getByLabel('Name').nth(index).fill(name)
    await page.getByLabel('Weight').nth(index).fill(weight)
  }
  await press(page, 'Save and continue')
}

async function fillFile(page: Page): Promise<void> {
  await fillDate(page, 'When was the conflicts assessment prepared?', inDays(-5))
  await page
    .getByLabel('What may keep small firms out, and what did you do about it?')
    .fill('We ask for no accounts and no turnover, and pay each month.')
  await page.getByLabel('Yes: it is one contract, for a reason').check()
  await page.getByLabel('Which lots, or why one contract?').fill('Two pilots of one kind, for two firms.')
  await press(page, 'Save and continue')
}

/** A broker publishes a submitted challenge from the desk. */
export async function publish(page: Page, id: string, title: string): Promise<void> {
  await page.goto('/desk')
  await page.getByRole('link', { name: title }).click()
  await page.waitForURL(`**/challenges/${id}/review`)
  await page.getByLabel('Find a Tender notice number').fill('099950-2026')
  await page.getByLabel('Its ocid').fill('ocds-h6vhtk-f00a50')
  await press(page, 'Publish')
}

/** A supplier asks a question about a challenge. */
export async function ask(page: Page, id: string, text: string): Promise<void> {
  await page.goto(`/challenges/${id}/questions/ask`)
  await page.getByLabel('Your question').fill(text)
  await press(page, 'Send the question')
}

/** A buyer answers the question that waits the longest. */
export async function answer(page: Page, id: string, text: string): Promise<void> {
  await page.goto(`/challenges/${id}/questions`)
  await page
    .getByRole('link', { name: /^Answer/ })
    .first()
    .click()
  await page.getByLabel('Your answer').fill(text)
  await press(page, 'Publish the answer to everybody')
}

/**
 * A supplier writes a proposal with a file, checks it and submits it.
 * @param breaksOff the connection breaks off when the file is sent first
 * @returns the receipt's reference
 */
export async function propose(page: Page, id: string, breaksOff = false): Promise<string> {
  await page.goto(`/challenges/${id}`)
  await press(page, 'Start a proposal')
  await fillAnswers(page)
  await press(page, 'Save and continue')
  const file = { name: 'evidence.csv', mimeType: 'text/csv', buffer: Buffer.from('home,damp\n1,no\n') }
  await page.getByLabel('Add files').setInputFiles(file)
  if (breaksOff) await page.route('**/files', (route) => route.abort(), { times: 1 })
  await press(page, 'Add the files')
  if (breaksOff) await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('link', { name: 'evidence.csv' }).waitFor()
  await page.getByRole('button', { name: 'Save and continue', exact: true }).click()
  await page.waitForURL('**/check')
  await press(page, 'Submit the proposal')
  await page.waitForURL('**/receipt')
  return (await page.locator('.govuk-panel strong').innerText()).trim()
}

/** Fills every field of a proposal's form, whatever the challenge's outcomes and criteria are. */
export async function fillAnswers(page: Page): Promise<void> {
  await page
    .getByLabel('Summary')
    .fill('CANARY Small sensors tell tenants and officers when a wall is about to be damp.')
  for (const answerField of await page.locator('textarea[name$="[how]"]').all()) {
    await answerField.fill('We find the cause within a week and mend it with local fitters.')
  }
  for (const answerField of await page.locator('textarea[name$="[answer]"]').all()) {
    await answerField.fill('CANARY In forty homes it took five days from report to cause.')
  }
  await page
    .getByLabel('Approach', { exact: true })
    .fill('Sensors, a visit, a repair, and a check after a month.')
  await page.getByLabel('How ready is it?').selectOption('7')
  await page
    .getByLabel('Pilot plan', { exact: true })
    .fill('Fifty homes in the first month, a hundred in the second.')
  await page.getByLabel('Price of the pilot, with VAT').fill('44,000')
  await page
    .getByLabel('Team', { exact: true })
    .fill('An engineer, two fitters and a tenant liaison officer.')
}
