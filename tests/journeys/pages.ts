import { parseHTML } from 'linkedom'
import type { Page } from 'playwright-core'

/** Gives the HTML of a page, as whoever looks at the pages gets it. */
export type Read = (path: string) => Promise<string>

/** Reads pages without drawing them, as whoever is signed in on this one. */
export const readBy =
  (page: Page): Read =>
  async (path) =>
    (await page.request.get(path)).text()

/** Links of the page that fit, each address once; anchors and queries left out. */
async function linksLike(read: Read, from: string, pattern: RegExp): Promise<string[]> {
  const links = parseHTML(await read(from)).document.querySelectorAll('main a[href]')
  const all = [...links].map((link) => link.getAttribute('href') ?? '')
  return [...new Set(all.map((href) => href.split(/[?#]/)[0] ?? ''))].filter((href) => pattern.test(href))
}

/** The first of them. @throws Error if there is none: what is not found would not be looked at, and nobody would know */
async function firstOf(read: Read, from: string, pattern: RegExp, most = 1): Promise<string[]> {
  const links = await linksLike(read, from, pattern)
  if (links.length === 0) throw new Error(`${from} has no link like ${pattern}`)
  return links.slice(0, most)
}

/** What is found by going from each page to those that fit the next pattern: records that a list alone leads to. */
export async function through(read: Read, from: string, ...ways: RegExp[]): Promise<string[]> {
  const all = [from]
  let here = all
  for (const way of ways) {
    const next = new Set<string>()
    for (const path of here) for (const found of await linksLike(read, path, way)) next.add(found)
    here = [...next]
    all.push(...here)
  }
  return all
}

export const one = (room: string): RegExp => new RegExp(`^/${room}/[^/]+$`)

/**
 * What anybody can open. The pages without data, those that find nothing and those before signing in are looked at
 * by their rooms' own tests: look.browser, challenges.browser, organisations.browser, inbox.browser, identity/pages.
 */
export async function publicPages(read: Read): Promise<string[]> {
  const challenges = await firstOf(read, '/challenges?sort=newest', one('challenges'), 2)
  const details = challenges.slice(0, 1).map((path) => `${path}/questions`)
  const sessions = await sessionPages(read)
  const suppliers = await firstOf(read, '/suppliers', one('suppliers'))
  const resources = await firstOf(read, '/resources', one('resources'))
  const courses = await firstOf(read, '/learning', one('learning'))
  const lessons = await firstOf(read, courses[0] ?? '/learning', /^\/learning\/[^/]+\/[^/]+$/, 2)
  const learning = [...courses, ...lessons.slice(-1)]
  const authorities = await firstOf(read, challenges[0] ?? '/', one('authorities'))
  const engagements = await firstOf(read, '/engagements', one('engagements'))
  const over = await firstOf(read, '/challenges?q=damp+while+it+stands+empty&state=all', one('challenges'))
  return [
    '/',
    '/api',
    '/api?room=challenges',
    '/status',
    '/challenges',
    '/problems?region=TLD',
    '/engagements',
    ...engagements,
    '/suppliers',
    '/resources',
    '/evidence',
    '/evidence/method',
    '/evidence/records?figure=challenges',
    ...authorities.map((path) => `${path}/record`),
    '/learning',
    ...learning,
    ...challenges,
    ...details,
    ...sessions,
    ...suppliers,
    ...resources,
    ...authorities,
    ...over.map((path) => `${path}/award`),
    ...(await resultsPages(read)),
    '/demo',
    '/tour',
    '/tour/supplier/1',
  ]
}

/** What is public of a pilot that was measured, and how others do the same. */
async function resultsPages(read: Read): Promise<string[]> {
  const measured = await firstOf(read, '/challenges?q=cold+damp+flat&state=all', one('challenges'))
  const adopting = await firstOf(read, `${measured[0] ?? ''}/results`, /\/adopt$/)
  return [...measured.map((path) => `${path}/results`), ...adopting]
}

/** A pilot that was measured, as one of its two sides sees it. */
async function pilotPages(read: Read, side: 'buyer' | 'supplier'): Promise<string[]> {
  const [measured = '/'] = await firstOf(read, '/challenges?q=cold+damp+flat&state=all', one('challenges'))
  const reviews = await linksLike(read, `${measured}/pilot`, new RegExp(`/reviews/6/${side}$`))
  const [pilot = ''] = reviews.map((path) => path.replace(/\/reviews\/.*/, ''))
  if (!pilot) return []
  const study = `${pilot}/case-study`
  const own = side === 'buyer' ? [study, `${study}/take-over`, '/adoptions'] : []
  return [pilot, ...reviews.map((path) => `${path}/edit`), ...own]
}

/** The live sessions of the demonstration: one that is announced, and the transcript of one that was held. */
async function sessionPages(read: Read): Promise<string[]> {
  const held = await firstOf(read, '/challenges?q=charging+without+a+driveway', one('challenges'))
  const toCome = await firstOf(read, '/challenges?q=damp+private+rented', one('challenges'))
  const found: string[] = []
  for (const path of [...held, ...toCome])
    found.push(...(await linksLike(read, path, /^\/live-sessions\/[^/.]+$/)))
  return found
}

const account = [
  '/account/notifications/times',
  '/account/calendar',
  '/account/learning',
  '/organisation/skills',
]
// Says something else to each kind of organisation; of a supplier organisations.browser looks at it.
const ownOfEach = ['/inbox', '/organisation']

/** What members of an authority and brokers have of their own; matching.browser looks at more of the brokers'. */
export async function ownPages(read: Read): Promise<string[]> {
  const links = parseHTML(await read('/')).document.querySelectorAll('header a')
  const isBroker = [...links].some((link) => link.textContent?.trim().startsWith('Desk'))
  return [...ownOfEach, ...(isBroker ? await brokersPages(read) : await buyersPages(read))]
}

async function buyersPages(read: Read): Promise<string[]> {
  const own = await linksLike(read, '/your-challenges', /^\/challenges\/[^/]+(\/edit)?$/)
  const publicOnes = own.filter((path) => one('challenges').test(path) && !path.endsWith('/new')).slice(0, 3)
  const draft = own.find((path) => path.endsWith('/edit'))
  const sections = draft ? await linksLike(read, draft, /\/edit\/[a-z]+$/) : []
  const details: string[] = []
  for (const path of publicOnes) details.push(...(await linksLike(read, path, /\/(questions|proposals)$/)))
  return [
    ...account,
    '/your-challenges',
    '/challenges/new',
    ...(await groupPages(read)),
    ...publicOnes,
    ...details,
    ...(draft ? [draft] : []),
    ...sections,
    ...(await pilotPages(read, 'buyer')),
  ]
}

/** The working groups of the demonstration, as members and others have them. */
async function groupPages(read: Read): Promise<string[]> {
  const [group = '/groups'] = await firstOf(read, '/groups', /^\/groups\/(?!new$)[^/]+$/)
  const inside = await linksLike(
    read,
    group,
    /^\/groups\/[^/]+\/(members|edit|leave|close|engagements\/new)$/,
  )
  const posts = await linksLike(read, group, /^\/groups\/[^/]+\/posts\/[^/]+(\/edit|\/hide)?$/)
  const engagements = await firstOf(read, group, one('engagements'))
  return ['/groups', '/groups/new', '/your-watches', group, ...inside, ...posts.slice(0, 3), ...engagements]
}

async function brokersPages(read: Read): Promise<string[]> {
  const desk = await linksLike(read, '/desk', /^\/(challenges|desk|questions)\//)
  const matches = desk.filter((path) => path.endsWith('/matches')).slice(0, 1)
  const others = desk.filter((path) => !path.endsWith('/matches')).slice(0, 4)
  const matched = matches[0] ?? '/desk'
  const declining = (await linksLike(read, matched, /^\/matches\/[^/]+\/decline$/)).slice(0, 1)
  return [
    '/desk',
    '/operations',
    '/operations/emails',
    '/operations/read-only',
    '/organisation/skills',
    '/operations/notices/challenge-published',
    '/resources/new',
    ...matches,
    ...others,
    ...declining,
  ]
}

/** What suppliers have of their own, without what matching.browser and introductions.browser look at. */
export async function suppliersPages(read: Read): Promise<string[]> {
  const sections = await linksLike(read, '/organisation/profile', /^\/organisation\/profile\/[a-z-]+$/)
  const proposals = (await linksLike(read, '/your-proposals', one('proposals'))).slice(0, 1)
  const judged = proposals[0] ?? '/your-proposals'
  const feedback = (await linksLike(read, judged, /^\/proposals\/[^/]+\/feedback$/)).slice(0, 1)
  const steps = proposals.flatMap((path) => [
    path,
    `${path}/edit`,
    `${path}/files`,
    `${path}/consortium`,
    `${path}/check`,
  ])
  const open = (await firstOf(read, '/challenges?sort=newest', one('challenges'))).flatMap((path) => [
    path,
    `${path}/questions/ask`,
  ])
  return [
    '/inbox',
    ...sections,
    '/your-matches',
    '/your-proposals',
    ...steps,
    ...feedback,
    ...(await pilotPages(read, 'supplier')),
    ...open,
  ]
}
