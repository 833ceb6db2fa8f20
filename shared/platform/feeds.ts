import { xmlElement, xmlText } from './xml.ts'

/** One thing in a feed: a challenge, a resource. */
export interface FeedEntry {
  url: string
  title: string
  authority: string
  summary: string
  published: Date
  updated: Date
}

/** What a search found, for people and programs that follow it. */
export interface Feed {
  title: string
  /** The search as a page. */
  page: string
  /** The feed itself. */
  url: string
  entries: FeedEntry[]
  /** The feed with what comes after; null at the end. */
  next: string | null
}

const latest = (entries: FeedEntry[]): Date =>
  new Date(Math.max(0, ...entries.map(({ updated }) => updated.getTime())))

/** An Atom feed (RFC 4287). */
export function atomFeed({ title, page, url, entries, next }: Feed): string {
  const items = entries.map((entry) =>
    [
      '<entry>',
      xmlElement('id', entry.url),
      xmlElement('title', entry.title),
      xmlElement('link', '', { rel: 'alternate', type: 'text/html', href: entry.url }),
      xmlElement('published', entry.published.toISOString()),
      xmlElement('updated', entry.updated.toISOString()),
      `<author>${xmlElement('name', entry.authority)}</author>`,
      `<summary>${xmlText(entry.summary)}</summary>`,
      '</entry>',
    ].join(''),
  )
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
    xmlElement('id', url),
    xmlElement('title', title),
    xmlElement('updated', latest(entries).toISOString()),
    xmlElement('link', '', { rel: 'self', type: 'application/atom+xml', href: url }),
    xmlElement('link', '', { rel: 'alternate', type: 'text/html', href: page }),
    ...(next ? [xmlElement('link', '', { rel: 'next', type: 'application/atom+xml', href: next })] : []),
    ...items,
    '</feed>',
    '',
  ].join('\n')
}

/** The same as a JSON Feed (jsonfeed.org, version 1.1). */
export function jsonFeed({ title, page, url, entries, next }: Feed): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: page,
    feed_url: url,
    ...(next ? { next_url: next } : {}),
    language: 'en-GB',
    items: entries.map((entry) => ({
      id: entry.url,
      url: entry.url,
      title: entry.title,
      content_text: entry.summary,
      date_published: entry.published.toISOString(),
      date_modified: entry.updated.toISOString(),
      authors: [{ name: entry.authority }],
    })),
  })
}

/** A page in a sitemap; `others` are the same page in other languages. */
export interface MappedPage {
  url: string
  lastAt?: Date | null
  others?: { language: string; url: string }[]
}

const lastmod = (at: Date | null | undefined): string => (at ? xmlElement('lastmod', at.toISOString()) : '')

/** A sitemap (sitemaps.org) of these pages. */
export function sitemap(pages: MappedPage[]): string {
  const urls = pages.map(({ url, lastAt, others = [] }) => {
    const alternates = others.map((one) =>
      xmlElement('xhtml:link', '', { rel: 'alternate', hreflang: one.language, href: one.url }),
    )
    return `<url>${xmlElement('loc', url)}${lastmod(lastAt)}${alternates.join('')}</url>`
  })
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ...urls,
    '</urlset>',
    '',
  ].join('\n')
}

/** The list of a site's sitemaps. */
export const sitemapIndex = (maps: { url: string }[]): string =>
  [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...maps.map(({ url }) => `<sitemap>${xmlElement('loc', url)}</sitemap>`),
    '</sitemapindex>',
    '',
  ].join('\n')
