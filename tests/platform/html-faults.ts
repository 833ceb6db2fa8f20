import { parseHTML } from 'linkedom'

// Elements that our templates always close.
const closed = new Set(
  'a article aside button dd details div dl dt fieldset figure footer form header li main nav ol section span table tbody tr ul'.split(
    ' ',
  ),
)

/**
 * Tags that close another element than the one that stands open: browsers mend them without a word, and what comes
 * after falls out of the page.
 */
function crossedTags(html: string): string[] {
  const bare = html.replaceAll(/<(script|style|svg|textarea)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->/g, '')
  const open: string[] = []
  for (const [tag, slash, name = ''] of bare.matchAll(
    /<(\/?)([a-z][a-z0-9]*)(?:"[^"]*"|'[^']*'|[^'">])*>/g,
  )) {
    if (!closed.has(name)) continue
    if (slash === '') open.push(name)
    else if (open.at(-1) === name) open.pop()
    else return [`${tag} where <${open.at(-1) ?? 'nothing'}> stands open`]
  }
  return open.map((name) => `<${name}> is never closed`)
}

/**
 * What in a page's HTML shuts people out, as far as that can be told without drawing the page: not one heading of the
 * first rank, tags that cross, ids given twice, fields, links and buttons that nothing names, pictures without words, references that
 * lead nowhere. Empty is well.
 */
export function htmlFaults(html: string): string[] {
  const { document } = parseHTML(html)
  const all = (selector: string): Element[] => [...document.querySelectorAll(selector)]
  const ids = all('[id]').map(({ id }) => id)
  const known = new Set(ids)
  const labelled = new Set(all('label[for]').map((label) => label.getAttribute('for') ?? ''))
  const named = (one: Element) =>
    ['aria-label', 'aria-labelledby', 'title'].some((name) => one.getAttribute(name))
  const fields = all('input:not([type=hidden]):not([type=submit]), select, textarea')
  const references = ['aria-labelledby', 'aria-describedby', 'for'].flatMap((name) =>
    all(`[${name}]`).flatMap((one) => (one.getAttribute(name) ?? '').split(/\s+/).filter(Boolean)),
  )
  const anchors = all('a[href^="#"]').map((one) => (one.getAttribute('href') ?? '').slice(1))
  const isSilent = (one: Element) =>
    one.textContent?.trim() === '' && !named(one) && !one.querySelector('[alt], title')
  return [
    ...(all('h1').length === 1 ? [] : [`${all('h1').length} h1`]),
    ...crossedTags(html),
    ...(document.title.trim() && document.documentElement.lang ? [] : ['no title or language']),
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `#${id} is there twice`),
    ...fields
      .filter((field) => !labelled.has(field.id) && !named(field) && !field.closest('label'))
      .map((field) => `nothing names ${field.getAttribute('name') ?? field.outerHTML.slice(0, 80)}`),
    ...all('a[href], button')
      .filter(isSilent)
      .map((one) => `nothing names ${one.outerHTML.slice(0, 80)}`),
    ...all('img:not([alt])').map((one) => `no words for ${one.outerHTML.slice(0, 80)}`),
    ...[...references, ...anchors].filter((id) => !known.has(id)).map((id) => `#${id} leads nowhere`),
  ]
}
