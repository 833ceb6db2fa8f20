import type { Browser, Page } from 'playwright-core'
import { sentencesOf } from '../../bin/welsh/missing.ts'
import { proposeWording } from '../../server/clarifications/clarifications.private.service.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { findAuthorityByCode, loadAuthorities } from '../../server/organisations/index.ts'
import { releaseClock } from '../../server/platform/clock.ts'
import { whenMissing } from '../../server/platform/translations.ts'
import { invitePartner, saveConsortium } from '../../server/proposals/proposals.consortium.service.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { emptyPlan } from '../../shared/proposals/consortium.ts'
import { anOpenSession } from '../clarifications/sessions.factory.ts'
import { aPerson, testPassword } from '../identity/identity.factory.ts'
import { aProposal } from '../matching/introductions.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { openBrowser, openContext, pageFaults } from '../platform/browser.ts'
import { aCompleteDraft, anAnswerableChallenge } from '../proposals/proposals.factory.ts'
import { press } from './steps.ts'

let app: TestApp
let browser: Browser
let page: Page
let challenge: ChallengeRecord
const people = {} as Record<'own' | 'other' | 'buyer' | 'broker', Actor>
const faults: string[] = []
const missing = new Set<string>()

beforeAll(async () => {
  app = await startTestApp()
  await loadAuthorities()
  const council = await findAuthorityByCode('BBD')
  if (!council) throw new Error('The register has no BBD')
  challenge = await anAnswerableChallenge({ authorityId: council.id, authorityName: council.name })
  const own = await aPerson({ organisation: 'supplier', role: 'admin', name: 'Nia Newydd' })
  const organisations = { other: 'supplier', buyer: council.id, broker: 'brokerage' } as const
  for (const who of ['other', 'buyer', 'broker'] as const)
    people[who] = await actorOfPerson((await aPerson({ organisation: organisations[who] })).id)
  people.own = await actorOfPerson(own.id)
  browser = await openBrowser()
  ;({ page } = await openContext(browser, app.url, { faults }))
  await page.goto('/sign-in?lang=cy')
  await page.getByLabel('Cyfeiriad e-bost').fill(own.email)
  await page.getByLabel('Cyfrinair', { exact: true }).fill(testPassword)
  await press(page, 'Mewngofnodi')
  // A notice may be looked up twice: what is Welsh already is not missing.
  const welsh = new Set(Object.values(sentencesOf('cy')))
  whenMissing((text) => {
    if (!welsh.has(text)) missing.add(text)
  })
}, 120_000)
afterAll(async () => {
  whenMissing(undefined)
  releaseClock()
  await browser.close()
  await app.stop()
})
const supplierOf = ({ organisation }: Actor): string => organisation?.id ?? ''

/** The page is in Welsh, and fit to read at both widths. */
async function isFit(path?: string): Promise<void> {
  if (path) await page.goto(path)
  expect([page.url(), await page.locator('html').getAttribute('lang')]).toEqual([page.url(), 'cy'])
  expect(await pageFaults(page)).toEqual([])
}

/** Presses a button of a form that is refused: the same page says why, in Welsh. */
async function isRefused(button: string, why: string | RegExp): Promise<void> {
  await press(page, button)
  await page.getByRole('alert').getByText(why).first().waitFor()
  await isFit()
}

it('keeps a search, and reads what was amended', async () => {
  await isFit('/your-searches')
  await isFit('/your-searches/new?q=falls')
  await page.getByLabel('Enw', { exact: true }).fill('')
  await isRefused('Cadw', 'Rhowch enw i’r chwiliad')
  await page.getByLabel('Enw', { exact: true }).fill('Cwympiadau')
  await press(page, 'Cadw')
  await page.getByText('Cwympiadau').first().waitFor()
  await isFit()
  for (const path of [
    '/account/notifications/times',
    '/account/calendar',
    '/account/reach',
    '/verify-receipt',
  ])
    await isFit(path)
  await isRefused('Ei gwirio', 'Gludwch destun y dderbynneb')
  await isFit(`/challenges/${challenge._id}/versions`)
}, 120_000)

