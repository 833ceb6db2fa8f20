import type { Browser } from 'playwright-core'
import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { openBrowser, openContext, pageFaults } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'
import { anAnswerableChallenge } from './proposals.factory.ts'

let app: TestApp
let browser: Browser
beforeAll(async () => {
  app = await startTestApp()
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser.close()
  await app.stop()
})

async function writing(javaScript: boolean) {
  const { _id } = await anAnswerableChallenge({ wholeLifeYears: 5 })
  const faults: string[] = []
  const { page } = await openContext(browser, app.url, { faults, javaScript })
  await signInBrowser(page, await aPerson({ organisation: 'supplier' }))
  await page.goto(`/challenges/${_id}`)
  await page.click('form[action$="/proposals"] button')
  await page.waitForURL(/\/proposals\/\w+\/edit/)
  return { page, faults }
}

it('says what costs come to while they are typed, and what is missing', async () => {
  const { page, faults } = await writing(true)
  await page.fill('[name=pilotPrice]', '30,000')
  await page.fill('[name=setUp]', '1,000.50')
  await page.fill('[name=yearly]', '20k')
  await page.getByText('known once every cost above is filled in').waitFor()
  await page.fill('[name=endOfLife]', '0')
  await page.getByText('Whole-life cost: £131,000.50').waitFor()
  expect(await pageFaults(page)).toEqual([])
  expect(faults).toEqual([])
})

it('says it after saving without a script', async () => {
  const { page } = await writing(false)
  const costs = { pilotPrice: '10', setUp: '20', yearly: '30', endOfLife: '40' }
  for (const [name, value] of Object.entries(costs)) await page.fill(`[name=${name}]`, value)
  await page.click('button[value=save]:not([tabindex])')
  await page.getByText('Whole-life cost: £220').waitFor()
})
