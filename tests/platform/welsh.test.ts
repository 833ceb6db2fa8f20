import { existsSync, readFileSync } from 'node:fs'
import { languages } from '../../shared/platform/language.ts'
import {
  missingWelsh,
  sentencesInUse,
  sentencesOf,
  welshPlurals,
  withoutPlural,
} from '../../bin/welsh/missing.ts'
import { noticeKinds } from '../../shared/notifications/kinds.ts'
import { notShown, suppliersKinds, welshSources } from '../../bin/welsh/sources.ts'
import { formatDateTime } from '../../shared/platform/dates.ts'
import { offeredFragments } from '../../server/platform/fragments.ts'
import { inLanguage } from '../../server/platform/language.ts'
import { sentenceFiles, translator, whenMissing } from '../../server/platform/translations.ts'
import { isWelshPath, welshFragments, welshPaths, welshViews } from '../../server/platform/welsh-pages.ts'
import { startTestApp, type TestApp } from './app.ts'

const welsh = sentencesOf('cy')
const namesIn = (sentence: string): string[] => [...new Set(sentence.match(/%?[{[]\w+[}\]]/g) ?? [])].sort()

describe('the sentences of pages in Welsh', () => {
  it('are all there', () => {
    expect(sentencesInUse().size).toBeGreaterThan(1500)
    expect(missingWelsh()).toEqual([])
  })

  it('leave out nothing that is not written any more', () => {
    const code = welshSources.map((path) => readFileSync(path, 'utf8')).join('\n')
    expect([...notShown].filter((text) => !code.includes(text))).toEqual([])
  })

  it('have the same names to fill in', () => {
    // One thing may be spoken of without its number.
    const differing = Object.entries(welsh).filter(
      ([key, said]) => !key.endsWith('_one') && String(namesIn(withoutPlural(key))) !== String(namesIn(said)),
    )
    expect(differing).toEqual([])
  })

  it('hold nothing that nobody says, and no sentence twice in different words', () => {
    const inUse = new Set(sentencesInUse().keys())
    expect(Object.keys(welsh).filter((key) => !inUse.has(withoutPlural(key)) && !inUse.has(key))).toEqual([])
    const files = sentenceFiles().filter((path) => path.endsWith('.cy.json'))
    const keys = files.flatMap((path) => Object.keys(JSON.parse(readFileSync(path, 'utf8')) as object))
    const sentences = keys.filter((key) => !key.startsWith('@'))
    expect(sentences.length).toBe(new Set(sentences).size)
  })

  it('have a form for each number of a plural', () => {
    expect(new Intl.PluralRules('cy').resolvedOptions().pluralCategories.sort()).toEqual(
      [...welshPlurals].sort(),
    )
    const t = translator('cy')
    expect([0, 1, 2, 3, 6, 10].map((count) => t('{count} suppliers', { count }))).toEqual([
      '0 cyflenwr',
      '1 cyflenwr',
      '2 gyflenwr',
      '3 chyflenwr',
      '6 chyflenwr',
      '10 cyflenwr',
    ])
  })

  it('are marked until somebody has reviewed them', () => {
    for (const path of sentenceFiles().filter((one) => one.endsWith('.cy.json')))
      expect(JSON.parse(readFileSync(path, 'utf8'))).toHaveProperty('@reviewed')
  })
})

describe('notices to a supplier', () => {
  const t = translator('cy')
  it('are most of those that there are', () =>
    expect(suppliersKinds.length).toBeGreaterThan(noticeKinds.length / 2))
  it.each(suppliersKinds.map((kind) => [kind.name, kind] as const))(
    '%s has Welsh',
    (_, { title, body, label }) => {
      for (const sentence of [title, body, label])
        if (!/^\{\w+\}$/.test(sentence)) expect(t(sentence)).not.toBe(sentence)
    },
  )
})

describe('what a rule filled in already', () => {
  it.each([
    ['Name must be 61 characters or fewer', 'Enw: rhaid bod yn 61 nod neu lai'],
    ['Challenge not found', 'Heb ei ganfod: Her'],
  ])('“%s” is said by its pattern', (english, said) => expect(translator('cy')(english)).toBe(said))
})

it('says dates and times in Welsh', () => {
  const said = (iso: string) => inLanguage('cy', () => formatDateTime(new Date(iso)))
  expect(said('2026-12-14T12:00:00Z')).toBe('14 Rhagfyr 2026, canol dydd')
  expect(said('2026-07-01T16:30:00Z')).toBe('1 Gorffennaf 2026, 5:30yp')
})

