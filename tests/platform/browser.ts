import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core'

const axeSource = `${readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')};0`

/** Where Chromium is: CHROMIUM_PATH, or the usual places; first the one without windows, which asks for less. */
function chromiumPath(): string {
  const places = [
    process.env['CHROMIUM_PATH'],
    '/usr/bin/chromium-headless-shell',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ]
  const found = places.find((place) => place && existsSync(place))
  if (!found)
    throw new Error('Browser tests need Chromium: install it (apt install chromium) or set CHROMIUM_PATH')
  return found
}

/** A real, headless Chromium. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** One person's browser: cookies of its own; a test fails on any error in the page's scripts. */
export async function openContext(
  browser: Browser,
  url: string,
  options: { javaScript?: boolean; width?: number; faults?: string[] } = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    baseURL: url,
    javaScriptEnabled: options.javaScript ?? true,
    viewport: { width: options.width ?? 1280, height: 900 },
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  page.on('pageerror', (error) => options.faults?.push(`${page.url()}: ${error.message}`))
  return { context, page }
}

interface AxeFinding {
  id: string
  impact: string
  nodes: { target: string[]; failureSummary: string }[]
}

/** The two widths that every page is looked at in, in pixels. */
const [wide, narrow] = [1280, 320]
const height = 900

interface Look {
  /** At both widths, as for look.browser and every-form.long: axe looks where there is least room, else. */
  isThorough?: boolean
  /** What axe looks for; all of WCAG 2.2 AA unless said; nothing where a long test has it look. */
  rules?: string[]
  /** Whether what is written can be read against what is behind it, unless `false`. */
  contrast?: boolean
  /** The window stays as wide as it was looked at last: the next page begins with that. */
  keepsWidth?: boolean
}

/**
 * What is wrong with the page as it stands: anything wider than the window at both widths, and serious and critical
 * findings of axe against WCAG 2.2 AA. Empty is well. With SCREENSHOTS it leaves pictures in that folder.
 */
export async function pageFaults(page: Page, look: Look = {}): Promise<string[]> {
  const found: string[] = []
  const where = new URL(page.url())
  for (const width of widthOf(page) === narrow ? [narrow, wide] : [wide, narrow]) {
    await makeWide(page, width)
    await keepPicture(page, `${where.pathname}${where.search}`, width)
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    if (wider > 0) found.push(`${where.pathname} at ${width}: ${wider} px too wide`)
    if (look.rules?.length === 0 || (width !== narrow && !look.isThorough)) continue
    const findings = await axeFindings(page, look.rules, look.contrast)
    found.push(...findings.map((finding) => `${where.pathname} at ${width}: ${finding}`))
  }
  if (!look.keepsWidth) await makeWide(page, wide)
  return found
}

const widthOf = (page: Page) => page.viewportSize()?.width

/** A change of width costs half as much as opening a page. */
async function makeWide(page: Page, width: number): Promise<void> {
  if (widthOf(page) !== width) await page.setViewportSize({ width, height })
}

/** What cannot be read of the page as it stands where the system asks for the dark. Empty is well. */
export async function darkFaults(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' })
  const found = await axeFindings(page, ['color-contrast'])
  await page.emulateMedia({ colorScheme: null })
  return found.map((finding) => `${new URL(page.url()).pathname} in the dark: ${finding}`)
}

/**
 * Opens a page and says what is wrong with it; an answer other than 200 is a fault too. Contrast is left out unless
 * asked for: a page as it opens has the colours of the components that look.browser looks at, and every-form.long
 * looks at it again. It takes axe nearly half of its time.
 */
export async function faultsAt(page: Page, path: string, look: Look = {}): Promise<string[]> {
  const answer = await page.goto(path)
  const refused = answer?.ok() ? [] : [`${path} answered ${answer?.status()}`]
  return [...refused, ...(await pageFaults(page, { contrast: false, ...look }))]
}

/**
 * What is wrong with each of these pages. Every other one is opened in a narrow window and then made wide, so that
 * the width changes once for each and not twice.
 * @param also says what else is wrong with the page, once it was looked at
 */
export async function faultsAtEach(
  page: Page,
  paths: string[],
  also: (path: string) => Promise<string[]> = () => Promise.resolve([]),
  look: Look = {},
): Promise<string[]> {
  const found: string[] = []
  for (const path of paths)
    found.push(...(await faultsAt(page, path, { ...look, keepsWidth: true })), ...(await also(path)))
  await makeWide(page, wide)
  return found
}

async function keepPicture(page: Page, path: string, width: number): Promise<void> {
  const folder = process.env['SCREENSHOTS']
  if (!folder) return
  const name =
    path
      .replaceAll(/[^a-z0-9]+/gi, '-')
      .replaceAll(/^-|-$/g, '')
      .slice(0, 60) || 'home'
  await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true })
}

const rulesOfWcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

// What these find is minor or moderate by axe's own definition of them, so it is never asked for here; finding it
// takes a fifth of the time of all.
const mildRules = [
  'aria-allowed-role',
  'aria-deprecated-role',
  'empty-heading',
  'empty-table-header',
  'focus-order-semantics',
  'form-field-multiple-labels',
  'heading-order',
  'html-xml-lang-mismatch',
  'image-redundant-alt',
  'landmark-banner-is-top-level',
  'landmark-contentinfo-is-top-level',
  'landmark-main-is-top-level',
  'landmark-no-duplicate-banner',
  'landmark-no-duplicate-contentinfo',
  'landmark-no-duplicate-main',
  'landmark-one-main',
  'landmark-unique',
  'meta-viewport',
  'meta-viewport-large',
  'no-autoplay-audio',
  'page-has-heading-one',
  'presentation-role-conflict',
  'region',
  'scope-attr-valid',
  'server-side-image-map',
  'skip-link',
  'table-duplicate-name',
]

const debuggers = new WeakMap<Page, Promise<CDPSession>>()

/**
 * By the browser's debugger, since the page's own policy refuses scripts from elsewhere; and not by `evaluate`, for
 * which the browser compiles half a megabyte anew on each page.
 */
async function loadAxe(page: Page): Promise<void> {
  const known = debuggers.get(page) ?? page.context().newCDPSession(page)
  debuggers.set(page, known)
  await (await known).send('Runtime.evaluate', { expression: axeSource })
}

async function axeFindings(page: Page, runOnly = rulesOfWcag, contrast = true): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await loadAxe(page)
  const leftOut = contrast ? mildRules : [...mildRules, 'color-contrast']
  const options = {
    runOnly,
    rules: Object.fromEntries(leftOut.map((rule) => [rule, { enabled: false }])),
    resultTypes: ['violations'],
  }
  const violations = await page.evaluate(async (chosen) => {
    const axe = (
      globalThis as unknown as {
        axe: { run: (root: Document, options: object) => Promise<{ violations: AxeFinding[] }> }
      }
    ).axe
    const result = await axe.run(document, chosen)
    return result.violations
  }, options)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
}
