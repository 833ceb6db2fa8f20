import type { Page } from 'playwright-core'

/** Files, feeds and what ends the visit: no pages to look at. */
const noPage =
  /^\/(sign-out|demo\/(sign-in|reset)|api\/|data\/|assets\/)|\.(pdf|csv|json|json-feed|ics|atom|xml|zip|txt)$|\/(files|attachments)\//

/** An address without what differs from record to record: `/challenges/*\/edit`. */
export const patternOf = (address: string): string => {
  const { pathname, searchParams } = new URL(address, 'http://here')
  const path = pathname
    .replaceAll(/\/(?=[A-Za-z0-9]*\d)[A-Za-z0-9]{20,}(?=\/|$)/g, '/*')
    .replaceAll(/\/[A-Za-z]{24}(?=\/|$)/g, '/*')
    .replaceAll(/\/\d+(?=\/|$)/g, '/0')
  const names = [...new Set(searchParams.keys())].sort().join('&')
  return names ? `${path}?${names}` : path
}

/** A form that a page sends, and what stands in it. */
export interface FoundForm {
  page: string
  action: string
  /** What a browser would send whatever was typed. */
  hidden: Record<string, string>
  /** What people type; what they would choose is left out. */
  typed: string[]
}

/**
 * Goes from page to page by the links that somebody sees, and to one page of each pattern.
 * @param look at each page, once it is open
 * @returns the forms that were seen, one for each pattern of what it is sent to
 */
export async function crawl(
  page: Page,
  starts: readonly string[],
  most: number,
  look: (address: string) => Promise<void>,
): Promise<FoundForm[]> {
  const waiting = [...starts]
  const seen = new Set<string>()
  const forms = new Map<string, FoundForm>()
  for (let address = waiting.shift(); address && seen.size < most; address = waiting.shift()) {
    const pattern = patternOf(address)
    if (seen.has(pattern) || noPage.test(new URL(address, 'http://here').pathname)) continue
    seen.add(pattern)
    await look(address)
    for (const form of await formsOf(page, address)) {
      const to = patternOf(form.action)
      if (form.typed.length > 0 && !forms.has(to) && !noPage.test(form.action)) forms.set(to, form)
    }
    waiting.push(...(await linksOf(page)))
  }
  return [...forms.values()]
}

const linksOf = (page: Page): Promise<string[]> =>
  page
    .locator('main a[href^="/"], nav a[href^="/"]')
    .evaluateAll((links) => links.map((link) => (link.getAttribute('href') ?? '').split('#')[0] ?? ''))

const formsOf = (page: Page, address: string): Promise<FoundForm[]> =>
  page.locator('main form[method="post"]').evaluateAll(
    (found, here) =>
      found.map((form) => {
        const fields = [...(form as HTMLFormElement).elements].filter(
          (one): one is HTMLInputElement => 'name' in one && one.name !== '' && one.tagName !== 'BUTTON',
        )
        return {
          page: here,
          action: form.getAttribute('action') ?? here,
          hidden: Object.fromEntries(
            fields.filter(({ type }) => type === 'hidden').map(({ name, value }) => [name, value]),
          ),
          typed: [
            ...new Set(
              fields
                .filter(
                  ({ type }) =>
                    !['hidden', 'submit', 'file', 'checkbox', 'radio', 'select-one'].includes(type),
                )
                .map(({ name }) => name),
            ),
          ],
        }
      }),
    address,
  )
