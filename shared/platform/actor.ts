/** The three kinds of organisation that a person can act for. */
export const organisationKinds = ['authority', 'supplier', 'brokerage'] as const
export type OrganisationKind = (typeof organisationKinds)[number]

/** What a member may do in their organisation; a viewer reads everything of it and changes nothing. */
export const roles = ['admin', 'member', 'viewer'] as const
export type Role = (typeof roles)[number]

/** Who asks: every policy, service and presenter takes one of these and nothing else about the caller. */
export interface Actor {
  kind: 'visitor' | 'person' | 'system'
  /** Empty for a visitor and for the system. */
  userId: string
  /** The organisation the person acts for at this moment; null before they joined one. */
  organisation: { id: string; kind: OrganisationKind; name: string; isVerified: boolean } | null
  role: Role | null
}

/** Nobody signed in. */
export const visitor: Actor = { kind: 'visitor', userId: '', organisation: null, role: null }

/** Foothold itself: jobs, schedules and the seed. */
export const system: Actor = { kind: 'system', userId: '', organisation: null, role: null }

/** True for anybody who may act (not only read) for a brokerage. */
export const isBroker = (actor: Actor): boolean =>
  actor.organisation?.kind === 'brokerage' && actor.organisation.isVerified && actor.role !== 'viewer'

/** True for anybody of a confirmed brokerage, readers too. */
export const isOfBrokerage = (actor: Actor): boolean =>
  actor.kind === 'person' && actor.organisation?.kind === 'brokerage' && actor.organisation.isVerified

/** True if the person belongs to this organisation, in whatever role. */
export const belongsTo = (actor: Actor, organisationId: string): boolean =>
  actor.kind === 'person' && actor.organisation?.id === organisationId

/** True if the person may change things for this organisation. */
export const actsFor = (actor: Actor, organisationId: string): boolean =>
  belongsTo(actor, organisationId) && actor.role !== 'viewer' && actor.role !== null
