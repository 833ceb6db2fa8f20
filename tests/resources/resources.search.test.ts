import { visitor } from '../../shared/platform/actor.ts'
import { citation } from '../../shared/resources/cite.ts'
import { resourceListQuery } from '../../shared/resources/list-query.ts'
import { nearest, nearness } from '../../shared/resources/related.ts'
import { highlight, passageWith } from '../../shared/resources/words.ts'
import { listResources } from '../../server/resources/index.ts'
import { presentFacets } from '../../server/resources/resources.facets.ts'
import { presentFound } from '../../server/resources/resources.presenter.ts'
import { relatedResources, resourcesAt, resourcesOnRoutes } from '../../server/resources/resources.service.ts'
import { emptyDatabase, useDatabase } from '../platform/database.ts'
import { aResource, resourceWords } from './resources.factory.ts'

useDatabase()
beforeEach(emptyDatabase)

const find = async (words: object) => listResources(visitor, resourceListQuery.parse(words))
const titles = async (words: object) => (await find(words)).items.map(({ title }) => title).sort()

describe('narrowing the library', () => {
  beforeEach(async () => {
    await aResource({
      title: 'Heat',
      gates: ['2'],
      sectors: ['energy'],
      publishedOn: '2024-03',
      place: 'Leeds',
    })
    await aResource({
      title: 'Rail',
      type: 'report',
      gates: ['2', '3'],
      sectors: ['transport'],
      publishedOn: '2022',
      categories: ['34940000', '34000000'],
      routes: ['open'],
      procurementActSections: ['20'],
    })
    await aResource({ title: 'Roads', type: 'report', categories: ['45233140'], sectors: ['transport'] })
  })

  it.each([
    [{ gate: '2' }, ['Heat', 'Rail']],
    [{ gate: '3' }, ['Rail']],
    [{ gate: ['2', '3'] }, ['Heat', 'Rail']],
    [{ gate: '2', sector: 'transport' }, ['Rail']],
    [{ category: '34' }, ['Rail']],
    [{ category: ['34', '45'] }, ['Rail', 'Roads']],
    [{ year: '2024' }, ['Heat']],
    [{ route: 'open' }, ['Rail']],
    [{ section: '20' }, ['Rail']],
    [{ section: '2' }, []],
    [{ place: 'Leeds' }, ['Heat']],
    [{ type: 'report', year: '2022' }, ['Rail']],
    [{ gate: '9', year: '20', category: '.*', place: '' }, ['Heat', 'Rail', 'Roads']],
  ])('%j finds %j', async (words, expected) => {
    expect(await titles(words)).toEqual(expected)
  })

  it('counts each facet as if nothing were chosen in it, and all else were', async () => {
    const { facets } = await find({ sector: 'transport', gate: '2' })
    expect(facets.gate).toEqual([
      { value: '2', count: 1 },
      { value: '3', count: 1 },
    ])
    expect(facets.sector).toEqual([
      { value: 'energy', count: 1 },
      { value: 'transport', count: 1 },
    ])
    // A resource with two codes of one division counts once.
    expect(facets.category).toEqual([{ value: '34', count: 1 }])
    expect(facets.year).toEqual([{ value: '2022', count: 1 }])
  })

  it('names the choices, and keeps one that is chosen and finds nothing', async () => {
    const query = resourceListQuery.parse({ category: '34', year: '1999' })
    const shown = presentFacets(query, (await listResources(visitor, query)).facets)
    const of = (name: string) => shown.find((facet) => facet.name === name)?.items
    expect(of('year')).toEqual([
      { value: '2022', text: '2022', count: 1, checked: false },
      { value: '1999', text: '1999', count: 0, checked: true },
    ])
    expect(of('category')?.[0]).toMatchObject({ value: '34', checked: true })
    expect(of('category')?.[0]?.text).toMatch(/transport/i)
  })

  it('sorts by the year of the original', async () => {
    const { items } = await find({ sort: 'year' })
    expect(items.map(({ title }) => title)).toEqual(['Heat', 'Rail', 'Roads'])
  })
})

describe('words that were searched for', () => {
  const hits = (text: string, typed: string) =>
    highlight(text, typed)
      .filter(({ isHit }) => isHit)
      .map((piece) => piece.text)

  it.each([
    ['Geofencing beside the track', 'geofence', ['Geofencing']],
    ['Geofencing beside the track', 'geofenc', ['Geofencing']],
    ['The art of the possible', 'the art', ['art']],
    ['Nothing here', 'x', []],
    ['Cost & <b>value</b>', 'value', ['value']],
    ['Artisan', 'art', []],
  ])('in %j are, for %j, %j', (text, typed, expected) => {
    expect(hits(text, typed)).toEqual(expected)
    expect(
      highlight(text, typed)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text)
  })

  it('are shown where they stand in the text', () => {
    expect(passageWith('First. Here is a wearable device. Last.', 'wearables')).toBe(
      'Here is a wearable device.',
    )
    expect(passageWith('First. Last.', 'wearables')).toBe('')
    expect(passageWith(`A wearable ${'x'.repeat(400)}`, 'wearable')).toHaveLength(241)
  })
})

