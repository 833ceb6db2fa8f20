import { isPast } from '../../shared/challenges/effective-status.ts'
import { type Actor, actsFor, belongsTo } from '../../shared/platform/actor.ts'

/** What a decision needs to know about the challenge. */
export interface ProposedChallenge {
  /** The authority that leads it, and those that approved it as co-buyers. */
  buyerIds: string[]
  /** The state at this moment, by the clock. */
  status: string
  respondBy: Date | null
}

export interface ProposalFacts {
  supplierId: string
  status: 'draft' | 'submitted' | 'withdrawn'
}

/** True while answers to a challenge may be written and sent. */
export const takesProposals = (challenge: ProposedChallenge, at: Date): boolean =>
  ['open', 'clarifications-closed'].includes(challenge.status) && !isPast(challenge.respondBy, at)

/** Who may do what with a proposal. Until the deadline nobody outside the supplier may know that it exists. */
export const proposalPolicy = {
  /** Any supplier may answer any challenge, matched or not (Procurement Act 2023, s.85(1)). */
  start: (actor: Actor, challenge: ProposedChallenge, at: Date): boolean =>
    actor.organisation?.kind === 'supplier' &&
    actsFor(actor, actor.organisation.id) &&
    takesProposals(challenge, at),

  /** The supplier's own people, its viewers too; always. */
  see: (actor: Actor, proposal: ProposalFacts): boolean =>
    actor.organisation?.kind === 'supplier' && belongsTo(actor, proposal.supplierId),

  edit: (actor: Actor, challenge: ProposedChallenge, proposal: ProposalFacts, at: Date): boolean =>
    actsFor(actor, proposal.supplierId) && takesProposals(challenge, at),

  /** A supplier that a broker has confirmed, until the very instant of the deadline. */
  submit: (actor: Actor, challenge: ProposedChallenge, proposal: ProposalFacts, at: Date): boolean =>
    actsFor(actor, proposal.supplierId) &&
    actor.organisation?.isVerified === true &&
    takesProposals(challenge, at),

  withdraw: (actor: Actor, challenge: ProposedChallenge, proposal: ProposalFacts, at: Date): boolean =>
    actsFor(actor, proposal.supplierId) && proposal.status === 'submitted' && takesProposals(challenge, at),

  /** The buyers may know where proposals will be found, whatever state the challenge is in. */
  isOfBuyer: (actor: Actor, { buyerIds }: ProposedChallenge): boolean =>
    actor.organisation?.kind === 'authority' && buyerIds.some((id) => belongsTo(actor, id)),

  /** What was submitted is for the buyers to read once it was opened after the deadline; nobody else, no broker. */
  readReceived: (actor: Actor, challenge: ProposedChallenge, isOpened: boolean): boolean =>
    isOpened && challenge.status === 'closed' && proposalPolicy.isOfBuyer(actor, challenge),
}
