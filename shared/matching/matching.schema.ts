import { z } from 'zod'

const reason = (missing: string) =>
  z
    .string({ error: missing })
    .trim()
    .min(1, missing)
    .max(1000, 'The reason must be 1,000 characters or fewer')

/** Approving says nothing more than yes. */
export const approveMatchSchema = z.strictObject({ page: z.string().max(10).optional() })

/** Turning a match down. */
export const declineMatchSchema = z.strictObject({ reason: reason('Say why this match is declined') })

/** A supplier on a match that it was sent. */
export const notForMeSchema = z.strictObject({ reason: reason('Say why this is not for you') })

/** A broker's own pick. */
export const addMatchSchema = z.strictObject({
  supplierId: z
    .string({ error: 'Choose a supplier' })
    .trim()
    .min(1, 'Choose a supplier')
    .max(40, 'Choose a supplier'),
  reason: reason('Say why this supplier fits'),
})

const score = (missing: string) =>
  z
    .string({ error: missing })
    .trim()
    .regex(/^(?:0(?:\.\d{1,2})?|0?\.\d{1,2}|1(?:\.0{1,2})?)$/, missing)
    .transform(Number)

/** The brokerage's settings as a form sends them: scores as people write them, an empty one for never. */
export const matchingSettingsSchema = z
  .strictObject({
    proposeFrom: score('Enter a score between 0 and 1, such as 0.45'),
    sending: z.enum(['never', 'from'], { error: 'Choose whether matches may go out unasked' }),
    sendFrom: z.string().trim().max(10).optional(),
  })
  .transform((input, context) => {
    if (input.sending === 'never') return { proposeFrom: input.proposeFrom, sendFrom: null }
    const sendFrom = score('Enter a score between 0 and 1, such as 0.75').safeParse(input.sendFrom)
    if (sendFrom.success) return { proposeFrom: input.proposeFrom, sendFrom: sendFrom.data }
    context.addIssue({
      code: 'custom',
      path: ['sendFrom'],
      message: 'Enter a score between 0 and 1, such as 0.75',
    })
    return z.NEVER
  })
