import type { ClientSession } from 'mongoose'
import type { Actor } from '../../shared/platform/actor.ts'
import { newId, randomText } from '../../shared/platform/ids.ts'
import { slugOf } from '../../shared/resources/resource.ts'
import { resourceChanged, resourcePublished } from '../../shared/resources/resources.events.ts'
import { type ResourceInput, resourceSchema } from '../../shared/resources/resources.schema.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { readable, Resource, type ResourceOrigin, type ResourceRecord } from './resources.model.ts'
import { keepVersion } from './resources.versions.service.ts'

/** A case study of a measured pilot, as the room of pilots hands it over. */
export interface CaseStudyFromRoom
  extends Pick<
    ResourceInput,
    'title' | 'summary' | 'body' | 'fairness' | 'publisher' | 'publishedOn' | 'topics' | 'place'
  > {
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
  const input = resourceSchema.parse({ type: 'case-study', picture: 'steps', ...words })
  const at = now()
  const known = id ? await Resource.findById(id).session(session) : null
  const before: ResourceRecord | null = known ? readable(known.toObject()) : null
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

/** Which pilot a resource is the case study of; null for every other resource. */
export async function originOf(resourceId: string): Promise<ResourceOrigin | null> {
  const found = await Resource.findById(resourceId).select({ from: 1 }).lean<ResourceRecord>()
  return found?.from ?? null
}
