import { type Actor, actsFor, belongsTo, isBroker } from '../../shared/platform/actor.ts'
import type { OrganisationKind } from '../../shared/platform/actor.ts'
import type { OrganisationStatus } from '../../shared/organisations/status.ts'

/** What a decision needs to know about an organisation. */
export interface OrganisationFacts {
  id: string
  kind: OrganisationKind
  status: OrganisationStatus
}

const isSystem = (actor: Actor): boolean => actor.kind === 'system'

/** What decides who reads the contact in a supplier's profile. */
export interface ContactFacts {
  /** The supplier's. */
  id: string
  isContactPublic: boolean
  /** The actor's organisation and the supplier were introduced, and both said yes. */
  isIntroduced: boolean
}

/** The contact is the supplier's to give: by publishing it, or by saying yes to an introduction (docs/decisions/0012). */
export const contactPolicy = {
  see: (actor: Actor, { id, isContactPublic, isIntroduced }: ContactFacts): boolean =>
    isSystem(actor) ||
    isBroker(actor) ||
    belongsTo(actor, id) ||
    (actor.kind === 'person' && (isContactPublic || isIntroduced)),
}

const isAdmin = (actor: Actor, { id }: OrganisationFacts): boolean =>
  belongsTo(actor, id) && actor.role === 'admin'

export const organisationPolicy = {
  /** Anybody sees authorities, and the firms that are on public record or confirmed. */
  see: (actor: Actor, organisation: OrganisationFacts): boolean =>
    isSystem(actor) ||
    isBroker(actor) ||
    belongsTo(actor, organisation.id) ||
    organisation.kind === 'authority' ||
    (organisation.kind === 'supplier' && ['unclaimed', 'verified'].includes(organisation.status)),

  /** A supplier's own people may say what it does; a refused one has to be heard again first. */
  editProfile: (actor: Actor, organisation: OrganisationFacts): boolean =>
    organisation.kind === 'supplier' &&
    ['pending', 'verified'].includes(organisation.status) &&
    (isSystem(actor) || actsFor(actor, organisation.id)),

  /** The name: a supplier's administrators, until and after confirmation. The register names authorities. */
  editSettings: (actor: Actor, organisation: OrganisationFacts): boolean =>
    organisation.kind === 'supplier' && organisation.status !== 'refused' && isAdmin(actor, organisation),

  seeMembers: (actor: Actor, organisation: OrganisationFacts): boolean =>
    belongsTo(actor, organisation.id) || isBroker(actor),

  manageMembers: (actor: Actor, organisation: OrganisationFacts): boolean =>
    isSystem(actor) || (organisation.status !== 'refused' && isAdmin(actor, organisation)),

  /** An invitation carries the name to strangers, so a broker has confirmed it before. */
  invite: (actor: Actor, organisation: OrganisationFacts): boolean =>
    organisation.status === 'verified' && isAdmin(actor, organisation),

  /** Everybody may leave; the service keeps the last administrator. */
  leave: (actor: Actor, organisation: OrganisationFacts): boolean => belongsTo(actor, organisation.id),

  /** After a refusal, its people may ask again; an administrator does it, or anybody who may act where none is yet. */
  requestVerification: (actor: Actor, organisation: OrganisationFacts): boolean =>
    organisation.status === 'refused' && actsFor(actor, organisation.id),

  verify: (actor: Actor, organisation: OrganisationFacts): boolean =>
    organisation.status === 'pending' && (isSystem(actor) || isBroker(actor)),

  refuse: (actor: Actor, organisation: OrganisationFacts): boolean =>
    organisation.status === 'pending' && isBroker(actor),

  /** Whoever has an account may say that a public record is their firm's, or that they work for a council. */
  claim: (actor: Actor, organisation: OrganisationFacts): boolean =>
    actor.kind === 'person' &&
    !belongsTo(actor, organisation.id) &&
    (organisation.kind === 'authority' ||
      (organisation.kind === 'supplier' && organisation.status === 'unclaimed')),

  decideClaim: (actor: Actor): boolean => isSystem(actor) || isBroker(actor),

  /** The system reads it to remind brokers. */
  seeQueue: (actor: Actor): boolean => isSystem(actor) || isBroker(actor),
}
