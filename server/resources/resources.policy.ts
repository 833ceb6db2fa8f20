import { type Actor, actsFor, isBroker, isOfBrokerage } from '../../shared/platform/actor.ts'
import type { ResourceStatus, ResourceType } from '../../shared/resources/resource.ts'

/** What a rule about a resource needs to know of it. */
export interface ResourceFacts {
  status: ResourceStatus
  type: ResourceType
  /** Where its words were agreed by others; null for what brokers write. */
  from: object | null
}

/** Who may do what in the library: everybody reads what is published, brokers keep it. */
export const resourcePolicy = {
  see: (actor: Actor, resource: Pick<ResourceFacts, 'status'>): boolean =>
    resource.status === 'published' || actor.kind === 'system' || isOfBrokerage(actor),
  add: (actor: Actor): boolean => isBroker(actor),
  /** What two sides of a pilot agreed to is theirs to change. */
  edit: (actor: Actor, { from }: Pick<ResourceFacts, 'from'>): boolean => isBroker(actor) && from === null,
  /** Say where it is found and where it helps: brokers, also of what others agreed to, as long as it is theirs to keep. */
  file: (actor: Actor, { status }: Pick<ResourceFacts, 'status'>): boolean =>
    isBroker(actor) && status !== 'archived',
  publish: (actor: Actor, resource: Pick<ResourceFacts, 'status'>): boolean =>
    isBroker(actor) && resource.status === 'draft',
  unpublish: (actor: Actor, resource: Pick<ResourceFacts, 'status'>): boolean =>
    isBroker(actor) && resource.status === 'published',
  /** Put a file to it; only a report has one. */
  attach: (actor: Actor, resource: ResourceFacts): boolean => isBroker(actor) && resource.type === 'report',
  /** Begin a challenge with a template; who may begin one at all is for the room of challenges to say. */
  use: (actor: Actor, resource: Pick<ResourceFacts, 'status' | 'type'>): boolean =>
    resource.type === 'template' &&
    resource.status === 'published' &&
    actor.organisation?.kind === 'authority' &&
    actsFor(actor, actor.organisation.id),
}

/** The same rule as `see`, for a list. */
export const visibleTo = (actor: Actor): { status?: ResourceStatus } =>
  resourcePolicy.see(actor, { status: 'draft' }) ? {} : { status: 'published' }
