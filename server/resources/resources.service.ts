import mongoose from 'mongoose'
import type { Actor } from '../../shared/platform/actor.ts'
import { isId } from '../../shared/platform/ids.ts'
import type { PlaceOfHelp, ResourceRoute } from '../../shared/resources/facets.ts'
import { nearest } from '../../shared/resources/related.ts'
import { longestSearchMs } from '../platform/database.ts'
import { notFound } from '../platform/errors.ts'
import { readable, Resource, type ResourceRecord } from './resources.model.ts'
import { resourcePolicy, visibleTo } from './resources.policy.ts'

/** The resource at this address, if this actor may know of it. */
export async function findResourceBySlug(actor: Actor, slug: string): Promise<ResourceRecord | null> {
  const resource = await Resource.findOne({ slug }).lean<ResourceRecord>()
  return resource && resourcePolicy.see(actor, resource) ? readable(resource) : null
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
  return readable(resource)
}

/** What a notice calls a resource, and the end of its address; empty for one that there is not. */
export async function resourceName(id: string): Promise<{ title: string; slug: string }> {
  const found = isId(id) ? await Resource.findById(id).select({ title: 1, slug: 1 }).lean() : null
  return { title: found?.title ?? '', slug: found?.slug ?? '' }
}

const newestFirst = { publishedAt: -1, _id: -1 } as const

/** The `count` resources that were published last. */
export async function newestResources(count: number): Promise<ResourceRecord[]> {
  const found = await Resource.find({ status: 'published' }).sort(newestFirst).limit(count).lean()
  return (found as ResourceRecord[]).map(readable)
}

const mostTopics = 12

/** The topics in use, the most used first. */
export async function listTopics(actor: Actor): Promise<{ topic: string; count: number }[]> {
  return Resource.aggregate([
    { $match: visibleTo(actor) },
    { $unwind: '$topics' },
    { $group: { _id: '$topics', count: { $sum: 1 } } },
    { $sort: { count: -1, _id: 1 } },
    { $limit: mostTopics },
    { $project: { _id: 0, topic: '$_id', count: 1 } },
  ])
}

/** What people say against innovation, each with the article that answers it, by the first letter. */
export async function listObjections(actor: Actor): Promise<ResourceRecord[]> {
  const found = await Resource.find({ ...visibleTo(actor), objection: mongoose.trusted({ $gt: '' }) })
    .sort({ objection: 1, _id: 1 })
    .lean()
  return (found as ResourceRecord[]).map(readable)
}

const mostRelated = 3
// So many are compared; the search hands out the likeliest first.
const mostCompared = 60

/** Published resources that are near to this one in what they are filed under and in their words. */
export async function relatedResources(resource: ResourceRecord): Promise<ResourceRecord[]> {
  const others = { status: 'published', _id: mongoose.trusted({ $ne: resource._id }) } as const
  const words = [resource.title, ...resource.topics].join(' ').replaceAll(/["-]/g, ' ')
  const filed = (['topics', 'routes', 'sectors', 'procurementActSections'] as const)
    .filter((field) => resource[field].length > 0)
    .map((field) => ({ [field]: mongoose.trusted({ $in: [...resource[field]] }) }))
  const [byWords, byFacets] = await Promise.all([
    Resource.find({ ...others, $text: mongoose.trusted({ $search: words }) as never })
      .sort({ score: { $meta: 'textScore' } })
      .limit(mostCompared)
      .maxTimeMS(longestSearchMs)
      .lean(),
    filed.length === 0
      ? []
      : Resource.find({ ...others, $or: filed })
          .sort(newestFirst)
          .limit(mostCompared)
          .lean(),
  ])
  const found = new Map(
    ([...byWords, ...byFacets] as ResourceRecord[]).map((other) => [other._id, readable(other)]),
  )
  return nearest(resource, [...found.values()], mostRelated)
}

const mostHelpful = 2

/**
 * The one or two published resources that help here, by what brokers have filed them under: those of the first place
 * before those of the next, the newest first.
 */
export async function resourcesAt(...places: PlaceOfHelp[]): Promise<ResourceRecord[]> {
  const found = (await Resource.find({ status: 'published', helpsAt: mongoose.trusted({ $in: places }) })
    .sort(newestFirst)
    .lean()) as ResourceRecord[]
  const inOrder = places.flatMap((place) => found.filter(({ helpsAt }) => helpsAt.includes(place)))
  return [...new Set(inOrder)].slice(0, mostHelpful).map(readable)
}

/** The one or two published resources on each of these routes; the newest first. */
export async function resourcesOnRoutes(routes: ResourceRoute[]): Promise<Map<string, ResourceRecord[]>> {
  const found = (await Resource.find({ status: 'published', routes: mongoose.trusted({ $in: routes }) })
    .sort(newestFirst)
    .lean()) as ResourceRecord[]
  return new Map(
    routes.map((route) => [
      route,
      found
        .map(readable)
        .filter((one) => one.routes.includes(route))
        .slice(0, mostHelpful),
    ]),
  )
}
