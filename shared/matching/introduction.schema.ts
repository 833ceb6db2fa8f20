import { z } from 'zod'
import { introductionKinds } from './introduction.ts'
import { searchWords } from '../platform/search-words.ts'

// Details are exchanged once both sides have accepted, and not in the broker's words before.
const address = /\S@\S+\.\S/
const telephone = /(?:\+|\b0)(?:[\s().-]?\d){9,13}\b/

const words = (missing: string, long: string) =>
  z
    .string({ error: missing })
    .trim()
    .min(1, missing)
    .max(1500, long)
    .refine(
      (text) => !address.test(text) && !telephone.test(text),
      'Leave out e-mail addresses and telephone numbers: they are exchanged once both sides have accepted',
    )

const supplier = (missing: string) => z.string({ error: missing }).trim().min(1, missing).max(40, missing)

/** A broker's proposal. Between buyer and supplier the other side is the authority of the challenge. */
export const proposeIntroductionSchema = z
  .strictObject({
    between: z.enum(introductionKinds, { error: 'Choose who is introduced to whom' }),
    supplierId: supplier('Choose a supplier'),
    otherSupplierId: z.string().trim().max(40, 'Choose the other supplier').optional(),
    why: words('Say why they should meet', 'Why they should meet must be 1,500 characters or fewer'),
    toTalkAbout: words(
      'Say what they might talk about',
      'What they might talk about must be 1,500 characters or fewer',
    ),
  })
  .superRefine(({ between, supplierId, otherSupplierId }, context) => {
    const path = ['otherSupplierId']
    if (between === 'suppliers' && !otherSupplierId)
      context.addIssue({ code: 'custom', path, message: 'Choose the other supplier' })
    if (between === 'suppliers' && supplierId === otherSupplierId)
      context.addIssue({ code: 'custom', path, message: 'Choose two different suppliers' })
    if (between === 'buyer-and-supplier' && otherSupplierId)
      context.addIssue({ code: 'custom', path, message: 'The authority of the challenge is the other side' })
  })
export type ProposeIntroduction = z.output<typeof proposeIntroductionSchema>

/** Saying yes, or taking a proposal back, says nothing more. */
export const plainAnswerSchema = z.strictObject({})

/** Saying no; the reason goes to the brokers alone. */
export const declineIntroductionSchema = z.strictObject({
  reason: z.string().trim().max(1000, 'The reason must be 1,000 characters or fewer').default(''),
})

const idInAddress = z
  .string()
  .regex(/^[\w-]{1,40}$/)
  .optional()
  .catch(undefined)

/** How far a broker has come in choosing; nonsense in an address counts as not chosen yet. */
export const proposeQuery = z.object({
  between: z.enum(introductionKinds).optional().catch(undefined),
  supplier: idInAddress,
  other: idInAddress,
  q: searchWords,
  /** Which of them was to be chosen from what was found; the address has it if somebody was. */
  choosing: z.enum(['supplier', 'other']).optional().catch(undefined),
})
export type ProposeQuery = z.output<typeof proposeQuery>