describe('pages', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp()
  })
  afterAll(() => app.stop())

  const fixed = welshPaths.filter(
    (path) => !path.includes(':') && !/account|organisation|your-|inbox|accept|introductions/.test(path),
  )
  it('lead to the same page of ours in the other language, whatever their address begins with', async () => {
    const page = await app.agent().get('//elsewhere.example/?lang=cy').expect(404)
    expect(page.text).not.toContain('href="//')
    expect(page.text).toContain('href="/elsewhere.example/?lang=en"')
  })

  it.each(fixed)('%s is in Welsh whole', async (path) => {
    const missing: string[] = []
    whenMissing((text) => missing.push(text))
    const { text, headers } = await app.agent().get(`${path}?lang=cy`)
    whenMissing(undefined)
    expect(missing).toEqual([])
    expect(headers['content-language']).toBe('cy')
    expect(text).toContain('<html lang="cy"')
    expect(text).toContain('Nid yw’r cyfieithiad hwn wedi’i adolygu eto.')
    expect(text).toContain('>English</a>')
  })

  it('a form that is refused says why in Welsh', async () => {
    const agent = app.agent()
    const page = await agent.get('/register?lang=cy')
    const [, token] = /name="_csrf" value="([^"]+)"/.exec(page.text) ?? []
    const { text } = await agent
      .post('/register')
      .type('form')
      .send({ _csrf: token, name: '', email: 'x' })
      .expect(422)
    expect(text).toContain('Mae problem')
    expect(text).toContain('Rhowch eich enw')
    expect(text).toContain('lang="cy"')
  })

  it('are chosen by the link, then by the cookie, then by the browser', async () => {
    const agent = app.agent()
    const languageOf = async (path: string, wish = 'en-GB') =>
      (await agent.get(path).set('Accept-Language', wish)).headers['content-language'] as string
    expect(await languageOf('/about', 'cy, en;q=0.8')).toBe('cy')
    expect(await languageOf('/about')).toBe('en')
    expect(await languageOf('/about?lang=cy')).toBe('cy')
    expect(await languageOf('/about')).toBe('cy')
    expect(await languageOf('/about?lang=xx', 'cy')).toBe('cy')
    expect(await languageOf('/about?lang=en', 'cy')).toBe('en')
    const { headers } = await agent.get('/about')
    expect(headers['vary']).toMatch(/Cookie, Accept-Language/)
  })

  it('that are not in Welsh are in English whole, and say so in Welsh', async () => {
    const { text } = await app.agent().get('/coach?lang=cy').expect(200)
    expect(text).toContain('<html lang="en"')
    expect(text).toContain('<p lang="cy">Nid yw’r dudalen hon ar gael yn Gymraeg eto')
    expect(text).toMatch(/<a class="govuk-link" lang="en" href="[^"]*lang=en">English</)
    expect(text).toContain('Skip to main content')
  })

  it('that there are not say so in Welsh, wherever that is', async () => {
    const { text } = await app.agent().get('/desk/nothing?lang=cy').expect(404)
    expect(text).toContain('<html lang="cy"')
  })

  it('name the same page in the other language for those who link to it', async () => {
    const { text } = await app.agent().get('/about?lang=cy').expect(200)
    expect(text).toContain(`<link rel="alternate" hreflang="en" href="${app.url}/about">`)
    expect(text).toContain(`<link rel="canonical" href="${app.url}/about?lang=cy">`)
  })

  it('keep to the lists: English ones stay English, and every template of the list is there', () => {
    for (const path of ['/coach', '/law', '/advisor', '/resources/objections', '/challenges/new', '/desk'])
      expect(isWelshPath(path)).toBe(false)
    expect(welshViews.filter((view) => !existsSync(`client/${view}.njk`))).toEqual([])
    expect(languages).toEqual(['en', 'cy'])
  })

  it('are in Welsh with all that other rooms show on them', () => {
    const english = new Set(['desk', 'draft', 'draft-coach', 'own-challenges'])
    const shown = offeredFragments().filter(({ page }) => !english.has(page))
    expect(shown.length).toBeGreaterThan(10)
    expect(
      shown
        .map(({ template }) => template)
        .filter((one) => !welshFragments.includes(one.replace('.njk', ''))),
    ).toEqual([])
  })

  it.each([
    '/challenges/a/partners',
    '/introductions/a',
    '/live-sessions/a',
    '/private-questions/a/agree',
    '/proposals/a/consortium',
    '/proposals/a/partners/b/remove',
    '/proposals/a/questions/1',
    '/partnerships/a/confirm',
    '/your-searches/new',
    '/unsubscribe/a.b.c',
  ])('%s is on a supplier’s way, and so in Welsh', (path) => expect(isWelshPath(path)).toBe(true))

  it('state no law: an Act or a section is named at most, in a heading or a label', () => {
    const ofLaw = Object.keys(welsh).filter((text) => /\bAct\b|\bsections? \d|Regulations \d/.test(text))
    expect(ofLaw.sort()).toEqual([
      'Gate 2: Procurement Act 2023',
      'Open competition, not regulated by the Act',
      'Procurement Act 2023',
      'Section of the Procurement Act',
      'Small or medium-sized (Procurement Act 2023, section 123)',
    ])
  })

  it('leave what programs read in English', async () => {
    const { body } = await app
      .agent()
      .get('/api/v1/challenges?nothing=1')
      .set('Accept-Language', 'cy')
      .expect(400)
    expect((body as { title: string }).title).toBe('The request could not be read')
  })
})
