import { visitor } from '../../shared/platform/actor.ts'
import { listEvents } from '../../server/audit/index.ts'
import { freezeClock, releaseClock } from '../../server/platform/clock.ts'
import { findResourceBySlug } from '../../server/resources/index.ts'
import { dateResource } from '../../server/resources/resources.dates.service.ts'
import { Resource, ResourceVersion } from '../../server/resources/resources.model.ts'
import { getResource } from '../../server/resources/resources.service.ts'
import {
  getResourceVersion,
  listResourceVersions,
} from '../../server/resources/resources.versions.service.ts'
import { editResource, publishResource } from '../../server/resources/resources.write.service.ts'
import { resourceDatesSchema } from '../../shared/resources/resources.dates.schema.ts'
import { aResource, somebody } from './resources.factory.ts'
import { emptyDatabase, useDatabase } from '../platform/database.ts'
import { runScheduled } from '../platform/jobs.ts'

useDatabase()
beforeEach(emptyDatabase)
afterEach(releaseClock)

const broker = somebody('brokerage')
const at = (text: string) => new Date(text)
const names = async (id: string) => (await listEvents('resource', id)).map(({ name }) => name)

describe('dates of a resource', () => {
  it.each([
    [{}, { publishAt: null, reviewOn: null }],
    [{ publishAt: { day: '', month: '', year: '' } }, { publishAt: null }],
    [
      { publishAt: { day: '1', month: '7', year: '2026', time: '17:30' } },
      { publishAt: at('2026-07-01T16:30:00Z') },
    ],
    [{ reviewOn: { day: 1, month: 12, year: 2026 } }, { reviewOn: at('2026-12-01T09:00:00Z') }],
    [
      { publishAt: { day: '1', month: '12', year: '2026', time: '9am' } },
      { publishAt: at('2026-12-01T09:00:00Z') },
    ],
    [{ reviewOn: '2026-12-01T09:00:00+01:00' }, { reviewOn: at('2026-12-01T08:00:00Z') }],
  ])('%j is read as %j', (typed, expected) => {
    expect(resourceDatesSchema.parse(typed)).toMatchObject(expected)
  })

  it.each([
    { reviewOn: { day: '31', month: '6', year: '2026' } },
    { reviewOn: { day: '1', month: '', year: '2026' } },
    { publishAt: { day: '1', month: '6', year: '2026', time: 'late' } },
    { publishAt: { day: '', month: '', year: '', time: '5pm' } },
    { publishAt: 'soon' },
  ])('%j is refused', (typed) => {
    expect(resourceDatesSchema.safeParse(typed).success).toBe(false)
  })

  it('are kept by brokers, and lie ahead', async () => {
    freezeClock(at('2026-05-01T10:00:00Z'))
    const draft = await aResource({ status: 'draft' })
    const none = { publishAt: null, reviewOn: null }
    await expect(dateResource(somebody('brokerage', 'viewer'), draft._id, none)).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(
      dateResource(broker, draft._id, {
        publishAt: at('2026-05-01T10:00:00Z'),
        reviewOn: at('2026-04-01T10:00:00Z'),
      }),
    ).rejects.toMatchObject({
      fields: {
        publishAt: 'The time of publication must be to come',
        reviewOn: 'The day of the review must be to come',
      },
    })
  })

  it('publish a draft at its minute and not before, once', async () => {
    freezeClock(at('2026-05-01T10:00:00Z'))
    const draft = await aResource({ status: 'draft' })
    await dateResource(broker, draft._id, { publishAt: at('2026-05-01T11:00:00Z'), reviewOn: null })
    freezeClock(at('2026-05-01T10:59:59Z'))
    await runScheduled('resources-publish')
    expect(await findResourceBySlug(visitor, draft.slug)).toBeNull()
    freezeClock(at('2026-05-01T11:00:00Z'))
    await runScheduled('resources-publish')
    await runScheduled('resources-publish')
    expect(await findResourceBySlug(visitor, draft.slug)).toMatchObject({
      publishedAt: at('2026-05-01T11:00:00Z'),
      publishAt: null,
    })
    expect((await names(draft._id)).filter((name) => name === 'resource.published')).toHaveLength(1)
  })

  it('are of no use to what is published, by hand or already', async () => {
    freezeClock(at('2026-05-01T10:00:00Z'))
    const draft = await aResource({ status: 'draft' })
    await dateResource(broker, draft._id, { publishAt: at('2026-05-02T11:00:00Z'), reviewOn: null })
    expect(await publishResource(broker, draft._id)).toMatchObject({ publishAt: null })
    await expect(
      dateResource(broker, draft._id, { publishAt: at('2026-05-02T11:00:00Z'), reviewOn: null }),
    ).rejects.toMatchObject({ fields: { publishAt: expect.stringContaining('published already') as string } })
  })

  it('remind of a review once a day that was set', async () => {
    freezeClock(at('2026-05-01T10:00:00Z'))
    const { _id } = await aResource()
    const dueCount = async () => (await names(_id)).filter((name) => name === 'resource.review-due').length
    await dateResource(broker, _id, { publishAt: null, reviewOn: at('2026-06-01T08:00:00Z') })
    await runScheduled('resources-reviews')
    expect(await dueCount()).toBe(0)
    freezeClock(at('2026-06-01T08:00:00Z'))
    await runScheduled('resources-reviews')
    await runScheduled('resources-reviews')
    expect(await dueCount()).toBe(1)
    await dateResource(broker, _id, { publishAt: null, reviewOn: at('2026-07-01T08:00:00Z') })
    freezeClock(at('2026-07-01T08:00:00Z'))
    await runScheduled('resources-reviews')
    expect(await dueCount()).toBe(2)
  })
})

describe('versions of a resource', () => {
  it('keep each save with what it changed', async () => {
    const first = await aResource({ title: 'One' })
    await editResource(broker, first._id, { title: 'Two', topics: ['heat'] })
    await editResource(broker, first._id, { title: 'Two' })
    const resource = await getResource(broker, first._id)
    const kept = await listResourceVersions(broker, resource)
    expect(kept.map(({ content, changed }) => [content.title, changed])).toEqual([
      ['Two', []],
      ['Two', ['title', 'topics']],
      ['One', null],
    ])
    const [, middle] = kept
    expect(await getResourceVersion(broker, resource, middle?.number ?? -1)).toMatchObject({
      content: { topics: ['heat'] },
      savedBy: broker.userId,
    })
    await expect(getResourceVersion(broker, resource, 99)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('keep also what stood before the first that was kept', async () => {
    const old = await aResource({ title: 'Old' })
    await ResourceVersion.deleteMany({})
    await Resource.collection.updateOne({ _id: old._id as never }, { $unset: { gates: '', fairness: '' } })
    await editResource(broker, old._id, { title: 'New' })
    const kept = await listResourceVersions(broker, await getResource(broker, old._id))
    expect(kept.map(({ content, changed }) => [content.title, changed])).toEqual([
      ['New', ['title']],
      ['Old', null],
    ])
  })

  it('are for brokers', async () => {
    const resource = await aResource()
    for (const actor of [visitor, somebody('authority', 'admin'), somebody('brokerage', 'viewer')])
      await expect(listResourceVersions(actor, resource)).rejects.toMatchObject({ code: 'forbidden' })
  })
})
