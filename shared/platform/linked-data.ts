import { languages, localeOf } from './language.ts'

const context = 'https://schema.org'

/** What the site as a whole is to search engines (schema.org): whose it is, and how its challenges are searched. */
export const siteData = (publicUrl: string): object => ({
  '@context': context,
  '@type': 'WebSite',
  '@id': `${publicUrl}/#site`,
  name: 'Foothold',
  url: `${publicUrl}/`,
  inLanguage: languages.map(localeOf),
  publisher: {
    '@type': 'Organization',
    name: 'Innovation Procurement Empowerment Centre',
    alternateName: 'IPEC',
  },
  potentialAction: {
    '@type': 'SearchAction',
    target: { '@type': 'EntryPoint', urlTemplate: `${publicUrl}/challenges?q={search_term_string}` },
    'query-input': 'required name=search_term_string',
  },
})

/** Where a page belongs: the trail that stands above it, the last part being the page itself. */
export const breadcrumbData = (
  publicUrl: string,
  path: string,
  crumbs: readonly { text: string; href?: string }[],
): object => ({
  '@context': context,
  '@type': 'BreadcrumbList',
  itemListElement: crumbs.map(({ text, href }, index) => ({
    '@type': 'ListItem',
    position: index + 1,
    name: text,
    item: `${publicUrl}${href ?? path}`,
  })),
})
