import type { ClientSession } from 'mongoose'
import type { Actor } from '../../shared/platform/actor.ts'
import { isId, newId, randomText } from '../../shared/platform/ids.ts'
import { fieldsOfType, hasField, slugOf } from '../../shared/resources/resource.ts'
import { resourceChanged, resourcePublished } from '../../shared/resources/resources.events.ts'
import {
  type ResourceInput,
  type ResourcePatch,
  filingFields,
  strangeFields,
} from '../../shared/resources/resources.schema.ts'
import { templateFaults } from '../../shared/resources/template.ts'
import { record } from '../audit/index.ts'
import { categories } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { refuseUnseen } from '../platform/unseen-changes.ts'
import { Resource, type ResourceRecord } from './resources.model.ts'
import { resourcePolicy } from './resources.policy.ts'
import { resourceShown } from './resources.shown.ts'
import { tellRoom } from './resources.from-rooms.service.ts'
import { getResource } from './resources.service.ts'
import { keepVersion } from './resources.versions.service.ts'

/** Adds a resource as a draft. */
export async function addResource(actor: Actor, input: ResourceInput): Promise<ResourceRecord> {
  allow(resourcePolicy.add(actor), 'Only a broker can add to the library')
  checkCategories(input)
  return transaction(async (session) => {
    const at = now()
    const resource = new Resource({
      ...tidied(input),
      _id: newId(),
      slug: await freeSlug(slugOf(input.title), session),
      status: 'draft',
      createdBy: actor.userId,
      createdAt: at,
      updatedAt: at,
    })
    await resource.save({ session })
    await record(session, actor, resourceChanged, { resourceId: resource._id, change: 'added' })
    await keepVersion(session, null, resource.toObject(), actor.userId)
    return resource.toObject()
  })
}

/**
 * Changes what a resource says, or only how it is filed: that also where others agreed to its words.
 * @param revision what the person had before them; left out, nothing is compared
 * @throws AppError conflict where somebody else saved it meanwhile
 */
export async function editResource(
  actor: Actor,
  id: string,
  input: Partial<ResourceInput>,
  revision?: string,
): Promise<ResourceRecord> {
  let before: ResourceRecord
  const edit = async (resource: ResourceDocument, session: ClientSession) => {
    const isFiling = Object.keys(input).every((field) => (filingFields as readonly string[]).includes(field))
    const mayChange =
      resourcePolicy.edit(actor, resource) || (isFiling && resourcePolicy.file(actor, resource))
    allow(mayChange, whyNotEdited(resource))
    refuseUnseen(resourceShown(resource.toObject()), revision)
    checkCategories(input)
    const type = input.type ?? resource.type
    const strange = {
      ...strangeFields({ ...input, type }),
      ...templateFaults({ type, body: input.body ?? resource.body }),
    }
    if (resource.file && (input.type ?? 'report') !== 'report')
      strange['type'] = 'Only a report has a file: remove the file first'
    if (Object.keys(strange).length > 0) throw new AppError('invalid', 'The resource has mistakes.', strange)
    before = resource.toObject()
    resource.set({ ...tidied({ ...resource.toObject(), ...input }) })
    await record(session, actor, resourceChanged, { resourceId: id, change: 'edited' })
  }
  return change(actor, id, edit, (after, session) => keepVersion(session, before, after, actor.userId))
}

/** Puts a draft before everybody. */
export async function publishResource(actor: Actor, id: string): Promise<ResourceRecord> {
  return change(actor, id, async (resource, session) => {
    allow(resourcePolicy.add(actor), 'Only a broker can publish a resource')
    if (!resourcePolicy.publish(actor, resource))
      throw new AppError(
        'conflict',
        resource.status === 'archived' ? takenBack : 'This resource is already published',
      )
    // A template may have been saved before it had to have one of the headings.
    const faults = templateFaults(resource)
    if (faults['body']) throw new AppError('invalid', faults['body'], faults)
    resource.set({ status: 'published', publishedAt: resource.publishedAt ?? now(), publishAt: null })
    await record(session, actor, resourcePublished, { resourceId: id })
    await tellRoom('putBack', session, actor, resource)
  })
}

