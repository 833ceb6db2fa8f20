import { revisionOf } from '../../server/platform/unseen-changes.ts'
import { resourceShown } from '../../server/resources/resources.shown.ts'
import { readFileSync } from 'node:fs'
import { visitor } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { type ResourceListQuery, resourceListQuery } from '../../shared/resources/list-query.ts'
import { listEvents } from '../../server/audit/index.ts'
import {
  findResourceBySlug,
  listResources,
  newestResources,
  seedResources,
} from '../../server/resources/index.ts'
import { listResourcesAfter } from '../../server/resources/resources.after.service.ts'
import { getResource, listTopics } from '../../server/resources/resources.service.ts'
import {
  addResource,
  editResource,
  patchResource,
  publishResource,
  unpublishResource,
} from '../../server/resources/resources.write.service.ts'
import { emptyDatabase, useDatabase } from '../platform/database.ts'
import { aResource, resourceWords, somebody } from './resources.factory.ts'

useDatabase()
beforeEach(emptyDatabase)

const broker = somebody('brokerage')
const library = JSON.parse(
  readFileSync(new URL('../../data/demo/resources.json', import.meta.url), 'utf8'),
) as unknown
const query = (words: object = {}): ResourceListQuery => resourceListQuery.parse(words)
const counts = (facet: { value: string; count: number }[]): Record<string, number> =>
  Object.fromEntries(facet.map(({ value, count }) => [value, count]))
const titles = async (words: object, actor = visitor) =>
  (await listResources(actor, query(words))).items.map(({ title }) => title)

describe('the library that Foothold starts with', () => {
  beforeEach(async () => {
    await seedResources(library)
  })

  it('has the eight of the IPEC page, in its order, and can be seeded again', async () => {
    expect(await seedResources(library)).toBe(0)
    const found = await listResources(visitor, query())
    expect(found.total).toBe(8)
    expect(counts(found.facets.type)).toEqual({ article: 3, episode: 2, report: 2, 'case-study': 1 })
    expect(found.items[0]?.title).toBe('Meet the Academic championing more material reuse')
    expect(found.items.at(-1)?.title).toBe('Procurement Bill 2022 – Initial Assessment')
  })

  it('tells of the end of geofencing beside its beginning', async () => {
    const resource = await findResourceBySlug(
      visitor,
      'geofencing-innovative-technology-to-improve-trackside-worker-safety',
    )
    expect(resource?.fairness).toContain('12 March 2024')
    expect(resource?.fairness).toContain(
      'https://www.theregister.com/2024/03/12/network_rail_pulls_geofencing_over/',
    )
  })

  it.each([
    ['geofence', 'Geofencing: innovative technology to improve trackside worker safety'],
    ['geofenc', 'Geofencing: innovative technology to improve trackside worker safety'],
    ['hubs supporting', 'Sparking innovation in the market: The role of expert support hubs'],
    ['UKREiiF', 'The future of innovation procurement'],
    ['"circular economy"', 'Meet the Academic championing more material reuse'],
  ])('finds %j', async (q, title) => {
    expect((await titles({ q }))[0]).toBe(title)
  })

  it.each(['xylophone', '-', '"', '$where', '.*', '(', 'the'])('takes %j for words', async (q) => {
    const { total } = await listResources(visitor, query({ q }))
    expect(total).toBeLessThanOrEqual(8)
  })

  it('finds nothing for a word that is nowhere', async () => {
    expect(await titles({ q: 'xylophone' })).toEqual([])
  })

  it('filters by type and topic, and counts types within the words', async () => {
    expect(await titles({ type: 'report' })).toHaveLength(2)
    expect(await titles({ type: ['report', 'case-study'] })).toHaveLength(3)
    expect(await titles({ topic: 'rail' })).toHaveLength(1)
    const { facets } = await listResources(visitor, query({ q: 'innovation', type: 'report' }))
    expect(counts(facets.type)['report']).toBe(2)
    expect(counts(facets.type)['episode']).toBe(2)
    expect((await listTopics(visitor))[0]).toEqual({ topic: 'innovation procurement', count: 5 })
  })

  it('sorts by title', async () => {
    const sorted = await titles({ sort: 'title' })
    expect(sorted).toEqual([...sorted].sort((a, b) => a.localeCompare(b, 'en')))
    const found = await titles({ sort: 'title', q: 'innovation' })
    expect(found).toEqual([...found].sort((a, b) => a.localeCompare(b, 'en')))
  })

  it('pages through by cursor without losing or repeating any', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    for (let round = 0; round < 4; round += 1) {
      const page = await listResourcesAfter(visitor, { q: '', cursor, limit: 3 })
      seen.push(...page.items.map(({ slug }) => slug))
      if (!page.nextCursor) break
      cursor = page.nextCursor
    }
    expect(seen).toHaveLength(8)
    expect(new Set(seen).size).toBe(8)
    await expect(listResourcesAfter(visitor, { q: '', cursor: 'x', limit: 3 })).rejects.toMatchObject({
      code: 'bad-request',
    })
  })

  it('gives the newest', async () => {
    expect((await newestResources(2)).map(({ number }) => number)).toEqual([null, 68])
  })
})

