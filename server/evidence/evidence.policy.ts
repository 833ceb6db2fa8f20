import { type Actor, actsFor, belongsTo, isBroker } from '../../shared/platform/actor.ts'

/** What a decision about a contract on public record needs to know: whose it is, if an authority here has its name. */
export interface ContractOnRecord {
  authorityId: string | null
}

/** Who may do what with the evidence. To read it is for everybody: nothing asks. */
export const evidencePolicy = {
  /** Brokers have everything counted anew. It changes no figure, unless one had gone wrong. */
  rebuild: (actor: Actor): boolean => isBroker(actor),

  /** Read which contracts an authority recorded here and that end: its own people, observers too. */
  seeOwnContracts: (actor: Actor, { authorityId }: ContractOnRecord): boolean =>
    actor.organisation?.kind === 'authority' && authorityId !== null && belongsTo(actor, authorityId),

  /** Begin a challenge from a contract that comes to its end: those who act for the authority that bought it. */
  startChallenge: (actor: Actor, { authorityId }: ContractOnRecord): boolean =>
    actor.organisation?.kind === 'authority' && authorityId !== null && actsFor(actor, authorityId),
}