describe('every word that a reader of its page reads', () => {
  const passageOf = async (q: string) => {
    const [found] = (await find({ q })).items
    return (
      found &&
      presentFound(found, visitor, q)
        .marked.passage.map(({ text }) => text)
        .join('')
    )
  }

  it.each([
    ['the words of an objection', { objection: 'Umbrellas were never bought so' }, 'umbrella'],
    ['what is fair', { fairness: 'The trolley was withdrawn. It came back.' }, 'trolleys'],
    ['a transcript', { type: 'episode', transcript: 'Welcome. We measured **puddles** in Leeds.' }, 'puddle'],
  ] as const)('is searched in %s, also where it is another’s as well', async (_what, words, q) => {
    const { title } = await aResource({ title: 'Here', ...words })
    await aResource({ title: 'Elsewhere', body: 'Of something else.' })
    expect(await titles({ q })).toEqual([title])
    expect(await titles({ q: `${q} something` })).toEqual(['Elsewhere', 'Here'])
  })

  it('is shown where it stands, beyond the text itself too', async () => {
    await aResource({
      type: 'episode',
      title: 'Here',
      transcript: 'Welcome. We measured **puddles** in Leeds.',
    })
    expect(await passageOf('puddle')).toBe('We measured puddles in Leeds.')
    await aResource({ title: 'There', fairness: 'It came back. The trolley was withdrawn.' })
    expect(await passageOf('trolley')).toBe('The trolley was withdrawn.')
  })
})

describe('related resources', () => {
  it('are those that are filed alike or say alike, never itself or a draft', async () => {
    const one = await aResource({ title: 'Heat pumps in flats', topics: ['heat'], sectors: ['energy'] })
    const near = await aResource({ title: 'Warm flats by heat pumps', topics: ['heat'], summary: 'One.' })
    const far = await aResource({ title: 'Potholes', topics: ['roads'], summary: 'Of another world.' })
    await aResource({ title: 'Heat pumps in schools', topics: ['heat'], status: 'draft' })
    expect((await relatedResources(one)).map(({ _id }) => _id)).toEqual([near._id])
    expect(await relatedResources(far)).toEqual([])
  })

  it('are the nearest first', () => {
    const to = resourceWords({ topics: ['rail', 'safety'], routes: ['open'] })
    const [a, b, c] = [
      resourceWords({ title: 'x', summary: 'y', topics: ['rail'] }),
      resourceWords({ title: 'x', summary: 'y', topics: ['rail', 'safety'] }),
      resourceWords({ title: 'x', summary: 'y' }),
    ] as const
    expect(nearest(to, [a, b, c], 3)).toEqual([b, a])
    expect(nearness(a, to)).toBe(nearness(to, a))
  })
})

describe('resources where they help', () => {
  it('are the two newest of a place, published only', async () => {
    for (const title of ['A', 'B', 'C']) await aResource({ title, helpsAt: ['step-budget'] })
    await aResource({ title: 'D', helpsAt: ['step-budget'], status: 'draft' })
    expect((await resourcesAt('step-budget')).map(({ title }) => title)).toEqual(['C', 'B'])
    expect(await resourcesAt('step-users')).toEqual([])
    await aResource({ title: 'E', helpsAt: ['coach-judging', 'step-budget'] })
    await aResource({ title: 'F', helpsAt: ['coach-safety'] })
    expect((await resourcesAt('coach-safety', 'step-budget')).map(({ title }) => title)).toEqual(['F', 'E'])
  })

  it('are those of a route', async () => {
    await aResource({ title: 'A', routes: ['open', 'framework'] })
    const found = await resourcesOnRoutes(['open', 'dialogue'])
    expect(found.get('open')?.map(({ title }) => title)).toEqual(['A'])
    expect(found.get('dialogue')).toEqual([])
  })
})

describe('how to cite', () => {
  const original = {
    title: 'On rail',
    publisher: 'A Catapult',
    publishedOn: '2024-03-12',
    link: 'https://a.example/x',
  }
  it.each([
    [
      original,
      'A Catapult (2024) On rail, 12 March 2024. Available at https://a.example/x. Note in the Foothold library: https://f.example/r (read on 1 May 2026).',
    ],
    [
      { ...original, publisher: '', publishedOn: '' },
      'Publisher not known (no date) On rail. Available at https://a.example/x. Note in the Foothold library: https://f.example/r (read on 1 May 2026).',
    ],
    [
      { ...original, publisher: '', publishedOn: '', link: '' },
      'Foothold On rail. Available at https://f.example/r (read on 1 May 2026).',
    ],
  ])('%j', (cited, expected) => {
    expect(citation(cited, 'https://f.example/r', '1 May 2026')).toBe(expected)
  })
})

it('takes characters that nobody types for spaces', async () => {
  await aResource({ title: 'Heat' })
  expect(await titles({ q: '\u0000' })).toEqual(['Heat'])
  expect(await titles({ q: 'Hea\u0000' })).toEqual(['Heat'])
})
