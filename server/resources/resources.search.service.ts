import mongoose, { type PipelineStage, type QueryFilter } from 'mongoose'
import type { Actor } from '../../shared/platform/actor.ts'
import { type Paged, paged } from '../../shared/platform/pagination.ts'
import {
  type FacetName,
  facetNames,
  type ResourceListQuery,
  type ResourceSort,
} from '../../shared/resources/list-query.ts'
import { escapePattern, longestSearchMs } from '../platform/database.ts'
import { readable, Resource, type ResourceRecord } from './resources.model.ts'
import { visibleTo } from './resources.policy.ts'

const perPage = 20

export type Filter = QueryFilter<ResourceRecord>
/** What is chosen of each facet. */
export type Chosen = Pick<ResourceListQuery, FacetName>

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

/** What each order sorts by. */
export const orders: Record<ResourceSort, Record<string, 1 | -1 | { $meta: 'textScore' }>> = {
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

/** The filter with every choice in it, but for those of one facet. */
export function filterBy(base: Filter, query: Chosen, but?: FacetName): Filter {
  const chosen = facetNames.filter((name) => name !== but && query[name].length > 0)
  return Object.assign({ ...base }, ...chosen.map((name) => asked[name](query[name]))) as Filter
}

/** How many each choice would find, with all others as they are. */
export async function countFacets(base: Filter, query: Chosen): Promise<ResourceFacets> {
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
export async function filterByWords(
  typed: string,
  visible: Filter,
): Promise<{ filter: Filter; isRanked: boolean }> {
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
  const parts = ['title', 'objection', 'summary', 'topics', 'publisher'].map((field) => ({
    [field]: pattern,
  }))
  return { filter: { $or: parts } as Filter, isRanked: false }
}