describe('brokers keep the library', () => {
  it('a draft is theirs alone until it is published, and again after it is taken back', async () => {
    const draft = await addResource(broker, resourceWords())
    expect(await findResourceBySlug(visitor, draft.slug)).toBeNull()
    await expect(getResource(visitor, draft._id)).rejects.toMatchObject({ code: 'not-found' })
    expect(await titles({}, somebody('brokerage', 'viewer'))).toHaveLength(1)
    expect(await titles({})).toHaveLength(0)

    await publishResource(broker, draft._id)
    expect(await titles({})).toHaveLength(1)

    await unpublishResource(broker, draft._id)
    expect(await titles({})).toHaveLength(0)
    const names = (await listEvents('resource', draft._id)).map(({ name }) => name)
    expect(names).toEqual(['resource.changed', 'resource.published', 'resource.changed'])
  })

  it('nobody else may', async () => {
    const published = await aResource()
    for (const actor of [visitor, somebody('authority', 'admin'), somebody('brokerage', 'viewer')]) {
      await expect(addResource(actor, resourceWords())).rejects.toMatchObject({ code: 'forbidden' })
      await expect(editResource(actor, published._id, { title: 'Mine' })).rejects.toMatchObject({
        code: 'forbidden',
      })
      await expect(patchResource(actor, published._id, {})).rejects.toMatchObject({ code: 'forbidden' })
      await expect(unpublishResource(actor, published._id)).rejects.toMatchObject({ code: 'forbidden' })
    }
    const draft = await aResource({ status: 'draft' })
    await expect(publishResource(somebody('supplier'), draft._id)).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  it('an address stays when the title changes, and two of one title have two addresses', async () => {
    const first = await aResource()
    const second = await aResource()
    expect(second.slug).not.toBe(first.slug)
    const edited = await editResource(broker, first._id, { title: 'Another title' })
    expect(edited).toMatchObject({ slug: first.slug, title: 'Another title', summary: first.summary })
  })

  it('two people at one form do not overwrite each other', async () => {
    const resource = await aResource()
    const read = revisionOf(resourceShown(resource))
    await editResource(broker, resource._id, { title: 'First' }, read)
    await expect(editResource(broker, resource._id, { title: 'Second' }, read)).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  it('only an episode keeps a number', async () => {
    const episode = await aResource({ type: 'episode', number: 55 })
    expect(episode.number).toBe(55)
    expect((await patchResource(broker, episode._id, { type: 'guide' })).number).toBeNull()
  })

  it('a patch edits and publishes in one request', async () => {
    const draft = await aResource({ status: 'draft' })
    const patched = await patchResource(broker, draft._id, { title: 'Ready', status: 'published' })
    expect(patched).toMatchObject({ title: 'Ready', status: 'published' })
    expect(await patchResource(broker, draft._id, { status: 'published' })).toMatchObject({
      status: 'published',
    })
    expect(await patchResource(broker, draft._id, { status: 'draft' })).toMatchObject({ status: 'draft' })
  })

  it('publishing twice, or what does not exist, is refused', async () => {
    const resource = await aResource()
    await expect(publishResource(broker, resource._id)).rejects.toMatchObject({ code: 'conflict' })
    await expect(publishResource(broker, newId())).rejects.toMatchObject({ code: 'not-found' })
    await expect(publishResource(broker, '{"$gt":""}')).rejects.toMatchObject({ code: 'not-found' })
  })
})