/** Makes a published resource a draft again: only brokers see it. */
export async function unpublishResource(actor: Actor, id: string): Promise<ResourceRecord> {
  return change(actor, id, async (resource, session) => {
    allow(resourcePolicy.add(actor), 'Only a broker can take a resource back')
    if (!resourcePolicy.unpublish(actor, resource))
      throw new AppError('conflict', 'This resource is not published')
    resource.set({ status: 'draft' })
    await record(session, actor, resourceChanged, { resourceId: id, change: 'unpublished' })
    await tellRoom('takenOut', session, actor, resource)
  })
}

/** What a program sends in one request: new words, a new status, or both, in this order. */
export async function patchResource(actor: Actor, id: string, patch: ResourcePatch): Promise<ResourceRecord> {
  const { status, revision, ...words } = patch
  const given = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined))
  let resource = await getResource(actor, id)
  allow(resourcePolicy.add(actor), 'Only a broker can change the library')
  // Before the words are saved: a refusal leaves nothing half done.
  if (status && resource.status === 'archived') throw new AppError('conflict', takenBack)
  refuseUnseen(resourceShown(resource), revision)
  if (Object.keys(given).length > 0) resource = await editResource(actor, id, given, revision)
  if (status === 'published' && resource.status === 'draft') resource = await publishResource(actor, id)
  if (status === 'draft' && resource.status === 'published') resource = await unpublishResource(actor, id)
  return resource
}

const takenBack =
  'One side of the pilot took this case study back: both have to agree before it is published again.'

/** Why somebody can't change what a resource says. */
export const whyNotEdited = ({ from }: Pick<ResourceRecord, 'from'>): string =>
  from
    ? 'Two sides of a pilot agreed to these words: they change them. A broker can take it out of the library.'
    : 'Only a broker can change the library'

type ResourceDocument = InstanceType<typeof Resource>

/** Loads, lets `work` decide and change, and saves, all in one transaction. */
export async function change(
  actor: Actor,
  id: string,
  work: (resource: ResourceDocument, session: ClientSession) => Promise<void>,
  afterwards?: (resource: ResourceRecord, session: ClientSession) => Promise<void>,
): Promise<ResourceRecord> {
  return transaction(async (session) => {
    const resource = isId(id) ? await Resource.findById(id).session(session) : null
    if (!resource || !resourcePolicy.see(actor, resource)) throw notFound('Resource')
    await work(resource, session)
    resource.set({ revision: resource.revision + 1, updatedAt: now() })
    await resource.save({ session })
    await afterwards?.(resource.toObject(), session)
    return resource.toObject()
  })
}

/** Empties what a resource of this type doesn't have: what an earlier type left behind. */
function tidied<Input extends Partial<ResourceInput>>(input: Input): Input {
  const { type = 'article' } = input
  const emptied = Object.keys(fieldsOfType)
    .filter((field) => !hasField(field as keyof typeof fieldsOfType, type))
    .map((field) => [field, field === 'number' || field === 'minutes' ? null : ''])
  return { ...input, ...Object.fromEntries(emptied) }
}

/** @throws AppError invalid for a code that the vocabulary doesn't have. */
function checkCategories({ categories: codes = [] }: Partial<ResourceInput>): void {
  const unknown = codes.filter((code) => !categories().find(code))
  if (unknown.length === 0) return
  throw new AppError('invalid', 'The resource has mistakes.', {
    categories: `${unknown.join(', ')} is not in the Common Procurement Vocabulary: look the code up`,
  })
}

async function freeSlug(slug: string, session: ClientSession): Promise<string> {
  const isTaken = await Resource.exists({ slug }).session(session)
  return isTaken ? `${slug}-${randomText(5).toLowerCase()}` : slug
}
