import { z } from 'zod'
import { isId } from '../platform/ids.ts'
import { count, text } from './fields.ts'
import { isQuarter, spendBandNames } from './scale.ts'

/** At most so many authorities write one challenge: beyond it a framework is the better way. */
export const mostCoBuyers = 30

/** The lead names another authority. */
export const inviteCoBuyerSchema = z.strictObject({
  authorityId: z.string().refine(isId, 'Choose an authority from the list'),
})

/** The lead asks several of those that have the problem too, at once. */
export const inviteSharersSchema = z.strictObject({
  authorityIds: z
    .union([z.array(z.string()), z.string().transform((one) => [one])], 'Choose whom you ask')
    .transform((ids) => [...new Set(ids)].filter(isId))
    .refine((ids) => ids.length > 0, 'Choose whom you ask'),
})

/** An authority's own word on a joint challenge. */
export const decideAsCoBuyerSchema = z
  .strictObject({
    decision: z.enum(['join', 'approve', 'decline'], { error: 'Choose what your authority says' }),
    reason: text(1000, 'The reason').default(''),
    /** When the words were submitted that it approves, as the challenge has it: `submittedAt`. */
    submittedAt: z.string().max(40).default(''),
  })
  .refine(({ decision, reason }) => decision !== 'decline' || reason !== '', {
    message: 'Say why, so that the lead can answer',
    path: ['reason'],
  })
export type DecideAsCoBuyer = z.output<typeof decideAsCoBuyerSchema>

/** "We have this problem too": a note for everybody, and the scale as far as it is known. */
export const shareNeedSchema = z.strictObject({
  note: text(500, 'The note').default(''),
  volume: count('How many', 1, 100_000_000).default(null),
  /** Only where the challenge counts nothing itself: its unit is everybody's. */
  unit: text(40, 'What you count').default(''),
  spend: z.enum(spendBandNames, { error: 'Choose a band from the list' }).default(''),
  buyFrom: z
    .string({ error: 'Choose a quarter from the list' })
    .refine((given) => given === '' || isQuarter(given), 'Choose a quarter, like 2027-Q1')
    .default(''),
  isNamed: z
    .union([z.boolean(), z.enum(['yes', 'no'])], { error: 'Choose whether your authority is named' })
    .default(true)
    .transform((given) => given === true || given === 'yes'),
  /** The version of the challenge that was read; whoever names none has read the newest. It binds nobody. */
  version: z.coerce.number().int().min(0).nullable().default(null),
})
export type ShareNeed = z.output<typeof shareNeedSchema>

/** A copy, and whether those with the same problem are invited to it. */
export const copyChallengeSchema = z.strictObject({
  isJoint: z
    .union([z.boolean(), z.literal('yes')])
    .default(false)
    .transform((given) => given === true || given === 'yes'),
})
