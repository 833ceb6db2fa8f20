import mongoose, { type QueryFilter } from 'mongoose'
import type { Actor } from '../../shared/platform/actor.ts'
import { isId } from '../../shared/platform/ids.ts'
import { type CursorPage, type Paged, paged } from '../../shared/platform/pagination.ts'
import { type ResourceType, resourceTypes } from '../../shared/resources/resource.ts'
import type { ResourceListQuery, ResourceSort } from '../../shared/resources/resources.schema.ts'
import { escapePattern, longestSearchMs } from '../platform/database.ts'
import { notFound } from '../platform/errors.ts'
import { wrongCursor } from '../platform/api-query.ts'
import { Resource, type ResourceRecord } from './resources.model.ts'
import { resourcePolicy, visibleTo } from './resources.policy.ts'

const perPage = 20

type Filter = QueryFilter<ResourceRecord>

/** A list of resources, and how many of each type the same words would find. */
export interface ResourceList extends Paged<ResourceRecord> {
  sort: ResourceSort
  countByType: Partial<Record<ResourceType, number>>
}

/** One page of the library as this actor may see it. */
export async function listResources(actor: Actor, query: ResourceListQuery): Promise<ResourceList> {
  const words = await filterByWords(query.q, visibleTo(actor))
  const sort =
    query.sort === 'relevance' && !words.isRanked
      ? 'newest'
      : (query.sort ?? (words.isRanked ? 'relevance' : 'newest'))
  const untyped: Filter = {
    ...visibleTo(actor),
    ...words.filter,
    ...(query.topic ? { topics: query.topic } : {}),
  }
  const filter: Filter =
    query.type.length > 0 ? { ...untyped, type: mongoose.trusted({ $in: query.type }) } : untyped

  const [total, counted] = await Promise.all([
    Resource.countDocuments(filter).maxTimeMS(longestSearchMs),
    countByType(untyped),
  ])
  const page = Math.min(query.page, Math.max(1, Math.ceil(total / perPage)))
  const items = await Resource.find(filter)
    .sort(orders[sort])
    .collation(sort === 'title' && !words.isRanked ? { locale: 'en', strength: 1 } : { locale: 'simple' })
    .skip((page - 1) * perPage)
    .limit(perPage)
    .maxTimeMS(longestSearchMs)
    .lean()
  return { ...paged(items as ResourceRecord[], total, page, perPage), sort, countByType: counted }
}

const orders: Record<ResourceSort, Record<string, 1 | -1 | { $meta: 'textScore' }>> = {
  relevance: { score: { $meta: 'textScore' }, _id: 1 },
  newest: { publishedAt: -1, _id: -1 },
  title: { title: 1, _id: 1 },
}

/**
 * Finds by whole words in any of their forms first; where that finds nothing, by parts of words, so that
 * `geofenc` finds geofencing while somebody is still typing.
 */
async function filterByWords(typed: string, visible: Filter): Promise<{ filter: Filter; isRanked: boolean }> {
  // A leading dash or a quotation mark would mean "not" and "exactly" to MongoDB.
  const words = typed
    .replaceAll('"', ' ')
    .replaceAll(/(^|\s)-+/g, ' ')
    .trim()
  if (typed === '') return { filter: {}, isRanked: false }
  const ranked: Filter = { $text: mongoose.trusted({ $search: words }) as never }
  if (words !== '' && (await Resource.exists({ ...visible, ...ranked })))
    return { filter: ranked, isRanked: true }
  const pattern = mongoose.trusted({ $regex: escapePattern(words || typed), $options: 'i' })
  const parts = ['title', 'summary', 'topics', 'publisher'].map((field) => ({ [field]: pattern }))
  return { filter: { $or: parts } as Filter, isRanked: false }
}

async function countByType(filter: Filter): Promise<Partial<Record<ResourceType, number>>> {
  const counts = await Promise.all(
    resourceTypes.map(
      async (type) =>
        [type, await Resource.countDocuments({ ...filter, type }).maxTimeMS(longestSearchMs)] as const,
    ),
  )
  return Object.fromEntries(counts.filter(([, count]) => count > 0))
}

/** The library for programs, newest first, from where the cursor stands. */
export async function listResourcesAfter(
  actor: Actor,
  query: { q: string; type?: ResourceType | undefined; cursor?: string | undefined; limit: number },
): Promise<CursorPage<ResourceRecord>> {
  const words = await filterByWords(query.q, visibleTo(actor))
  const filter: Filter = { ...visibleTo(actor), ...words.filter, ...(query.type ? { type: query.type } : {}) }
  const order = orders.newest
  const rows = (await Resource.find(query.cursor ? { $and: [filter, after(query.cursor)] } : filter)
    .sort(order)
    .limit(query.limit + 1)
    .maxTimeMS(longestSearchMs)
    .lean()) as ResourceRecord[]
  const items = rows.slice(0, query.limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > query.limit && last ? cursorOf(last) : null }
}

const cursorOf = ({ publishedAt, _id }: ResourceRecord): string => `${publishedAt?.getTime() ?? 0}.${_id}`

function after(cursor: string): Filter {
  const [time, id] = cursor.split('.')
  if (!/^\d{1,15}$/.test(time ?? '') || !isId(id)) {
    throw wrongCursor()
  }
  const publishedAt = Number(time) === 0 ? null : new Date(Number(time))
  const sameTime = { publishedAt, _id: mongoose.trusted({ $lt: id }) }
  if (publishedAt === null) return sameTime
  return { $or: [{ publishedAt: mongoose.trusted({ $lt: publishedAt }) }, { publishedAt: null }, sameTime] }
}

/** The resource at this address, if this actor may know of it. */
export async function findResourceBySlug(actor: Actor, slug: string): Promise<ResourceRecord | null> {
  const resource = await Resource.findOne({ slug }).lean<ResourceRecord>()
  return resource && resourcePolicy.see(actor, resource) ? resource : null
}

/** @throws AppError not-found, also for a draft that is nobody's business. */
export async function getResourceBySlug(actor: Actor, slug: string): Promise<ResourceRecord> {
  const resource = await findResourceBySlug(actor, slug)
  if (!resource) throw notFound('Resource')
  return resource
}

/** @throws AppError not-found, also for a draft that is nobody's business. */
export async function getResource(actor: Actor, id: string): Promise<ResourceRecord> {
  const resource = isId(id) ? await Resource.findById(id).lean<ResourceRecord>() : null
  if (!resource || !resourcePolicy.see(actor, resource)) throw notFound('Resource')
  return resource
}

/** The `count` resources that were published last. */
export async function newestResources(count: number): Promise<ResourceRecord[]> {
  return Resource.find({ status: 'published' }).sort(orders.newest).limit(count).lean<ResourceRecord[]>()
}

/** The topics in use, the most used first. */
export async function listTopics(actor: Actor): Promise<{ topic: string; count: number }[]> {
  return Resource.aggregate([
    { $match: visibleTo(actor) },
    { $unwind: '$topics' },
    { $group: { _id: '$topics', count: { $sum: 1 } } },
    { $sort: { count: -1, _id: 1 } },
    { $limit: 12 },
    { $project: { _id: 0, topic: '$_id', count: 1 } },
  ])
}
