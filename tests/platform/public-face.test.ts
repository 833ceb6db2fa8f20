import { helpTopics } from '../../shared/platform/help-topics.ts'
import { findAuthorityByCode, loadAuthorities } from '../../server/organisations/index.ts'
import { resourceData } from '../../shared/resources/linked-data.ts'
import { plainPaths } from '../../shared/platform/site-paths.ts'
import { config, readConfig, useConfig } from '../../server/platform/config.ts'
import { inLanguage } from '../../server/platform/language.ts'
import { findHelp } from '../../server/site.help.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp } from './app.ts'
import { signInAs } from './sign-in.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

const read = async (path: string) => (await app.agent().get(path).expect(200)).text
const linksOf = (html: string) => [
  ...new Set([...html.matchAll(/href="(\/[^"#]*)/g)].map(([, to]) => to ?? '')),
]
const newPages = [...plainPaths, '/contact', '/help', ...helpTopics.map(({ id }) => `/help/${id}`)]

describe('the pages for whoever is new', () => {
  it('can be reached from the first page, and lead nowhere that is not', async () => {
    const home = linksOf(await read('/'))
    for (const path of [
      '/for-authorities',
      '/for-suppliers',
      '/for-brokers',
      '/how-it-works',
      '/help',
      '/contact',
    ])
      expect(home).toContain(path)
    const shown = await Promise.all(newPages.map(read))
    const links = [...new Set(shown.flatMap(linksOf))].filter((to) => !to.startsWith('/assets/'))
    const dead: string[] = []
    for (const to of links) if ((await app.agent().get(to)).status >= 400) dead.push(to)
    expect(dead).toEqual([])
  })

  it('lead nobody who signed in to a page that refuses them', async () => {
    await loadAuthorities()
    const council = (await findAuthorityByCode('MAN'))?.id ?? ''
    const readers = {
      supplier: await aPerson({ organisation: 'supplier' }),
      viewer: await aPerson({ organisation: council, role: 'viewer' }),
      broker: await aPerson({ organisation: 'brokerage' }),
    }
    const refused: string[] = []
    for (const [who, person] of Object.entries(readers)) {
      const agent = app.agent()
      await signInAs(agent, person)
      const shown = await Promise.all(
        ['/', '/for-authorities'].map(async (path) => (await agent.get(path)).text),
      )
      const links = new Set(shown.flatMap((html) => linksOf(html.split('<main')[1] ?? '')))
      for (const to of links) if ((await agent.get(to)).status >= 400) refused.push(`${who}: ${to}`)
    }
    expect(refused).toEqual([])
  })

  it('are all in the sitemap', async () => {
    const index = await read('/sitemap.xml')
    for (const name of ['pages', 'challenges', 'authorities', 'resources'])
      expect(index).toContain(`<loc>${app.url}/sitemaps/${name}.xml</loc>`)
    const map = await read('/sitemaps/pages.xml')
    expect(map).toContain(`hreflang="cy" href="${app.url}/about?lang=cy"`)
    await app.agent().get('/sitemaps/constructor.xml').expect(404)
    for (const path of newPages) expect(map).toContain(`<loc>${app.url}${path}</loc>`)
  })

  it('are followed in it by those of every authority', async () => {
    await loadAuthorities()
    const map = await read('/sitemaps/authorities.xml')
    for (const path of ['/authorities/BBD', '/authorities/BBD/record']) {
      expect(map).toContain(`<loc>${app.url}${path}</loc>`)
      await app.agent().get(path).expect(200)
    }
  })

  it('say what stands beside a link to them elsewhere, with a picture', async () => {
    const page = await read('/for-suppliers')
    expect(page).toContain('property="og:title" content="For suppliers"')
    expect(page).toContain(`property="og:image" content="${app.url}/preview.png"`)
    const picture = await app.agent().get('/preview.png').expect(200)
    expect(picture.headers['content-type']).toBe('image/png')
    expect((picture.body as Buffer).length).toBeLessThan(100_000)
  })
})

describe('schema.org data', () => {
  const dataOf = (html: string): unknown[] =>
    [...html.matchAll(/<script type="application\/ld\+json" nonce="[^"]+">(.*?)<\/script>/gs)].map(
      ([, json]) => JSON.parse(json ?? ''),
    )

  it('says on the first page how the challenges are searched', async () => {
    expect(dataOf(await read('/'))).toContainEqual(
      expect.objectContaining({
        '@type': 'WebSite',
        potentialAction: expect.objectContaining({ '@type': 'SearchAction' }),
      }),
    )
  })

  it('says of a page where it belongs', async () => {
    const [trail] = dataOf(await read('/help/account')) as { itemListElement: { item: string }[] }[]
    expect(trail?.itemListElement.map(({ item }) => item)).toEqual([
      `${app.url}/help`,
      `${app.url}/help/account`,
    ])
  })

  it('names of a resource the thing itself as what its page is about, and nothing that is not known', () => {
    const known = { title: 'T', summary: 'S', topics: [], number: 68, minutes: null }
    const told = {
      ...known,
      type: 'episode' as const,
      publisher: 'P',
      publishedOn: '2024-03',
      link: 'https://p.example/68',
    }
    expect(resourceData(told, 'https://us.example/r')).toEqual({
      '@context': 'https://schema.org',
      '@type': 'WebPage',
      url: 'https://us.example/r',
      description: 'S',
      mainEntity: {
        '@type': 'PodcastEpisode',
        name: 'T',
        publisher: { '@type': 'Organization', name: 'P' },
        datePublished: '2024-03',
        episodeNumber: 68,
        inLanguage: 'en-GB',
        url: 'https://p.example/68',
      },
    })
    expect(
      resourceData(
        { ...told, link: '', publisher: '', publishedOn: '', number: null },
        'https://us.example/r',
      ),
    ).toEqual({
      '@context': 'https://schema.org',
      '@type': 'PodcastEpisode',
      name: 'T',
      inLanguage: 'en-GB',
      url: 'https://us.example/r',
      description: 'S',
    })
  })
})

describe('help', () => {
  it.each([
    ['I forgot my password', 'sign-in'],
    ['asking anonymously', 'ask'],
    ['rss', 'searches'],
    ['unsubscribe', 'e-mails'],
    ['consortium', 'together'],
    ['thresholds', 'routes'],
    ['claiming our company', 'claim-a-profile'],
    ['library', 'library'],
    ['evidence', 'evidence'],
    ['adopt', 'adopt'],
    ['baseline and target', 'measure-a-pilot'],
    ['jobs and investment', 'after-the-award'],
    ['Welsh', 'welsh'],
    ['working group', 'with-other-authorities'],
    ['how do I publish results', 'measure-a-pilot'],
  ])('answers “%s” first with %s', (words, id) => {
    expect(findHelp(words)[0]?.id).toBe(id)
  })

  it('is found by Welsh words, too, by whoever reads Welsh', async () => {
    const found = await read('/help?lang=cy&q=cyfrinair')
    expect(found).toContain('href="/help/sign-in"')
    expect(inLanguage('en', () => findHelp('cyfrinair'))).toEqual([])
    expect(inLanguage('cy', () => findHelp('password'))[0]?.id).toBe('sign-in')
  })

  it('shows what was searched for, escaped, and says what to do where nothing fits', async () => {
    const page = await read(`/help?q=${encodeURIComponent('<b>zeppelin</b>')}`)
    expect(page).toContain('value="&lt;b&gt;zeppelin&lt;/b&gt;"')
    expect(page).toContain('Nothing here has these words')
  })

  it('shows all of it for words that say nothing, and refuses a topic that is none', async () => {
    expect(findHelp('how do I')).toEqual(helpTopics)
    await app.agent().get('/help/nothing').expect(404)
  })
})

describe('contact', () => {
  it('gives the address of whoever runs the service, and says so where there is none', async () => {
    expect(await read('/contact')).toContain('has not given an address')
    useConfig({ ...config(), contactEmail: 'brokers@foothold.example' })
    expect(await read('/contact')).toContain('href="mailto:brokers@foothold.example"')
    expect(() => readConfig({ SESSION_SECRET: 'x'.repeat(32), CONTACT_EMAIL: 'nobody' })).toThrow(
      'CONTACT_EMAIL',
    )
  })
})