it('looks for partners, and invites one', async () => {
  await isFit(`/challenges/${challenge._id}/partners`)
  await isRefused('Rhestru fy nghwmni', 'Dywedwch mewn llinell beth sydd gennych i’w gynnig')
  const { id } = await aCompleteDraft(people.own, challenge._id)
  await isFit(`/proposals/${id}/consortium`)
  await page.getByLabel('Eu cyfran nhw o’r gwaith').fill('200')
  await isRefused('Gwahodd', 'Y gyfran: rhaid rhoi rhif cyfan o 1 i 100')
  await page.getByLabel('Cyfeiriad e-bost').fill('partner@arall.example')
  await page.getByLabel('Beth fyddent yn ei wneud?').first().fill('Gosod y synwyryddion')
  await page.getByLabel('Eu cyfran nhw o’r gwaith').fill('')
  await press(page, 'Gwahodd')
  await page.getByText('Mae’r gwahoddiad ar ei ffordd.').first().waitFor()
  await isFit()
  await isFit(`/proposals/${id}/check`)
  await page.getByText('Arhoswch amdano, neu ei dynnu allan o’r consortiwm').waitFor()
}, 120_000)

it('is asked to be a partner, and confirms', async () => {
  const { id } = await aCompleteDraft(people.other, challenge._id)
  const wanted = { organisationId: supplierOf(people.own), email: '', role: 'To fit sensors', share: null }
  const partnership = await invitePartner(people.other, id, wanted)
  await isFit(`/partnerships/${partnership.id}`)
  await isRefused('Ateb', 'Dywedwch a ydych yn cymryd rhan')
  await page.getByLabel('Ydym, rydym yn cymryd rhan').check()
  await press(page, 'Ateb')
  await isFit()
  await isRefused('Cadarnhau', 'Ticiwch bob un, neu siarad â’r arweinydd: mae 3 ar goll')
  expect(await page.locator('main [lang="en"]').count()).toBeGreaterThan(3)
  await saveConsortium(people.other, id, { ...emptyPlan(), isOpenToPartners: true })
  await isFit(`/partnerships/${partnership.id}/draft`)
}, 120_000)

it('is introduced to another supplier', async () => {
  const { _id } = await aProposal(challenge._id, supplierOf(people.own), supplierOf(people.other))
  await isFit('/introductions')
  await isFit(`/introductions/${_id}`)
  await page.getByText('Gwrthod yn lle hynny').click()
  await press(page, 'Gwrthod')
  await page.getByText('Dim ond nad yw’n digwydd y mae’r ochr arall yn ei glywed.').first().waitFor()
  await isFit()
}, 120_000)

it('asks what is confidential, and answers to a wording', async () => {
  await page.goto(`/challenges/${challenge._id}/questions/ask`)
  await page.getByLabel('Eich cwestiwn').fill('May our own sensor stay in the wall?')
  await page.getByLabel('Mae rhannau o’m cwestiwn yn gyfrinachol').check()
  await isRefused('Anfon y cwestiwn', 'Dywedwch pa rannau sy’n gyfrinachol, a pham')
  await page.getByLabel('Pa rannau sy’n gyfrinachol, a pham?').fill('That we have a sensor of our own')
  await press(page, 'Anfon y cwestiwn')
  await isFit()
  const id = new URL(page.url()).pathname.split('/')[2] ?? ''
  await proposeWording(people.broker, id, { how: 'rephrase', text: 'May equipment stay?', note: 'Shorter' })
  await isFit(`/private-questions/${id}`)
  await isRefused('Gofyn am eiriau eraill', 'Dywedwch beth yn y geiriad hwn na chaiff eraill ei ddarllen')
}, 120_000)

it('takes part in a live session', async () => {
  const id = await anOpenSession(people.buyer, challenge._id)
  await isFit(`/live-sessions/${id}`)
  await isRefused('Ei roi yn y ciw', 'Ysgrifennwch eich cwestiwn')
  await page.getByLabel('Eich cwestiwn').fill('Who repairs the wall?')
  await press(page, 'Ei roi yn y ciw')
  await page.getByText('Who repairs the wall?').first().waitFor()
  await isFit()
}, 120_000)

it('lacks no sentence of all that', () => expect([faults, [...missing]]).toEqual([[], []]))
