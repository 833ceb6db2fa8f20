import { type Actor, actsFor } from '../../shared/platform/actor.ts'
import { type ProposedChallenge, takesProposals } from './proposals.policy.ts'

/**
 * Who may use the board on which suppliers look for partners for a challenge. Until the deadline only suppliers that a
 * broker has confirmed; after it nobody. Buyers and brokers never learn from it who works on an answer.
 */
export const partnerBoardPolicy = {
  see: (actor: Actor, challenge: ProposedChallenge, at: Date): boolean =>
    actor.kind === 'person' &&
    actor.organisation?.kind === 'supplier' &&
    actor.organisation.isVerified &&
    takesProposals(challenge, at),

  /** Write, change and take back the one line of one's own supplier. */
  write: (actor: Actor, challenge: ProposedChallenge, at: Date): boolean =>
    partnerBoardPolicy.see(actor, challenge, at) && actsFor(actor, actor.organisation?.id ?? ''),
}
