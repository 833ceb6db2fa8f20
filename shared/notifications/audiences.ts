import type { OrganisationKind } from '../platform/actor.ts'

/**
 * For whom a notice can be, and which side they are on (null: everybody can be one of them).
 * `concerned` is everybody outside the authority who has to do with a challenge: matched and told, asked,
 * proposing or following; all of them are told the same at the same time. `introduced` is the two sides of an
 * introduction, but for one that declined it; `askers` whoever asked the question, each firm alone; `submitters` the
 * firms whose proposals stand; `partner` the supplier, or the address, that was invited into a consortium;
 * `deciders` whoever may decide about an interest that somebody declared in an evaluation; `organisers` and
 * `groupMembers` people of a working group, but for those who muted it; `holders` its organisers who may see who
 * registered for an engagement; `registered` everybody of each firm that did.
 */
export const audiences = {
  brokers: 'brokerage',
  authority: 'authority',
  concerned: null,
  introduced: null,
  supplier: 'supplier',
  askers: 'supplier',
  submitters: 'supplier',
  partner: 'supplier',
  deciders: 'authority',
  organisers: 'authority',
  groupMembers: 'authority',
  holders: 'authority',
  registered: 'supplier',
  organisation: null,
  administrators: null,
  person: null,
  invited: null,
  mailbox: null,
} as const satisfies Record<string, OrganisationKind | null>

export type Audience = keyof typeof audiences
