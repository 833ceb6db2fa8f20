import { z } from 'zod'
import { readable } from '../platform/readable.ts'
import { askSchema, longestQuestion, required } from './clarifications.schema.ts'

const longestReason = 1000

/** With the brokers for a wording, with its supplier to agree to one, asked in agreed words, or at an end. */
export const privateStatuses = ['with-brokers', 'to-agree', 'entered', 'withdrawn'] as const
export type PrivateStatus = (typeof privateStatuses)[number]

/** A question of which parts are confidential: the words, and what in them must not be read by others. */
export const askPrivatelySchema = z.strictObject({
  text: askSchema.shape.text,
  confidential: required('Say which parts are confidential, and why', longestReason, 'The reason'),
})

/** Made once for each form that is shown: sent twice, it asks once. */
const key = z.string().max(60).optional()

/** The form of asking: one page for both ways. Only where it is ticked does the reason count. */
export const askFormSchema = askSchema
  .extend({ key, isConfidential: z.enum(['yes']).optional(), confidential: z.string().optional() })
  .superRefine(({ isConfidential, confidential }, context) => {
    if (!isConfidential) return
    const { error } = askPrivatelySchema.shape.confidential.safeParse(confidential ?? '')
    if (error)
      context.addIssue({ code: 'custom', path: ['confidential'], message: error.issues[0]?.message ?? '' })
  })

/** What a broker proposes to the supplier: other words, or those asked, which then count. */
export const proposeWordingSchema = z
  .strictObject({
    how: z.enum(
      ['rephrase', 'as-it-is'],
      'Choose whether to rephrase the question or to publish it as it is',
    ),
    text: z
      .string()
      .overwrite(readable)
      .trim()
      .max(longestQuestion, 'The wording must be 2,000 characters or fewer')
      .default(''),
    note: z.string().trim().max(longestReason, 'The note must be 1,000 characters or fewer').default(''),
  })
  .refine(({ how, text }) => how === 'as-it-is' || text !== '', {
    path: ['text'],
    message: 'Write the wording that everybody would read',
  })

/** Why the wording will not do, for the broker. */
export const declineWordingSchema = z.strictObject({
  note: required('Say what in this wording must not be read by others', longestReason, 'The note'),
})

/** Why a question goes no further; a broker has to say, a supplier need not. */
export const withdrawPrivateSchema = z.strictObject({
  reason: z.string().trim().max(longestReason, 'The reason must be 1,000 characters or fewer').default(''),
})
