import type { Browser, Page } from 'playwright-core'
import { Challenge } from '../../server/challenges/challenges.model.ts'
import { findAuthorityByCode, loadAuthorities, type Organisation } from '../../server/organisations/index.ts'
import { Organisation as Organisations } from '../../server/organisations/organisations.model.ts'
import { aChallenge } from '../challenges/challenges.factory.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp, until } from '../platform/app.ts'
import { openBrowser, openContext, pageFaults } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'

let app: TestApp
let browser: Browser
let council: Organisation
let page: Page
const faults: string[] = []

beforeAll(async () => {
  app = await startTestApp()
  browser = await openBrowser()
  await loadAuthorities()
  council = (await findAuthorityByCode('BBD')) as Organisation
  await Organisations.updateOne({ _id: council.id }, { $set: { status: 'verified' } })
  ;({ page } = await openContext(browser, app.url, { faults }))
  await signInBrowser(page, await aPerson({ organisation: council }))
}, 120_000)
afterAll(async () => {
  await browser.close()
  await app.stop()
})

const draft = (changes = {}) =>
  aChallenge({ authorityId: council.id, authorityName: council.name, ...changes })

test('speaks under the field while one writes, without moving it, and takes a rewrite over', async () => {
  const { _id } = await draft({ problem: 'Tenants fall at night.' })
  await page.goto(`/challenges/${_id}/edit/problem`)
  const field = page.locator('#problem')
  await field.click()
  await field.press('End')
  const before = await field.boundingBox()
  await field.pressSequentially(' The supplier must provide a cloud-hosted chatbot and hold ISO 9001.')
  const under = page.locator('[data-coach-under="problem"]')
  await under.getByText('This names a solution').waitFor()
  expect(await field.boundingBox()).toEqual(before)
  expect(await page.locator('[data-coach-news]').textContent()).toBe('2 findings of the coach on this field')
  expect(await page.locator('[data-score="openness"] [data-value]').textContent()).not.toBe('100')
  expect(await pageFaults(page)).toEqual([])
  await under
    .locator('.coach-finding', { hasText: 'ISO 9001' })
    .getByRole('button', { name: 'Use this' })
    .click()
  expect(await field.inputValue()).toContain('hold ISO 9001 or equivalent.')
  await until(async () => (await under.locator('.coach-finding').count()) === 1)
  await until(async () => (await Challenge.findById(_id).lean())?.problem.includes('ISO 9001 or equivalent'))
}, 60_000)

test('what grows above the field that one writes in waits until it is left', async () => {
  const { _id } = await draft({ summary: 'We utilise a pendant.', problem: 'Tenants fall.' })
  await page.goto(`/challenges/${_id}/edit/problem`)
  await page.locator('[data-coach-under="summary"] .coach-finding').waitFor()
  const title = page.locator('#title')
  await title.fill('Chairman of falls')
  await page.locator('[data-coach-under="title"] .coach-finding').waitFor()
  expect(await page.locator('[data-coach-under="summary"] .coach-finding').count()).toBe(1)
}, 60_000)

test('a button that is pressed stays under the pointer until it is let go', async () => {
  const { _id } = await draft({ problem: 'Tenants fall.' })
  await page.goto(`/challenges/${_id}/edit/problem`)
  const field = page.locator('#problem')
  // The rules are fetched when somebody begins to write.
  await field.fill('The supplier must hold ISO 9001.')
  const under = page.locator('[data-coach-under="problem"] .coach-finding')
  await under.first().waitFor()
  await field.fill('Tenants fall.')
  await under.first().waitFor({ state: 'hidden' })
  await field.fill('The supplier must hold ISO 9001. It must hold ISO 27001. The system shall be a chatbot.')
  const save = page.getByRole('button', { name: 'Save and continue', exact: true })
  await save.scrollIntoViewIfNeeded()
  const button = await save.boundingBox()
  if (!button) throw new Error('There is no button to press')
  await page.mouse.move(button.x + 20, button.y + button.height / 2)
  await page.mouse.down()
  await page.evaluate(() => new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve), 100)))
  await page.mouse.up()
  await page.waitForURL('**/edit/outcomes')
}, 60_000)

test('keeps words with a reason', async () => {
  const { _id } = await draft({ problem: 'The supplier must hold ISO 9001.' })
  await page.goto(`/challenges/${_id}/edit/problem`)
  await page
    .locator('[data-coach-under="problem"]')
    .getByRole('link', { name: 'Keep mine, and say why' })
    .click()
  expect(await pageFaults(page)).toEqual([])
  await page.getByLabel('Why do you keep it?').fill('The insurer knows no other.')
  await page.getByRole('button', { name: 'Keep my words' }).click()
  await page.getByText('Your words stay').waitFor()
  expect(await page.locator('.coach-finding--aside').textContent()).toContain('The insurer knows no other.')
  expect(await pageFaults(page)).toEqual([])
}, 60_000)

test('reads what anybody pastes as it is pasted', async () => {
  await page.goto('/coach')
  await page.locator('#text').fill('The supplier must provide a cloud-hosted chatbot. Price only decides.')
  await page.locator('[data-coach-under="text"]').getByText('Price decides', { exact: true }).waitFor()
  expect(await pageFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Read it' }).click()
  await page.locator('mark').first().waitFor()
  expect(await pageFaults(page)).toEqual([])
}, 60_000)

test('nothing went wrong in any script', () => {
  expect(faults).toEqual([])
})
