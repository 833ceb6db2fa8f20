import mongoose, { type PipelineStage, type QueryFilter } from 'mongoose'
import type { Actor } from '../../shared/platform/actor.ts'
import { isId } from '../../shared/platform/ids.ts'
import { type CursorPage, type Paged, paged } from '../../shared/platform/pagination.ts'
import {
  type FacetName,
  facetNames,
  type ResourceListQuery,
  type ResourceSort,
} from '../../shared/resources/list-query.ts'
import type { ResourceType } from '../../shared/resources/resource.ts'
import type { IpecGate, ResourceRoute, Sector } from '../../shared/resources/facets.ts'
import { escapePattern, longestSearchMs } from '../platform/database.ts'
import { wrongCursor } from '../platform/api-query.ts'
import { readable, Resource, type ResourceRecord } from './resources.model.ts'
import { visibleTo } from './resources.policy.ts'

const perPage = 20

type Filter = QueryFilter<ResourceRecord>

export interface FacetCount {
  value: string
  count: number
}
export type ResourceFacets = Record<FacetName, FacetCount[]>

/** A list of resources, and of each facet how many each choice would find with all other filters as they are. */
export interface ResourceList extends Paged<ResourceRecord> {
  sort: ResourceSort
  facets: ResourceFacets
}

/** One page of the library as this actor may see it. */
export async function listResources(actor: Actor, query: ResourceListQuery): Promise<ResourceList> {
  const words = await filterByWords(query.q, visibleTo(actor))
  const sort =
    query.sort === 'relevance' && !words.isRanked
      ? 'newest'
      : (query.sort ?? (words.isRanked ? 'relevance' : 'newest'))
  const topic = query.topic ? { topics: query.topic } : {}
  const base: Filter = { ...visibleTo(actor), ...words.filter, ...topic }
  const filter = filterBy(base, query)
  const [total, facets] = await Promise.all([
    Resource.countDocuments(filter).maxTimeMS(longestSearchMs),
    countFacets(base, query),
  ])
  const page = Math.min(query.page, Math.max(1, Math.ceil(total / perPage)))
  const items = await Resource.find(filter)
    .sort(orders[sort])
    .collation(sort === 'title' && !words.isRanked ? { locale: 'en', strength: 1 } : { locale: 'simple' })
    .skip((page - 1) * perPage)
    .limit(perPage)
    .maxTimeMS(longestSearchMs)
    .lean()
  return { ...paged((items as ResourceRecord[]).map(readable), total, page, perPage), sort, facets }
}

const orders: Record<ResourceSort, Record<string, 1 | -1 | { $meta: 'textScore' }>> = {
  relevance: { score: { $meta: 'textScore' }, _id: 1 },
  newest: { publishedAt: -1, _id: -1 },
  title: { title: 1, _id: 1 },
  year: { publishedOn: -1, _id: -1 },
}

const isOneOf = (values: readonly unknown[]) => mongoose.trusted({ $in: [...values] })
/** Fits a text that begins with one of these. */
export const beginsWith = (starts: readonly string[]) =>
  mongoose.trusted({ $regex: `^(?:${starts.map(escapePattern).join('|')})` })

// How a choice is asked for, by what the query calls it.
const asked: Record<FacetName, (values: readonly string[]) => Filter> = {
  type: (values) => ({ type: isOneOf(values) }) as Filter,
  gate: (values) => ({ gates: isOneOf(values) }) as Filter,
  section: (values) => ({ procurementActSections: isOneOf(values) }) as Filter,
  route: (values) => ({ routes: isOneOf(values) }) as Filter,
  category: (values) => ({ categories: beginsWith(values) }) as Filter,
  sector: (values) => ({ sectors: isOneOf(values) }) as Filter,
  place: (values) => ({ place: isOneOf(values) }) as Filter,
  year: (values) => ({ publishedOn: beginsWith(values) }) as Filter,
}

