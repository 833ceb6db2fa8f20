import type { Browser } from 'playwright-core'
import { createOrganisation, findAuthorityByCode, loadAuthorities } from '../../server/organisations/index.ts'
import { markSeeded } from '../../server/platform/site.ts'
import { system } from '../../shared/platform/actor.ts'
import { aPerson, testPassword as password } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp } from '../platform/app.ts'
import { openBrowser } from '../platform/browser.ts'
import { type PageRoute, pageRoutes } from './page-routes.ts'
import { makeMistakes, untranslated, type Visit, walk } from './visits.ts'

let app: TestApp
let browser: Browser
let routes: PageRoute[]

beforeAll(async () => {
  app = await startTestApp({ workers: true })
  await loadAuthorities()
  await markSeeded(false)
  await registerEverybody()
  browser = await openBrowser()
  routes = await pageRoutes()
}, 600_000)
afterAll(async () => {
  await browser.close()
  await app.stop()
})

const emails = {
  nobody: 'nobody@new.example',
  buyer: 'buyer@new.example',
  viewer: 'viewer@new.example',
  broker: 'broker@new.example',
  supplier: 'supplier@new.example',
  unconfirmed: 'unconfirmed@new.example',
}

/** Somebody of each kind who has just registered, and done nothing yet. */
async function registerEverybody(): Promise<void> {
  const council = (await findAuthorityByCode('BBD'))?.id ?? ''
  const firm = await createOrganisation(system, {
    kind: 'supplier',
    name: 'Newcomers Ltd',
    bySystem: { status: 'pending', isExample: true },
  })
  await aPerson({ email: emails.nobody })
  await aPerson({ email: emails.buyer, organisation: { id: council }, role: 'admin' })
  await aPerson({ email: emails.viewer, organisation: { id: council }, role: 'viewer' })
  await aPerson({ email: emails.broker, organisation: 'brokerage', role: 'admin' })
  await aPerson({ email: emails.supplier, organisation: 'supplier', role: 'admin' })
  await aPerson({ email: emails.unconfirmed, organisation: { id: firm.id }, role: 'admin' })
}

const newcomer = (who: string, email: string | null): Visit => ({
  who,
  email,
  kind: who,
  pages: () => Promise.resolve([]),
})
const visits = [
  newcomer('a visitor', null),
  newcomer('somebody of no organisation', emails.nobody),
  newcomer('a buyer', emails.buyer),
  newcomer('an evaluator who only reads', emails.viewer),
  newcomer('a broker', emails.broker),
  newcomer('a supplier', emails.supplier),
  newcomer('a supplier whom nobody has confirmed', emails.unconfirmed),
]
const minutesMs = 40 * 60_000

it.each(visits)(
  'every page without anything in it is fit to read for $who, and so is what it says of mistakes',
  async (visit) => {
    const walked = await walk({ browser, url: app.url, routes, password }, visit)
    expect(walked.reached.length).toBeGreaterThan(10)
    expect([...walked.faults, ...(await makeMistakes(walked))]).toEqual([])
  },
  minutesMs,
)

it.each(visits.filter(({ who }) => /visitor|supplier$|no organisation/.test(who)))(
  'and so is every page that is in Welsh for $who',
  async (visit) => {
    const round = { browser, url: app.url, routes, password, language: 'cy' as const }
    const walked = await walk(round, visit)
    expect([...walked.faults, ...(await untranslated(round, visit, walked))]).toEqual([])
  },
  minutesMs,
)
