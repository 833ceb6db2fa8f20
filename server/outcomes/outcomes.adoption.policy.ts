import { adoptionMayBecome, type AdoptionStatus } from '../../shared/outcomes/adoption.ts'
import { type Actor, actsFor, belongsTo } from '../../shared/platform/actor.ts'

/** What a decision about an adoption needs to know. */
export interface AdoptionStanding {
  /** The buyers of the pilot: they own what is asked for. */
  ownerIds: string[]
  /** The authority that asks; null before anybody does. */
  authorityId: string | null
  /** Null before anybody asks. */
  status: AdoptionStatus | null
}

const isOfOwner = (actor: Actor, { ownerIds }: AdoptionStanding): boolean =>
  ownerIds.some((id) => belongsTo(actor, id))
const actsForOwner = (actor: Actor, { ownerIds }: AdoptionStanding): boolean =>
  ownerIds.some((id) => actsFor(actor, id))
const actsForOther = (actor: Actor, { authorityId }: AdoptionStanding): boolean =>
  authorityId !== null && actsFor(actor, authorityId)

/**
 * Who may do what where another authority wants what a pilot showed. Only the two authorities know of it; its supplier
 * hears once something is adopted, so that it knows of no purchase before other suppliers do (s.12).
 */
export const adoptionPolicy = {
  /** Whoever acts for an authority that is no buyer of the pilot, and is confirmed: the owner must know whom it answers. */
  ask: (actor: Actor, standing: AdoptionStanding): boolean =>
    standing.status === null &&
    actor.organisation?.kind === 'authority' &&
    actor.organisation.isVerified &&
    actsFor(actor, actor.organisation.id) &&
    !isOfOwner(actor, standing),

  see: (actor: Actor, standing: AdoptionStanding): boolean =>
    standing.authorityId !== null && (isOfOwner(actor, standing) || belongsTo(actor, standing.authorityId)),

  /** Help or decline, once. */
  answer: (actor: Actor, standing: AdoptionStanding): boolean =>
    standing.status !== null &&
    adoptionMayBecome(standing.status, 'answered') &&
    actsForOwner(actor, standing),

  /** Say that it is bought, and begin a draft for it. */
  adopt: (actor: Actor, standing: AdoptionStanding): boolean =>
    standing.status !== null &&
    adoptionMayBecome(standing.status, 'adopted') &&
    actsForOther(actor, standing),

  withdraw: (actor: Actor, standing: AdoptionStanding): boolean =>
    standing.status !== null &&
    adoptionMayBecome(standing.status, 'withdrawn') &&
    actsForOther(actor, standing),
}
