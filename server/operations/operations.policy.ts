import type { Actor } from '../../shared/platform/actor.ts'

const isAdministrator = (actor: Actor): boolean =>
  actor.organisation?.kind === 'brokerage' && actor.organisation.isVerified && actor.role === 'admin'

export const operationsPolicy = {
  /** Administrators of the brokerage see how Foothold does; whose e-mails they look up is kept in the record. */
  see: (actor: Actor): boolean => isAdministrator(actor),

  /** The same people try work again, give it up, and stop changes. */
  change: (actor: Actor): boolean => isAdministrator(actor),
}
