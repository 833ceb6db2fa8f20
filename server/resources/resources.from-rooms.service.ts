import mongoose, { type ClientSession } from 'mongoose'
import type { Actor } from '../../shared/platform/actor.ts'
import { newId, randomText } from '../../shared/platform/ids.ts'
import { slugOf } from '../../shared/resources/resource.ts'
import { resourceChanged, resourcePublished } from '../../shared/resources/resources.events.ts'
import { filingFields, type ResourceInput, resourceSchema } from '../../shared/resources/resources.schema.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { readable, Resource, type ResourceOrigin, type ResourceRecord } from './resources.model.ts'
import { keepVersion } from './resources.versions.service.ts'

const { trusted } = mongoose

/** A case study of a measured pilot, as the room of pilots hands it over. */
export interface CaseStudyFromRoom
  extends Pick<
    ResourceInput,
    'title' | 'summary' | 'body' | 'fairness' | 'publisher' | 'publishedOn' | 'topics' | 'place'
  > {
  gates: ResourceInput['gates']
  sectors: ResourceInput['sectors']
  procurementActSections: string[]
  routes: ResourceInput['routes']
  categories: string[]
  /** Where it comes from: the page leads back there, and nobody but those two sides changes its words. */
  from: ResourceOrigin
}

/**
 * Publishes what a later room has agreed on, or puts a new version in the place of the earlier one at the same address.
 * Whoever calls has asked their own policy. For use in a transaction of theirs.
 * @param id of the resource that it was published as before; null for the first time
 */
export async function publishFromRoom(
  session: ClientSession,
  actor: Actor,
  id: string | null,
  { from, ...words }: CaseStudyFromRoom,
): Promise<{ id: string; slug: string }> {
  const parsed = resourceSchema.parse({ type: 'case-study', picture: 'steps', ...words })
  const at = now()
  const known = id ? await Resource.findById(id).session(session) : null
  const before: ResourceRecord | null = known ? readable(known.toObject()) : null
  // How it is filed is for brokers to better: a new version of the words leaves that as it is.
  const filed = before ? Object.fromEntries(filingFields.map((field) => [field, before[field]])) : {}
  const input = { ...parsed, ...filed }
  const slug = slugOf(input.title)
  const isTaken = !known && (await Resource.exists({ slug }).session(session)) !== null
  const resource =
    known ??
    new Resource({
      _id: newId(),
      slug: isTaken ? `${slug}-${randomText(5).toLowerCase()}` : slug,
      createdBy: actor.userId,
      createdAt: at,
      ...input,
      status: 'draft',
      updatedAt: at,
    })
  resource.set({
    ...input,
    from,
    status: 'published',
    publishedAt: resource.publishedAt ?? at,
    revision: known ? resource.revision + 1 : 0,
    updatedAt: at,
  })
  await resource.save({ session })
  await keepVersion(session, before, resource.toObject(), actor.userId)
  await record(session, actor, resourcePublished, { resourceId: resource._id })
  return { id: resource._id, slug: resource.slug }
}

/** Archives what a later room had published: nobody but brokers reads it any more, and nobody publishes it again from here. */
export async function archiveFromRoom(session: ClientSession, actor: Actor, id: string): Promise<void> {
  const resource = await Resource.findById(id).session(session)
  if (!resource || resource.status === 'archived') return
  resource.set({ status: 'archived', revision: resource.revision + 1, updatedAt: now() })
  await resource.save({ session })
  await record(session, actor, resourceChanged, { resourceId: id, change: 'archived' })
}

/** What a later room does when a broker takes out of the library what it published there, or puts it back. */
export interface FromRoom {
  takenOut: (session: ClientSession, actor: Actor, resourceId: string) => Promise<void>
  putBack: (session: ClientSession, actor: Actor, resourceId: string) => Promise<void>
}

const nothing = () => Promise.resolve()
let fromRoom: FromRoom = { takenOut: nothing, putBack: nothing }

/** Says who hears, in the same transaction, that a broker moved what another room published. */
export function useFromRoom(room: FromRoom): void {
  fromRoom = room
}

/** Tells the room that published a resource that a broker moved it; nobody for what brokers wrote. */
export async function tellRoom(
  what: keyof FromRoom,
  session: ClientSession,
  actor: Actor,
  { _id, from }: Pick<ResourceRecord, '_id' | 'from'>,
): Promise<void> {
  if (from) await fromRoom[what](session, actor, _id)
}

/** Since when a broker has taken out of the library what a room published; null where it is there, or archived for good. */
export async function takenBackSince(id: string, session: ClientSession | null = null): Promise<Date | null> {
  const found = await Resource.findById(id)
    .select({ status: 1, updatedAt: 1 })
    .session(session)
    .lean<ResourceRecord>()
  return found?.status === 'draft' ? found.updatedAt : null
}

/** Which of these everybody can read in the library. */
export async function publishedAmong(ids: string[]): Promise<Set<string>> {
  const found = await Resource.find(trusted({ _id: { $in: ids }, status: 'published' }), { _id: 1 }).lean()
  return new Set(found.map(({ _id }) => String(_id)))
}

/** Which pilot a resource is the case study of; null for every other resource. */
export async function originOf(resourceId: string): Promise<ResourceOrigin | null> {
  const found = await Resource.findById(resourceId).select({ from: 1 }).lean<ResourceRecord>()
  return found?.from ?? null
}
