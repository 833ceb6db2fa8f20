import { type Actor, actsFor, belongsTo } from '../../shared/platform/actor.ts'
import type { PartnershipState } from '../../shared/proposals/consortium.ts'
import { type ProposedChallenge, takesProposals } from './proposals.policy.ts'

/** What a decision needs to know of an invitation. */
export interface PartnershipFacts {
  leadId: string
  /** Null until an address that was invited took its link up. */
  partnerId: string | null
  state: PartnershipState
  /** The lead lets its partners read the draft. */
  isOpenToPartners: boolean
}

const isPartner = (actor: Actor, { partnerId }: PartnershipFacts): boolean =>
  partnerId !== null && actor.organisation?.kind === 'supplier' && belongsTo(actor, partnerId)

const actsAsPartner = (actor: Actor, { partnerId }: PartnershipFacts): boolean =>
  partnerId !== null && actor.organisation?.kind === 'supplier' && actsFor(actor, partnerId)

/** Who may do what in a consortium. Until the opening nobody but the lead and the invited may know of it. */
export const consortiumPolicy = {
  /** A lead that a broker has confirmed: invitations bear its name. */
  invite: (actor: Actor, challenge: ProposedChallenge, proposal: { supplierId: string }, at: Date): boolean =>
    actsFor(actor, proposal.supplierId) &&
    actor.organisation?.isVerified === true &&
    takesProposals(challenge, at),

  /** The page of an invitation, for the partner’s own people, viewers too; of one that was removed as well. */
  see: (actor: Actor, partnership: PartnershipFacts): boolean => isPartner(actor, partnership),

  answer: (actor: Actor, challenge: ProposedChallenge, partnership: PartnershipFacts, at: Date): boolean =>
    actsAsPartner(actor, partnership) && partnership.state === 'invited' && takesProposals(challenge, at),

  confirm: (actor: Actor, challenge: ProposedChallenge, partnership: PartnershipFacts, at: Date): boolean =>
    actsAsPartner(actor, partnership) && partnership.state === 'accepted' && takesProposals(challenge, at),

  /** Until the deadline, like everything that changes what is submitted. */
  leave: (actor: Actor, challenge: ProposedChallenge, partnership: PartnershipFacts, at: Date): boolean =>
    consortiumPolicy.confirm(actor, challenge, partnership, at),

  /** Only while it takes part, and only if the lead opened the draft; never to change it. */
  readDraft: (actor: Actor, partnership: PartnershipFacts): boolean =>
    isPartner(actor, partnership) && partnership.state === 'accepted' && partnership.isOpenToPartners,

  /** The link of an e-mail, by somebody who acts for a supplier that is not the lead itself. */
  claim: (actor: Actor, partnership: PartnershipFacts): boolean =>
    partnership.partnerId === null &&
    partnership.state === 'invited' &&
    actor.organisation?.kind === 'supplier' &&
    actsFor(actor, actor.organisation.id) &&
    actor.organisation.id !== partnership.leadId,
}
