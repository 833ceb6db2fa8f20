import { z } from 'zod'
import { isId } from '../platform/ids.ts'
import { count, text } from './fields.ts'

/** At most so many authorities write one challenge: beyond it a framework is the better way. */
export const mostCoBuyers = 30

/** The lead names another authority. */
export const inviteCoBuyerSchema = z.strictObject({
  authorityId: z.string().refine(isId, 'Choose an authority from the list'),
})

/** An authority's own word on a joint challenge. */
export const decideAsCoBuyerSchema = z
  .strictObject({
    decision: z.enum(['approve', 'decline'], { error: 'Choose whether you approve it' }),
    reason: text(1000, 'The reason').default(''),
  })
  .refine(({ decision, reason }) => decision === 'approve' || reason !== '', {
    message: 'Say why, so that the lead can answer',
    path: ['reason'],
  })
export type DecideAsCoBuyer = z.output<typeof decideAsCoBuyerSchema>

/** "We have this problem too": a note for everybody, and how many in the challenge's unit. */
export const shareNeedSchema = z.strictObject({
  note: text(500, 'The note').default(''),
  volume: count('How many', 1, 100_000_000).default(null),
})
export type ShareNeed = z.output<typeof shareNeedSchema>

/** A copy, and whether those with the same problem are invited to it. */
export const copyChallengeSchema = z.strictObject({
  isJoint: z
    .union([z.boolean(), z.literal('yes')])
    .default(false)
    .transform((given) => given === true || given === 'yes'),
})
