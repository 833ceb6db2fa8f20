import type { Browser, Page } from 'playwright-core'
import { openContext } from '../platform/browser.ts'
import { signInBrowser } from '../platform/sign-in.ts'
import { crawl } from './crawl.ts'
import { demoPassword as password } from './demonstration.ts'
import { type PageRoute, pageRoutes, routeOf } from './page-routes.ts'
import { looks, nameOf, type Picture, takePicture } from './pictures.ts'
import { fixedAddresses, goesTo, type Visit, visits } from './visits.ts'

/** Pages that say something else to each kind of people. */
const shownToEach = new Set([
  '/challenges/:id',
  '/challenges/:id/questions',
  '/challenges/:id/award',
  '/inbox',
  '/organisation',
  '/your-challenges',
  '/your-evaluations',
  '/proposals/:id',
])

/** Pages that others can open and that are empty for them. */
const ofOneKind = new Map([
  ['/your-proposals', 'supplier'],
  ['/your-searches', 'supplier'],
  ['/introductions', 'supplier'],
])

/** Pages that are pictured in the width of a small phone as well. */
const onPhones = new Set(
  '/ /challenges /challenges/:id /challenges/:id/questions /challenges/:id/edit/:section /challenges/:id/matches'
    .concat(' /coach /advisor /desk /evidence /groups/:id /inbox /learning /problems /proposals/:id/edit')
    .concat(
      ' /resources /suppliers /suppliers/:id /your-challenges /your-evaluations /your-matches /your-proposals',
    )
    .split(' '),
)

const mostPages = 250

/** Takes a picture of every page, as the first of those who can open it sees it. @param moment at which browsers are, too */
export async function pictureEverything(
  browser: Browser,
  url: string,
  moment: Date,
): Promise<{ pictures: Picture[]; left: string[] }> {
  const routes = await pageRoutes()
  const taken = new Map<string, Picture>()
  const seenBy = new Map<string, Set<string>>()
  for (const visit of visits) {
    const { page, context } = await openContext(browser, url)
    await context.clock.setFixedTime(moment)
    if (visit.email) await signInBrowser(page, { email: visit.email, password })
    const seen = seenBy.get(visit.kind) ?? new Set<string>()
    seenBy.set(visit.kind, seen)
    const way = {
      starts: await visit.pages(page),
      also: fixedAddresses(routes, visit),
      most: mostPages,
      seen,
    }
    await crawl(page, { ...way, goes: goesTo(visit) }, async (address) => {
      const route = routeOf(address, routes)
      if (route) await pictureOf(page, route, visit, taken)
    })
    await context.close()
  }
  const pictured = new Set([...taken.values()].map(({ path }) => path))
  return {
    pictures: [...taken.values(), ...(await picturesInWelsh(browser, url, moment))],
    left: routes
      .map(({ path }) => path)
      .filter((path) => !pictured.has(path))
      .sort(),
  }
}

async function pictureOf(
  page: Page,
  route: PageRoute,
  { who, kind }: Visit,
  taken: Map<string, Picture>,
): Promise<void> {
  const isEach = shownToEach.has(route.path)
  const key = isEach ? `${route.path} ${kind}` : route.path
  if (taken.has(key) || (ofOneKind.get(route.path) ?? kind) !== kind) return
  const name = isEach && kind !== 'visitor' ? `${nameOf(route)}-${kind}` : nameOf(route)
  await keep(page, route, { name, who, key }, taken)
}

async function keep(
  page: Page,
  { room, path }: PageRoute,
  { name, who, key }: { name: string; who: string; key: string },
  taken: Map<string, Picture>,
): Promise<void> {
  const title = (
    (await page
      .locator('h1')
      .first()
      .innerText({ timeout: 1000 })
      .catch(() => '')) || path
  ).trim()
  const common = { room, title: title.replaceAll(/\s+/g, ' '), path, who }
  const wide = `${room}/${name}.webp`
  await takePicture(page, wide, looks.wide)
  taken.set(key, { ...common, file: wide })
  if (onPhones.has(path) && !taken.has(`${path} on a phone`)) {
    const narrow = `${room}/${name}-phone.webp`
    await takePicture(page, narrow, looks.narrow)
    taken.set(`${path} on a phone`, { ...common, file: narrow, who: `${who} with a phone` })
    await page.setViewportSize({ width: 1280, height: 900 })
  }
  if (path === '/' && !taken.has('whole')) await takePicture(page, 'home.webp', looks.whole)
}

const inWelsh = ['/', '/challenges', '/register', '/how-it-works']

async function picturesInWelsh(browser: Browser, url: string, moment: Date): Promise<Picture[]> {
  const { page, context } = await openContext(browser, url)
  await context.clock.setFixedTime(moment)
  const taken = new Map<string, Picture>()
  for (const path of inWelsh) {
    await page.goto(`${path}?lang=cy`)
    const route = { room: 'platform', path: `${path}?lang=cy` }
    await keep(page, route, { name: `${nameOf({ path })}-welsh`, who: 'a visitor', key: path }, taken)
  }
  await context.close()
  return [...taken.values()]
}
