import mongoose from 'mongoose'
import type { Actor } from '../../shared/platform/actor.ts'
import { isId } from '../../shared/platform/ids.ts'
import type { CursorPage } from '../../shared/platform/pagination.ts'
import { wrongCursor } from '../platform/api-query.ts'
import { longestSearchMs } from '../platform/database.ts'
import { readable, Resource, type ResourceRecord } from './resources.model.ts'
import { visibleTo } from './resources.policy.ts'
import {
  type Chosen,
  countFacets,
  type Filter,
  filterBy,
  filterByWords,
  orders,
  type ResourceFacets,
} from './resources.search.service.ts'

/** How a program may have the list sorted; by relevance there is no place for a cursor to stand. */
export const sortsAfter = ['newest', 'title', 'year'] as const
export type SortAfter = (typeof sortsAfter)[number]

/** What a program narrows the list by. */
export interface ResourcesAsked extends Partial<Chosen> {
  q: string
  topic?: string | undefined
  sort?: SortAfter
  cursor?: string | undefined
  limit: number
}

const nothingChosen: Chosen = {
  type: [],
  gate: [],
  section: [],
  route: [],
  category: [],
  sector: [],
  place: [],
  year: [],
}

async function baseOf(actor: Actor, { q, topic }: Pick<ResourcesAsked, 'q' | 'topic'>): Promise<Filter> {
  const { filter } = await filterByWords(q, visibleTo(actor))
  return { ...visibleTo(actor), ...filter, ...(topic ? { topics: topic } : {}) }
}

/** The library for programs, from where the cursor stands; the newest first unless said. */
export async function listResourcesAfter(
  actor: Actor,
  query: ResourcesAsked,
): Promise<CursorPage<ResourceRecord>> {
  const { sort = 'newest', cursor, limit } = query
  const filter = filterBy(await baseOf(actor, query), { ...nothingChosen, ...query })
  const rows = (await Resource.find(cursor ? { $and: [filter, after[sort](cursor)] } : filter)
    .sort(orders[sort])
    .limit(limit + 1)
    .maxTimeMS(longestSearchMs)
    .lean()) as ResourceRecord[]
  const items = rows.slice(0, limit).map(readable)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last ? cursorOf[sort](last) : null }
}

/** Of each facet how many each choice would find, with all else as it is asked for. */
export const countResources = async (
  actor: Actor,
  query: Omit<ResourcesAsked, 'cursor' | 'limit' | 'sort'>,
): Promise<ResourceFacets> => countFacets(await baseOf(actor, query), { ...nothingChosen, ...query })

// A cursor is the place of the last one read: what it is sorted by, then its id. Another order's is refused.
const cursorOf: Record<SortAfter, (last: ResourceRecord) => string> = {
  newest: ({ publishedAt, _id }) => `${publishedAt?.getTime() ?? 0}.${_id}`,
  title: ({ title, _id }) => `t${Buffer.from(title).toString('base64url')}.${_id}`,
  year: ({ publishedOn, _id }) => `y${publishedOn}.${_id}`,
}

/** @throws AppError for a cursor that is none of this order */
function partsOf(cursor: string, pattern: RegExp): { key: string; id: string } {
  const [key = '', id = ''] = cursor.split('.')
  if (!pattern.test(key) || !isId(id)) throw wrongCursor()
  return { key, id }
}

const less = <Value>(value: Value) => mongoose.trusted({ $lt: value })
const more = <Value>(value: Value) => mongoose.trusted({ $gt: value })

const after: Record<SortAfter, (cursor: string) => Filter> = {
  newest: (cursor) => {
    const { key, id } = partsOf(cursor, /^\d{1,15}$/)
    const publishedAt = Number(key) === 0 ? null : new Date(Number(key))
    const sameTime = { publishedAt, _id: less(id) }
    return publishedAt === null
      ? sameTime
      : { $or: [{ publishedAt: less(publishedAt) }, { publishedAt: null }, sameTime] }
  },
  title: (cursor) => {
    const { key, id } = partsOf(cursor, /^t[\w-]+$/)
    const title = Buffer.from(key.slice(1), 'base64url').toString()
    return { $or: [{ title: more(title) }, { title, _id: more(id) }] }
  },
  year: (cursor) => {
    const { key, id } = partsOf(cursor, /^y[\d-]*$/)
    const publishedOn = key.slice(1)
    return { $or: [{ publishedOn: less(publishedOn) }, { publishedOn, _id: less(id) }] }
  },
}
