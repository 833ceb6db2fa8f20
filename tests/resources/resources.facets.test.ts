import { readFileSync } from 'node:fs'
import { visitor } from '../../shared/platform/actor.ts'
import { coachRules } from '../../shared/coaching/coach/rules/index.ts'
import { routeNames } from '../../shared/coaching/routes/route-names.ts'
import { sections } from '../../shared/challenges/sections.ts'
import { helpPlaces, resourceRouteLabels } from '../../shared/resources/facets.ts'
import { readingMinutes } from '../../shared/resources/resource.ts'
import { resourceFormSchema, resourceSchema } from '../../shared/resources/resources.schema.ts'
import {
  findResourceBySlug,
  listResources,
  newestResources,
  seedResources,
  upgradeResources,
} from '../../server/resources/index.ts'
import { Resource } from '../../server/resources/resources.model.ts'
import { editResource } from '../../server/resources/resources.write.service.ts'
import { resourceListQuery } from '../../shared/resources/list-query.ts'
import { emptyDatabase, useDatabase } from '../platform/database.ts'
import { aResource, resourceWords, somebody } from './resources.factory.ts'

useDatabase()
beforeEach(emptyDatabase)

const broker = somebody('brokerage')
const refused = (words: object): string[] =>
  resourceSchema
    .safeParse({ ...resourceWords(), ...words })
    .error?.issues.map(({ path }) => path.join('.')) ?? []

describe('the words of the library', () => {
  it('are those of the advisor', () => {
    expect(resourceRouteLabels).toEqual(routeNames)
  })

  it('are those of the form and of the coach', () => {
    const families = [...new Set(coachRules.map(({ family }) => family))].map((family) => `coach-${family}`)
    const steps = sections.map(({ name }) => `step-${name}`)
    expect([...helpPlaces].sort()).toEqual([...steps, ...families].sort())
  })
})

describe('the fields of a type', () => {
  it.each([
    [{ type: 'guide', number: 3 }, ['number']],
    [{ type: 'report', minutes: 30 }, ['minutes']],
    [{ type: 'course', minutes: 30 }, []],
    [
      { type: 'course', transcript: 'Words', mediaLink: 'https://a.example/x.mp3' },
      ['mediaLink', 'transcript'],
    ],
    [
      { type: 'episode', number: 3, minutes: 30, transcript: 'Words', mediaLink: 'https://a.example/x.mp3' },
      [],
    ],
    [{ type: 'template', body: '## Context\n\nHere', objection: 'No' }, ['objection']],
    [{ type: 'template', body: '## Context\n\n' }, ['body']],
    [{ type: 'template', body: 'No headings' }, ['body']],
    [{ type: 'article', objection: 'Policy doesn’t allow it' }, []],
    [{ categories: ['45'] }, ['categories']],
    [{ routes: ['shortcut'] }, ['routes.0']],
  ])('%j is refused in %j', (words, fields) => {
    expect(refused(words)).toEqual(fields)
  })

  it('takes one ticked box, several, and none', () => {
    const typed = {
      type: 'guide',
      title: 'A',
      summary: 'B',
      body: 'C',
      number: '',
      minutes: '',
      categories: '',
    }
    expect(resourceFormSchema.parse(typed)).toMatchObject({ gates: [], routes: [], categories: [] })
    const two = resourceFormSchema.parse({ ...typed, gates: '2', sectors: ['energy', 'transport'] })
    expect(two).toMatchObject({ gates: ['2'], sectors: ['transport', 'energy'] })
  })

  it('goes with the type when that changes, and a field of another type is refused', async () => {
    const episode = await aResource({ type: 'episode', number: 5, minutes: 40, transcript: 'Words' })
    const guide = await editResource(broker, episode._id, { type: 'guide' })
    expect(guide).toMatchObject({ number: null, minutes: null, transcript: '' })
    await expect(editResource(broker, episode._id, { objection: 'No' })).rejects.toMatchObject({
      code: 'invalid',
      fields: { objection: expect.stringContaining('Only an article') as string },
    })
  })

  it('refuses a category that the vocabulary doesn’t have', async () => {
    await expect(aResource({ categories: ['45000000', '99999999'] })).rejects.toMatchObject({
      fields: { categories: expect.stringContaining('99999999') as string },
    })
  })
})

describe('a resource that was kept before these fields existed', () => {
  it('is read, listed and changed', async () => {
    const at = new Date('2026-01-05T10:00:00Z')
    const words = { slug: 'old', type: 'report', title: 'Old', summary: 'Old words.', body: 'Of long ago.' }
    await Resource.collection.insertOne({
      _id: '01KDEXAMPLE000000000000000' as never,
      ...words,
      number: null,
      link: '',
      publisher: '',
      publishedOn: '2019',
      topics: [],
      procurementActSections: [],
      place: '',
      status: 'published',
      publishedAt: at,
      revision: 0,
      createdBy: '',
      createdAt: at,
      updatedAt: at,
    })
    const old = await findResourceBySlug(visitor, 'old')
    expect(old).toMatchObject({ gates: [], fairness: '', picture: 'none', minutes: null })
    expect((await newestResources(1))[0]).toMatchObject({ routes: [] })
    const { items } = await listResources(visitor, resourceListQuery.parse({}))
    expect(items[0]).toMatchObject({ sectors: [] })
  })
})

describe('a library that was begun earlier', () => {
  it('is filed as the list is, gains what is new, and keeps its words', async () => {
    const slug = 'the-future-of-innovation-procurement'
    const list = JSON.parse(
      readFileSync(new URL('../../data/demo/resources.json', import.meta.url), 'utf8'),
    ) as { slug: string }[]
    await upgradeResources(list)
    expect(await Resource.countDocuments()).toBe(0)
    await seedResources(list.filter((entry) => entry.slug === slug))
    await Resource.collection.updateOne(
      { slug },
      { $set: { title: 'Our own title' }, $unset: { picture: '', routes: '', helpsAt: '' } },
    )
    await upgradeResources(list)
    expect(await findResourceBySlug(visitor, slug)).toMatchObject({ title: 'Our own title', picture: 'talk' })
    expect(await Resource.countDocuments()).toBe(8)
    await Resource.collection.updateOne({ slug }, { $set: { routes: [] } })
    await upgradeResources(list)
    expect(await findResourceBySlug(visitor, slug)).toMatchObject({ routes: [] })
  })
})

describe('the eight of IPEC’s page', () => {
  const eight = (
    JSON.parse(readFileSync(new URL('../../data/demo/resources.json', import.meta.url), 'utf8')) as object[]
  ).map((entry) => resourceSchema.parse(entry))

  it('each have a picture of their own and say what is fair', () => {
    expect(new Set(eight.map(({ picture }) => picture)).size).toBe(8)
    expect(eight.filter(({ fairness, picture }) => fairness === '' || picture === 'none')).toEqual([])
  })

  it('are to be found at every gate that has a name', () => {
    const known = new Set(eight.flatMap(({ gates }) => gates))
    expect([...known].sort()).toEqual(['2', '3'])
  })
})

describe('how long a page takes to read', () => {
  it.each([
    [0, 1],
    [290, 1],
    [310, 2],
    [1000, 5],
  ])('%i words take %i minutes', (count, minutes) => {
    expect(readingMinutes({ summary: '', body: 'word '.repeat(count), fairness: '' })).toBe(minutes)
  })
})
