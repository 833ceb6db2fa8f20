import type { Browser, Page } from 'playwright-core'
import type { TestApp } from '../platform/app.ts'
import { darkFaults, faultsAt, openBrowser, openContext } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'
import { crawl, type FoundForm, patternOf } from './crawl.ts'
import { demoPassword as password, people, startDemonstration } from './demonstration.ts'

let app: TestApp
let browser: Browser

beforeAll(async () => {
  app = await startDemonstration()
  browser = await openBrowser()
}, 240_000)
afterAll(async () => {
  await browser.close()
  await app.stop()
})

const priya = 'priya.nair@waltham-forest.example'
const visits: [who: string, email: string | null, starts: string[]][] = [
  [
    'a visitor',
    null,
    ['/', '/challenges?state=all', '/suppliers', '/coach', '/advisor', '/law', '/open-data'],
  ],
  ['a buyer', people.buyer, ['/your-challenges', '/your-evaluations', '/inbox', '/account', '/organisation']],
  ['another buyer', priya, ['/your-challenges', '/your-evaluations']],
  ['an observer', people.observer, ['/your-challenges', '/your-evaluations', '/organisation']],
  ['a broker', people.broker, ['/desk', '/operations', '/challenges?state=all', '/resources', '/inbox']],
  ['a supplier', people.supplier, ['/your-proposals', '/your-matches', '/organisation/profile', '/inbox']],
]

const mostPages = 90
const minutesMs = 20 * 60_000

/** What is sent: nothing at all, or far too much with signs that do harm where they are not written as text. */
const mistakes = { nothing: '', 'too much': `<script>x</script>{{ 7 * 7 }}${'x'.repeat(60_000)}` }

/** What is wrong with the answer to a form that was filled in wrongly; empty is well. */
async function faultsOf(page: Page, form: FoundForm, mistake: keyof typeof mistakes): Promise<string[]> {
  const typed = Object.fromEntries(form.typed.map((name) => [name, mistakes[mistake]]))
  const answer = await page.request.post(form.action, {
    form: { ...form.hidden, ...typed },
    maxRedirects: 0,
    headers: { referer: `${app.url}${form.page}` },
  })
  const where = `${patternOf(form.action)} with ${mistake}`
  const status = answer.status()
  const html = await answer.text()
  if (![200, 303, 403, 404, 409, 413, 422, 429].includes(status)) return [`${where} answered ${status}`]
  if (html.includes('<script>x</script>')) return [`${where}: what was typed is part of the page`]
  if (status !== 422) return []
  const [summary = ''] = /govuk-error-summary__list[\s\S]*?<\/ul>/.exec(html) ?? []
  const links = [...summary.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id as string)
  const dead = links.filter((id) => !html.includes(`id="${id}"`))
  if (summary === '') return [`${where}: nothing says what is wrong`]
  return dead.map((id) => `${where}: #${id} leads nowhere`)
}

describe.each(visits)('every page and form of %s', (_who, email, starts) => {
  let forms: FoundForm[]
  let page: Page

  it(
    'is reached by links and fit to read at both widths',
    async () => {
      ;({ page } = await openContext(browser, app.url))
      if (email) await signInBrowser(page, { email, password })
      const found: string[] = []
      forms = await crawl(page, starts, mostPages, async (address) => {
        found.push(...(await faultsAt(page, address, { isThorough: true })), ...(await darkFaults(page)))
      })
      expect(found).toEqual([])
    },
    minutesMs,
  )

  it(
    'says of every mistake what is wrong, and where',
    async () => {
      const found: string[] = []
      for (const form of forms)
        for (const mistake of ['nothing', 'too much'] as const)
          found.push(...(await faultsOf(page, form, mistake)))
      expect(found).toEqual([])
    },
    minutesMs,
  )
})
