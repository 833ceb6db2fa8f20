import type { Page } from 'playwright-core'

/** Files, feeds and what ends the visit: no pages to look at. */
const noPage =
  /^\/(sign-out|demo\/(sign-in|reset)|api\/|data\/|assets\/|operations\/board)|\.(pdf|csv|json|json-feed|ics|atom|xml|zip|txt)$|\/(files|attachments)\/|\/download$|\/html$/

/** An address without what differs from record to record: `/challenges/*\/edit`. */
export const patternOf = (address: string): string => {
  const { pathname, searchParams } = new URL(address, 'http://here')
  const path = pathname
    .replaceAll(/\/(?=[A-Za-z0-9]*\d)[A-Za-z0-9]{20,}(?=\/|$)/g, '/*')
    .replaceAll(/\/[A-Za-z]{24}(?=\/|$)/g, '/*')
    .replaceAll(/\/\d+(?=\/|$)/g, '/0')
    .replace(/^\/(operations\/notices|help|authorities|tour|unsubscribe|demo\/mailbox)\/[^/]+/, '/$1/*')
    .replace(/^\/resources\/(?!new|links|objections)[^/]+/, '/resources/*')
  const names = [...new Set(searchParams.keys())].sort().join('&')
  return names ? `${path}?${names}` : path
}

/** A form that a page sends, and what stands in it. */
export interface FoundForm {
  page: string
  action: string
  isMultipart: boolean
  /** What a browser would send whatever was typed. */
  hidden: Record<string, string>
  /** What people type. */
  typed: string[]
  /** What people choose from what is offered. */
  chosen: string[]
}

/** Where somebody begins, and how far they go. */
export interface Way {
  /** Each of these is looked at, whatever was seen before. */
  starts: readonly string[]
  /** Looked at unless seen; one that is not for them is passed by, as it is of the starts. */
  also?: readonly string[]
  most: number
  /** Patterns that were looked at before, by others to whom pages say the same; what is seen is added. */
  seen?: Set<string>
  /** True for addresses that they go to. */
  goes?: (address: string) => boolean
}

/** What was found on the way. */
export interface Found {
  /** One for each pattern of what it is sent to. */
  forms: FoundForm[]
  reached: string[]
  /** Links that lead to a refusal, and where they stand. */
  dead: string[]
}

interface Stop {
  address: string
  /** The page with the link; null where they begin. */
  from: string | null
  isSure?: boolean
}

// Lists that are narrowed in many ways are one page; a few of its ways are enough.
const mostQueries = 2

/**
 * Goes from page to page by the links that somebody sees, and to one page of each pattern.
 * @param look at each page, once it is open
 */
export async function crawl(page: Page, way: Way, look: (address: string) => Promise<void>): Promise<Found> {
  const waiting: Stop[] = [
    ...[...new Set(way.starts)].map((address) => ({ address, from: null, isSure: true })),
    ...(way.also ?? []).map((address) => ({ address, from: null })),
  ]
  const seen = way.seen ?? new Set<string>()
  const ofPath = new Map<string, number>()
  const forms = new Map<string, FoundForm>()
  const reached: string[] = []
  const dead: string[] = []
  const isNew = ({ address, isSure }: Stop): boolean => {
    if (way.goes && !way.goes(address)) return false
    const pattern = patternOf(address)
    if (noPage.test(new URL(address, 'http://here').pathname)) return false
    if (!isSure && seen.has(pattern)) return false
    const [path = ''] = pattern.split('?')
    const ways = ofPath.get(path) ?? 0
    if (pattern.includes('?') && !isSure && ways >= mostQueries) return false
    if (pattern.includes('?')) ofPath.set(path, ways + 1)
    seen.add(pattern)
    return true
  }
  for (let stop = waiting.shift(); stop && reached.length < way.most; stop = waiting.shift()) {
    if (!isNew(stop)) continue
    const { address, from } = stop
    const status = await statusOf(page, address)
    if (status >= 400) {
      if (from !== null || status >= 500) dead.push(`${from ?? 'a start'} → ${address}: ${status}`)
      continue
    }
    const here = new URL(page.url())
    if (here.pathname !== new URL(address, here).pathname) {
      waiting.unshift({ address: `${here.pathname}${here.search}`, from: address })
      continue
    }
    reached.push(address)
    await look(address)
    for (const form of await formsOf(page, address)) {
      const to = patternOf(form.action)
      if (!forms.has(to) && !noPage.test(form.action)) forms.set(to, form)
    }
    waiting.push(...(await linksOf(page)).map((link) => ({ address: link, from: address })))
  }
  return { forms: [...forms.values()], reached, dead }
}

/** Opens a page. @returns what it was answered with; 200 for a download, which opens none */
async function statusOf(page: Page, address: string): Promise<number> {
  try {
    return (await page.goto(address))?.status() ?? 200
  } catch (error) {
    if (error instanceof Error && error.message.includes('Download is starting')) return 200
    throw error
  }
}

/** Links to this site on the page, those in a letter that it shows among them. */
const linksOf = (page: Page): Promise<string[]> =>
  page.locator('main a[href], nav a[href], footer a[href]').evaluateAll((links) =>
    links
      .map((link) => new URL(link.getAttribute('href') ?? '', location.href))
      .filter(({ origin }) => origin === location.origin)
      .map(({ pathname, search }) => `${pathname}${search}`),
  )

const formsOf = (page: Page, address: string): Promise<FoundForm[]> =>
  page.locator('main form[method="post"]').evaluateAll(
    (found, here) =>
      found.map((form) => {
        const fields = [...(form as HTMLFormElement).elements].filter(
          (one): one is HTMLInputElement => 'name' in one && one.name !== '' && one.tagName !== 'BUTTON',
        )
        const choices = ['checkbox', 'radio', 'select-one', 'select-multiple']
        return {
          page: here,
          action: form.getAttribute('action') || here,
          isMultipart: (form as HTMLFormElement).enctype === 'multipart/form-data',
          hidden: Object.fromEntries(
            fields.filter(({ type }) => type === 'hidden').map(({ name, value }) => [name, value]),
          ),
          typed: [
            ...new Set(
              fields
                .filter(({ type }) => !['hidden', 'submit', 'file', ...choices].includes(type))
                .map(({ name }) => name),
            ),
          ],
          chosen: [...new Set(fields.filter(({ type }) => choices.includes(type)).map(({ name }) => name))],
        }
      }),
    address,
  )
