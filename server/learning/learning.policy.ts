import { type Actor, belongsTo, isBroker } from '../../shared/platform/actor.ts'

/** Who may do what in courses. Everybody reads them and tries the exercises. */
export const learningPolicy = {
  /** Whoever has an account keeps what they did, whatever their organisation and role. */
  keepProgress: (actor: Actor): boolean => actor.kind === 'person',

  /** Progress, words and consents are the person's own: no colleague, administrator or broker sees them. */
  seeOwn: (actor: Actor, ownerId: string): boolean => actor.kind === 'person' && actor.userId === ownerId,

  /** Figures of an authority, and the names of those who agreed: for everybody in it. */
  seeSkills: (actor: Actor, authorityId: string): boolean =>
    actor.organisation?.kind === 'authority' && belongsTo(actor, authorityId),

  /** Figures of all authorities together, without names. */
  seeTotals: (actor: Actor): boolean => isBroker(actor),
}
