import type { Browser, Page } from 'playwright-core'
import { createOrganisation, membershipsOf, verifyOrganisation } from '../../server/organisations/index.ts'
import { actorOfPerson, findPersonByEmail } from '../../server/identity/index.ts'
import { system } from '../../shared/platform/actor.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { linkIn, mailTo } from '../identity/mails.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { openBrowser, openContext, pageFaults } from '../platform/browser.ts'
import { anAnswerableChallenge } from '../proposals/proposals.factory.ts'
import { press } from './steps.ts'

let app: TestApp
let browser: Browser
let page: Page
let challenge: ChallengeRecord
const faults: string[] = []

beforeAll(async () => {
  app = await startTestApp({ workers: true })
  browser = await openBrowser()
  ;({ page } = await openContext(browser, app.url, { faults }))
  challenge = await anAnswerableChallenge()
}, 120_000)
afterAll(async () => {
  await browser.close()
  await app.stop()
})

const email = 'nia@syniadau-newydd.example'
const password = 'tri gair ar hap'

/** The page is in Welsh, and fit to read at both widths. */
async function isFit(): Promise<void> {
  expect([page.url(), await page.locator('html').getAttribute('lang')]).toEqual([page.url(), 'cy'])
  expect(await pageFaults(page)).toEqual([])
}

it('somebody finds the Welsh, and registers in it', async () => {
  await page.goto('/')
  await page.getByRole('link', { name: 'Cymraeg' }).click()
  await page.waitForURL('**/?lang=cy')
  await isFit()
  await page.getByRole('link', { name: 'Cofrestru', exact: true }).click()
  await page.waitForURL('**/register')
  await isFit()
  await press(page, 'Cofrestru')
  await page.getByText('Rhowch eich enw').first().waitFor()
  await page.getByLabel('Eich enw').fill('Nia Newydd')
  await page.getByLabel('Cyfeiriad e-bost gwaith').fill(email)
  await page.getByLabel('Cyfrinair', { exact: true }).fill(password)
  await press(page, 'Cofrestru')
  await isFit()
  const mail = await mailTo(email, /^Cadarnhau eich cyfeiriad e-bost$/)
  expect(mail.html).toContain('<html lang="cy">')
  await page.goto(linkIn(mail))
  await isFit()
  await page.getByLabel('Cyfrinair', { exact: true }).fill(password)
  await press(page, 'Cadarnhau a mewngofnodi')
}, 120_000)

it('registers a firm, which a broker confirms, and is told in Welsh', async () => {
  await page.goto('/organisation')
  await isFit()
  await page.getByRole('link', { name: 'Cofrestru cyflenwr nad yw yno' }).click()
  await page.getByLabel('Enw’r sefydliad').fill('Syniadau Newydd Cyf')
  await page.getByLabel('Nac oes', { exact: true }).check()
  await press(page, 'Cofrestru')
  const person = await findPersonByEmail(email)
  const [membership] = await membershipsOf(person?.id ?? '')
  const brokerage = await createOrganisation(system, {
    kind: 'brokerage',
    name: 'The Brokerage',
    bySystem: { status: 'verified', isExample: true },
  })
  const broker = await aPerson({ organisation: brokerage.id })
  await verifyOrganisation(await actorOfPerson(broker.id), membership?.organisationId ?? '')
  const mail = await mailTo(email, /^Mae Syniadau Newydd Cyf wedi’i gadarnhau$/)
  expect(mail.text).toContain('Mae popeth ar agor i chi nawr.')
}, 120_000)

it('writes a proposal, submits it, and has a receipt in Welsh', async () => {
  for (const path of [
    '/challenges',
    '/your-matches',
    '/organisation/profile',
    `/challenges/${challenge._id}`,
  ]) {
    await page.goto(path)
    await isFit()
  }
  await press(page, 'Dechrau cynnig')
  await isFit()
  await page.getByLabel('Crynodeb').fill('Synwyryddion bach sy’n dweud pryd y bydd wal yn llaith.')
  for (const one of await page.locator('textarea[name$="[how]"], textarea[name$="[answer]"]').all())
    await one.fill('Rydym yn canfod yr achos o fewn wythnos.')
  await page.getByLabel('Dull', { exact: true }).fill('Synwyryddion, ymweliad, a thrwsio.')
  await page.getByLabel('Pa mor barod ydyw?').selectOption('7')
  await page.getByLabel('Cynllun y peilot', { exact: true }).fill('Hanner cant o gartrefi yn y mis cyntaf.')
  await page.getByLabel('Pris y peilot, gyda TAW').fill('44,000')
  await page.getByLabel('Tîm', { exact: true }).fill('Peiriannydd a dau ffitiwr.')
  await press(page, 'Cadw a pharhau')
  await page.goto(page.url().replace(/\/(?:files|edit)$/, '/check'))
  await isFit()
  await press(page, 'Cyflwyno’r cynnig')
  await page.getByText('Cynnig wedi’i gyflwyno').first().waitFor()
  await isFit()
  const mail = await mailTo(email, /^Derbynneb: eich cynnig ar gyfer /)
  expect(mail.html).toContain('<html lang="cy">')
  expect(mail.text).toMatch(/Derbyniwyd \d+ \S+ \d{4}, /)
  expect(mail.text).toContain('Atal yr e-byst hyn')
  await page.goto('/inbox')
  await isFit()
  expect(faults).toEqual([])
}, 180_000)
