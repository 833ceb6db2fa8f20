import { type Actor, type OrganisationKind, type Role, system, visitor } from '../../shared/platform/actor.ts'

/** A person of an organisation, without a database; for tables of policies. */
export const actor = (
  kind: OrganisationKind,
  id: string,
  role: Role = 'member',
  isVerified = true,
): Actor => ({
  kind: 'person',
  userId: `${id}-${role}`,
  organisation: { id, kind, name: id, isVerified },
  role,
})

/** One of everybody who may turn up at a challenge of `council`, asked or answered by `supplier`. */
export const everybody = {
  visitor,
  nobodys: { kind: 'person', userId: 'nobody', organisation: null, role: null } satisfies Actor,
  buyer: actor('authority', 'council'),
  buyerViewer: actor('authority', 'council', 'viewer'),
  otherCouncil: actor('authority', 'other-council', 'admin'),
  supplier: actor('supplier', 'supplier'),
  supplierViewer: actor('supplier', 'supplier', 'viewer'),
  unconfirmed: actor('supplier', 'unconfirmed', 'admin', false),
  otherSupplier: actor('supplier', 'other-supplier', 'admin'),
  broker: actor('brokerage', 'ipec'),
  brokerViewer: actor('brokerage', 'ipec', 'viewer'),
  falseBroker: actor('brokerage', 'false', 'admin', false),
  system,
} satisfies Record<string, Actor>

export type Who = keyof typeof everybody

/** Everybody with what a rule says to them; tests compare it with those who are meant to be allowed. */
export const allowed = (rule: (actor: Actor) => boolean): Who[] =>
  (Object.keys(everybody) as Who[]).filter((who) => rule(everybody[who]))
