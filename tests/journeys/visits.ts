import type { Browser, Page } from 'playwright-core'
import { isWelshPath } from '../../server/platform/welsh-pages.ts'
import type { Language } from '../../shared/platform/language.ts'
import { darkFaults, openContext, pageFaults } from '../platform/browser.ts'
import { largeTextFaults } from '../platform/large-text.ts'
import { signInBrowser } from '../platform/sign-in.ts'
import { scalesFor, tooHeavy } from '../platform/weight.ts'
import { crawl, type Found, type FoundForm } from './crawl.ts'
import { demoPassword, people } from './demonstration.ts'
import { answerTo, type MistakeName, mistakes, type ShownAgain } from './mistakes.ts'
import type { PageRoute } from './page-routes.ts'
import { one, ownPages, publicPages, readBy, suppliersPages, through } from './pages.ts'
import { scriptlessFaults } from './scriptless.ts'

/** Somebody who goes through everything that they can open. */
export interface Visit {
  who: string
  /** Null for a visitor. */
  email: string | null
  /** Those to whom pages say the same: what one of them saw the next needn't. */
  kind: string
  pages: (page: Page) => Promise<string[]>
}

/** Every challenge that somebody finds, since each is at another point of its life. */
async function everyChallenge(page: Page): Promise<string[]> {
  await page.goto('/challenges?state=all&sort=newest')
  const links = await page
    .locator('main .rows a[href^="/challenges/"]')
    .evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''))
  return [...new Set(links)].filter((href) => /^\/challenges\/[^/?#]+$/.test(href))
}

/** Those of the demonstration, in an order in which the first of a kind sees the most. */
export const visits: readonly Visit[] = [
  {
    who: 'a visitor',
    email: null,
    kind: 'visitor',
    pages: async (page) => [...(await publicPages(readBy(page))), ...(await everyChallenge(page))],
  },
  {
    who: 'a buyer',
    email: people.buyer,
    kind: 'buyer',
    pages: async (page) => [...(await ownPages(readBy(page))), '/your-evaluations'],
  },
  {
    who: 'a buyer who leads an evaluation',
    email: 'helen.marsden@blackburn-with-darwen.example',
    kind: 'buyer',
    pages: async () => ['/your-evaluations', '/your-challenges', '/adoptions'],
  },
  {
    who: 'a buyer whose challenge has closed',
    email: 'priya.nair@waltham-forest.example',
    kind: 'buyer',
    pages: async () => ['/your-challenges', '/your-evaluations'],
  },
  {
    who: 'a buyer who organises a working group',
    email: 'joanne.hartley@pendle.example',
    kind: 'buyer',
    pages: (page) =>
      through(
        readBy(page),
        '/groups',
        one('groups'),
        one('engagements'),
        /^\/engagements\/[^/]+\/(edit|announce|cancel)$/,
      ),
  },
  {
    who: 'a buyer who has taken a course',
    email: 'daniel.whittle@blackburn-with-darwen.example',
    kind: 'buyer',
    pages: async () => ['/account/learning', '/your-challenges'],
  },
  {
    who: 'an evaluator',
    email: 'yasmin.qureshi@blackburn-with-darwen.example',
    kind: 'evaluator',
    pages: async () => ['/your-evaluations'],
  },
  {
    who: 'an observer',
    email: people.observer,
    kind: 'observer',
    pages: async () => ['/your-challenges', '/your-evaluations', '/organisation'],
  },
  {
    who: 'a broker',
    email: people.broker,
    kind: 'broker',
    pages: async (page) => [
      ...(await ownPages(readBy(page))),
      ...(await through(
        readBy(page),
        '/resources?type=case-study',
        one('resources'),
        /^\/resources\/[^/]+\/(filing|versions)$/,
        /\/versions\/\d+$/,
      )),
    ],
  },
  {
    who: 'a supplier',
    email: people.supplier,
    kind: 'supplier',
    pages: (page) => suppliersPages(readBy(page)),
  },
  {
    who: 'a supplier who writes a proposal',
    email: 'leah.brennan@brightside-digital.example',
    kind: 'supplier',
    pages: (page) => suppliersPages(readBy(page)),
  },
  {
    who: 'a supplier who has been judged',
    email: 'peter.clegg@warmwall.example',
    kind: 'supplier',
    pages: (page) => suppliersPages(readBy(page)),
  },
  {
    who: 'a supplier who has submitted',
    email: 'nadia.farouk@calder-reuse.example',
    kind: 'supplier',
    pages: (page) =>
      through(readBy(page), '/your-proposals', one('proposals'), /^\/proposals\/[^/]+\/(receipt|withdraw)$/),
  },
  {
    who: 'a supplier who is a partner',
    email: 'gwen.lloyd@oxbow-mobility.example',
    kind: 'supplier',
    pages: (page) =>
      through(readBy(page), '/your-proposals', one('partnerships'), /^\/partnerships\/[^/]+\/draft$/),
  },
]

/** What says the same to everybody who signs in as to a visitor, so that it is looked at once. */
const sameForAll =
  /^\/(about|how-it-works|for-\w+|accessibility|privacy|cookies|contact|help(\/.*)?|terms(\/\d.*)?|law|api|status|open-data|tour.*|demo.*|advisor.*|audit.*|data.*|learning\/[^/]+\/(?!record)[^/]+|suppliers)$/

/** Addresses without anything that differs from record to record, where everybody begins. */
export const fixedAddresses = (routes: readonly PageRoute[], visit: Visit): string[] =>
  routes
    .map(({ path }) => path)
    .filter((path) => !path.includes(':') && (visit.email === null || !sameForAll.test(path)))

/** Whether this person looks at an address that they come by. */
export const goesTo =
  ({ email }: Visit) =>
  (address: string): boolean =>
    email === null || !sameForAll.test(new URL(address, 'http://here').pathname)

/** All that is looked at of a page that stands open. Empty is well. */
const everyFault = async (page: Page, isThorough: boolean): Promise<string[]> => [
  ...(await pageFaults(page, { isThorough })),
  ...(isThorough ? await darkFaults(page) : []),
  ...(await largeTextFaults(page)),
]

/** What is wrong with the page that stands open, at 320 px and with large text. Empty is well. */
export const fitFaults = (page: Page): Promise<string[]> => everyFault(page, false)

const most = 300

interface Round {
  browser: Browser
  url: string
  routes: readonly PageRoute[]
  password?: string
  language?: Language
  /** What others of the same kind have seen. */
  seen?: Set<string>
  /** Also in the dark, and by axe at both widths. */
  isThorough?: boolean
}

/** What somebody found who went everywhere. */
export interface Walked extends Found {
  page: Page
  /** The same person's browser without scripts. */
  plain: Page
  faults: string[]
}

/** A browser of this person's, in their language. */
async function pageOf(
  { browser, url, password = demoPassword, language = 'en' }: Round,
  { email }: Visit,
  javaScript: boolean,
): Promise<Page> {
  const { page, context } = await openContext(browser, url, { javaScript })
  if (email) await signInBrowser(page, { email, password })
  await context.addCookies([{ name: 'language', value: language, url }])
  return page
}

/** Goes everywhere as this person, in English or to what is in Welsh, and looks at each page. */
export async function walk(round: Round, visit: Visit): Promise<Walked> {
  const { routes, language = 'en', isThorough = false } = round
  const page = await pageOf(round, visit, true)
  const plain = await pageOf(round, visit, false)
  const isForThem = goesTo(visit)
  const isWelsh = (address: string) => isWelshPath(new URL(address, 'http://here').pathname)
  const goes = (address: string) => isForThem(address) && (language === 'en' || isWelsh(address))
  const starts = await visit.pages(page)
  const also = fixedAddresses(routes, visit)
  const faults: string[] = []
  const way = { starts, also, most, goes, ...(round.seen ? { seen: round.seen } : {}) }
  const weigh = isThorough ? await scalesFor(page) : null
  const found = await crawl(page, way, async (address) => {
    const weight = weigh?.(address)
    if (weight && tooHeavy(weight)) faults.push(`${address} weighs too much: ${JSON.stringify(weight)}`)
    const spoken = await page.locator('html').getAttribute('lang')
    if (spoken !== language) faults.push(`${address} is in ${spoken}`)
    faults.push(...(await everyFault(page, isThorough)))
    await plain.goto(address)
    faults.push(...(await scriptlessFaults(plain)))
  })
  const walked = { ...found, page, plain, faults: [...found.dead, ...faults] }
  tell(`${visit.who}: ${found.reached.length} pages, ${found.forms.length} forms`, walked.faults)
  return walked
}

/** What takes half an hour says what it found as it goes. */
const tell = (what: string, faults: readonly string[]): void =>
  void process.stderr.write(`${[what, ...faults].join('\n    ')}\n`)

/** Whether a form asks for anything that can be wrong. */
const asksSomething = ({ typed, chosen }: FoundForm): boolean => typed.length + chosen.length > 0

/** One form at which the test itself stops keeps nobody from the rest of them. */
const brokeOff =
  ({ page, action }: FoundForm) =>
  (error: Error): ShownAgain => ({
    messages: [],
    faults: [`${action} on ${page} broke off: ${error.message.split('\n')[0]}`],
  })

/** Makes every mistake in every form that was found. @returns what is wrong with the answers */
export async function makeMistakes({ page, forms }: Walked): Promise<string[]> {
  const faults: string[] = []
  for (const form of forms.filter(asksSomething))
    for (const mistake of Object.keys(mistakes) as MistakeName[])
      faults.push(...(await answerTo(page, form, mistake).catch(brokeOff(form))).faults)
  tell(`  mistakes in ${forms.length} forms`, faults)
  return faults
}

/** Makes the mistakes in both languages. @returns messages that are in English where the page is in Welsh, too */
export async function untranslated(round: Round, visit: Visit, { page, forms }: Walked): Promise<string[]> {
  const inEnglish = await pageOf({ ...round, language: 'en' }, visit, true)
  const found: string[] = []
  for (const form of forms.filter(asksSomething))
    for (const mistake of ['nothing', 'something wrong'] as const) {
      const { messages, faults } = await answerTo(page, form, mistake)
      const english = new Set((await answerTo(inEnglish, form, mistake)).messages)
      const same = messages.filter((text) => english.has(text))
      found.push(
        ...faults,
        ...same.map((text) => `${form.action} with ${mistake}: “${text}” in both languages`),
      )
    }
  return found
}
