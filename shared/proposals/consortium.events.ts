import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'

// Who the partner is stands in the sealed invitation alone.
const payload = z.object({
  partnershipId: z.string(),
  proposalId: z.string(),
  challengeId: z.string(),
  supplierId: z.string(),
})
const subject = ({ proposalId }: { proposalId: string }) => ({ kind: 'proposal', id: proposalId })

/** The lead of a proposal asks another supplier to be its partner. */
export const partnerInvited = defineEvent({ name: 'proposal.partner-invited', payload, subject })

/** An invited partner accepted, declined, confirmed or left. */
export const partnerAnswered = defineEvent({ name: 'proposal.partner-answered', payload, subject })

/** The lead changed what a partner would do, or its share: it confirms again. */
export const partnerChanged = defineEvent({ name: 'proposal.partner-changed', payload, subject })

/** The lead took a partner out again. */
export const partnerRemoved = defineEvent({ name: 'proposal.partner-removed', payload, subject })
