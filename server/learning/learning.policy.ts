import { type Actor, belongsTo, isBroker } from '../../shared/platform/actor.ts'

/** Who may do what in courses. Everybody reads them and tries the exercises. */
export const learningPolicy = {
  /**
   * Whoever has an account keeps what they did, whatever their organisation and role. Progress, words and consents are
   * only ever looked up by the caller's own id: no rule here lets anybody see another's.
   */
  keepProgress: (actor: Actor): boolean => actor.kind === 'person',

  /** Figures of an authority, and the names of those who agreed: for everybody in it. */
  seeSkills: (actor: Actor, authorityId: string): boolean =>
    actor.organisation?.kind === 'authority' && belongsTo(actor, authorityId),

  /** Figures of all authorities together, without names. */
  seeTotals: (actor: Actor): boolean => isBroker(actor),
}
