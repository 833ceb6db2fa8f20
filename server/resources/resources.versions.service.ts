import type { ClientSession } from 'mongoose'
import type { Actor } from '../../shared/platform/actor.ts'
import type { ResourceContent } from '../../shared/resources/resource.ts'
import { allow, notFound } from '../platform/errors.ts'
import {
  readable,
  type ResourceRecord,
  ResourceVersion,
  type ResourceVersionRecord,
} from './resources.model.ts'
import { resourcePolicy } from './resources.policy.ts'

/** What a resource says, less what is kept beside it. */
export function contentOf(resource: ResourceRecord): ResourceContent {
  const { _id, slug, status, publishedAt, revision, createdBy, createdAt, updatedAt, ...rest } = resource
  const { publishAt, reviewOn, reviewTold, linkChecks, from, ...content } = rest
  return content
}

/** Keeps what a resource says from now on; what it said before too, where nothing was kept of it yet. */
export async function keepVersion(
  session: ClientSession,
  before: ResourceRecord | null,
  after: ResourceRecord,
  savedBy: string,
): Promise<void> {
  const versions = [versionOf(after, savedBy)]
  if (before && !(await ResourceVersion.exists({ resourceId: before._id }).session(session))) {
    versions.unshift(versionOf(readable(before), before.createdBy))
  }
  await ResourceVersion.create(versions, { session, ordered: true })
}

const versionOf = (resource: ResourceRecord, savedBy: string): ResourceVersionRecord => ({
  _id: `${resource._id}.${resource.revision}`,
  resourceId: resource._id,
  number: resource.revision,
  content: contentOf(resource),
  savedBy,
  savedAt: resource.updatedAt,
})

/** A version, and the fields in which it differs from the one before it; null for the first. */
export interface ShownVersion extends ResourceVersionRecord {
  changed: string[] | null
}

/** What a resource has said, the newest first. @throws AppError forbidden for those who don't keep the library */
export async function listResourceVersions(actor: Actor, resource: ResourceRecord): Promise<ShownVersion[]> {
  allow(resourcePolicy.add(actor), 'Only a broker can read earlier versions')
  const kept = await ResourceVersion.find({ resourceId: resource._id })
    .sort({ number: -1 })
    .lean<ResourceVersionRecord[]>()
  return kept.map((version, index) => {
    const before = kept[index + 1]
    return { ...version, changed: before ? changedFields(before.content, version.content) : null }
  })
}

/** @throws AppError forbidden, or not-found for a number that there is not */
export async function getResourceVersion(
  actor: Actor,
  resource: ResourceRecord,
  number: number,
): Promise<ShownVersion> {
  const found = (await listResourceVersions(actor, resource)).find((version) => version.number === number)
  if (!found) throw notFound('Version')
  return found
}

const changedFields = (before: ResourceContent, after: ResourceContent): string[] =>
  (Object.keys(after) as (keyof ResourceContent)[]).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  )
