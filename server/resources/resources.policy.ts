import { type Actor, isBroker } from '../../shared/platform/actor.ts'
import type { ResourceStatus } from '../../shared/resources/resource.ts'

/** What a rule about a resource needs to know of it. */
export interface ResourceFacts {
  status: ResourceStatus
}

const isOfBrokerage = (actor: Actor): boolean =>
  actor.organisation?.kind === 'brokerage' && actor.organisation.isVerified

/** Who may do what in the library: everybody reads what is published, brokers keep it. */
export const resourcePolicy = {
  see: (actor: Actor, resource: ResourceFacts): boolean =>
    resource.status === 'published' || actor.kind === 'system' || isOfBrokerage(actor),
  add: (actor: Actor): boolean => isBroker(actor),
  edit: (actor: Actor, _resource: ResourceFacts): boolean => isBroker(actor),
  publish: (actor: Actor, resource: ResourceFacts): boolean => isBroker(actor) && resource.status === 'draft',
  unpublish: (actor: Actor, resource: ResourceFacts): boolean =>
    isBroker(actor) && resource.status === 'published',
}

/** The same rule as `see`, for a list. */
export const visibleTo = (actor: Actor): { status?: ResourceStatus } =>
  resourcePolicy.see(actor, { status: 'draft' }) ? {} : { status: 'published' }
