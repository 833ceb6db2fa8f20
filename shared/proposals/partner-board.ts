import { z } from 'zod'
import { required } from '../challenges/fields.ts'
import { defineEvent } from '../platform/event.ts'

/** One short line each: enough to be found, too little to tell an idea. */
export const mostOfLine = 200

/** What a supplier says of itself to others who look for a partner for one challenge. */
export const partnerLineSchema = z.strictObject({
  brings: required(mostOfLine, 'What you bring', 'Say in a line what you bring'),
  looksFor: required(mostOfLine, 'What you look for', 'Say in a line what you look for'),
})
export type PartnerLine = z.output<typeof partnerLineSchema>

const payload = z.object({ challengeId: z.string(), supplierId: z.string(), lineId: z.string() })
// Not of the challenge's own history: buyers and brokers learn nothing of who looks for whom.
const subject = ({ lineId }: { lineId: string }) => ({ kind: 'partner-line', id: lineId })

/** A supplier says, or says anew, that it is open to partners for a challenge. */
export const partnerLineWritten = defineEvent({ name: 'proposal.partner-line-written', payload, subject })

/** It took that back. */
export const partnerLineWithdrawn = defineEvent({ name: 'proposal.partner-line-withdrawn', payload, subject })
