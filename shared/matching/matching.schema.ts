import { z } from 'zod'
import { isAskedFor } from '../platform/query-values.ts'
import { declineKinds } from './decline-kinds.ts'

const reason = (missing: string) =>
  z
    .string({ error: missing })
    .trim()
    .min(1, missing)
    .max(1000, 'The reason must be 1,000 characters or fewer')

const kind = (missing: string) => z.enum(declineKinds, { error: missing })

/** Approving says nothing more than yes. */
export const approveMatchSchema = z.strictObject({ page: z.string().max(10).optional() })

/** Turning a match down. */
export const declineMatchSchema = z.strictObject({
  kind: kind('Choose what the reason is about'),
  reason: reason('Say why this match is declined'),
})

/** A supplier on a match that it was sent. */
export const notForMeSchema = z.strictObject({
  kind: kind('Choose what the reason is about'),
  reason: reason('Say why this is not for you'),
})

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
const proposeFrom = score('Enter a score between 0 and 1, such as 0.30')

export const matchingSettingsSchema = z
  .discriminatedUnion(
    'sending',
    [
      z.strictObject({
        proposeFrom,
        sending: z.literal('never'),
        // The form's other field, whatever was left in it.
        sendFrom: z.string().trim().max(10).optional(),
      }),
      z.strictObject({
        proposeFrom,
        sending: z.literal('from'),
        sendFrom: score('Enter a score between 0 and 1, such as 0.45'),
      }),
    ],
    { error: 'Choose whether matches may go out unasked' },
  )
  .transform((input) => ({
    proposeFrom: input.proposeFrom,
    sendFrom: input.sending === 'never' ? null : input.sendFrom,
  }))

/** Using a version or asking for a new one says nothing more than that. */
export const changeModelSchema = z.strictObject({})

const conditionsNamed = (named: string | string[] | undefined) =>
  [...new Set([named ?? []].flat().flatMap((one) => one.split(',')))].slice(0, 60)
const named = z.union([z.string(), z.array(z.string())]).optional()

/** What a reader of a draft's market tries; in an address a condition is named once for each that is left out. */
export const marketQuery = z.object({
  drop: named.catch(undefined).transform(conditionsNamed),
  anywhere: isAskedFor.catch(false),
})

/** The same for programs, which are told of what can't be meant. */
export const marketAsked = z.object({
  drop: named
    .transform(conditionsNamed)
    .meta({ description: 'Ids of conditions to leave out, parted by commas or named one by one' }),
  anywhere: isAskedFor.meta({ description: 'Count also as if the work could be anywhere in the UK' }),
})