// What is counted. One that was kept before a field existed has none of it.
const counted: Record<FacetName, unknown> = {
  type: '$type',
  gate: '$gates',
  section: '$procurementActSections',
  route: '$routes',
  category: {
    $setUnion: [
      {
        $map: { input: { $ifNull: ['$categories', []] }, as: 'code', in: { $substrCP: ['$$code', 0, 2] } },
      },
    ],
  },
  sector: '$sectors',
  place: '$place',
  year: { $substrCP: ['$publishedOn', 0, 4] },
}

function filterBy(base: Filter, query: ResourceListQuery, but?: FacetName): Filter {
  const chosen = facetNames.filter((name) => name !== but && query[name].length > 0)
  return Object.assign({ ...base }, ...chosen.map((name) => asked[name](query[name]))) as Filter
}

async function countFacets(base: Filter, query: ResourceListQuery): Promise<ResourceFacets> {
  const counts = await Promise.all(
    facetNames.map(async (name) => {
      const steps = [
        { $match: filterBy(base, query, name) },
        { $project: { value: counted[name] } },
        { $unwind: '$value' },
        { $match: { value: { $ne: '' } } },
        { $group: { _id: '$value', count: { $sum: 1 } } },
        { $sort: { count: -1, _id: 1 } },
        { $limit: 60 },
        { $project: { _id: 0, value: '$_id', count: 1 } },
      ]
      const found = await Resource.aggregate<FacetCount>(steps as PipelineStage[]).option({
        maxTimeMS: longestSearchMs,
      })
      return [name, found] as const
    }),
  )
  return Object.fromEntries(counts) as ResourceFacets
}

/**
 * Finds by whole words in any of their forms first; where that finds nothing, by parts of words, so that
 * `geofenc` finds geofencing while somebody is still typing.
 */
async function filterByWords(typed: string, visible: Filter): Promise<{ filter: Filter; isRanked: boolean }> {
  // A leading dash or a quotation mark would mean "not" and "exactly" to MongoDB.
  const words = typed
    .replaceAll(/\p{Cc}/gu, ' ')
    .replaceAll('"', ' ')
    .replaceAll(/(^|\s)-+/g, ' ')
    .trim()
  if (typed === '') return { filter: {}, isRanked: false }
  const ranked: Filter = { $text: mongoose.trusted({ $search: words }) as never }
  if (words !== '' && (await Resource.exists({ ...visible, ...ranked })))
    return { filter: ranked, isRanked: true }
  const pattern = mongoose.trusted({
    $regex: escapePattern(words || typed.replaceAll(/\p{Cc}/gu, '')),
    $options: 'i',
  })
  const parts = ['title', 'summary', 'topics', 'publisher'].map((field) => ({ [field]: pattern }))
  return { filter: { $or: parts } as Filter, isRanked: false }
}

/** What a program may narrow the list by. */
export interface ResourcesAsked {
  q: string
  type?: ResourceType | undefined
  gate?: IpecGate | undefined
  route?: ResourceRoute | undefined
  sector?: Sector | undefined
  section?: string | undefined
  cursor?: string | undefined
  limit: number
}

/** The library for programs, newest first, from where the cursor stands. */
export async function listResourcesAfter(
  actor: Actor,
  query: ResourcesAsked,
): Promise<CursorPage<ResourceRecord>> {
  const words = await filterByWords(query.q, visibleTo(actor))
  const chosen = (['type', 'gate', 'route', 'sector', 'section'] as const).flatMap((name) => {
    const value = query[name]
    return value ? [asked[name]([value])] : []
  })
  const filter = Object.assign({ ...visibleTo(actor), ...words.filter }, ...chosen) as Filter
  const rows = (await Resource.find(query.cursor ? { $and: [filter, after(query.cursor)] } : filter)
    .sort(orders.newest)
    .limit(query.limit + 1)
    .maxTimeMS(longestSearchMs)
    .lean()) as ResourceRecord[]
  const items = rows.slice(0, query.limit).map(readable)
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
