import { z } from 'zod'
import { instant } from '../challenges/fields.ts'

const reason = (missing: string) =>
  z.string(missing).trim().min(1, missing).max(300, 'The reason must be 300 characters or fewer')

/** Stops all changes. */
export const readOnlySchema = z.strictObject({
  reason: reason('Say why nothing can be changed: everybody will read it').transform((text) =>
    text.replace(/\.$/, ''),
  ),
  until: instant('The expected end', '12:00').default(null),
})
export type ReadOnlyInput = z.output<typeof readOnlySchema>

/** Lets changes be made again. */
export const changesSchema = z.strictObject({})

/** Stops or allows changes, for programs. */
export const readOnlyBody = z.discriminatedUnion('isReadOnly', [
  z.strictObject({ isReadOnly: z.literal(true), ...readOnlySchema.shape }),
  z.strictObject({ isReadOnly: z.literal(false) }),
])

/** Tries a failed job of a queue again, or all of them if none is named. */
export const retrySchema = z.strictObject({ jobId: z.string().min(1).max(300).optional() })

/** Gives a failed job up. */
export const discardSchema = z.strictObject({
  reason: reason('Say why this need not be done: it is kept in the record'),
})

/** Whose e-mails are looked up. */
export const lookUpSchema = z.strictObject({
  email: z
    .email('Enter the whole e-mail address of the person, like name@example.com')
    .max(254, 'The e-mail address must be 254 characters or fewer'),
})

/** How far back the figures of e-mails go; nonsense is a day. */
export const emailsQuery = z.object({ days: z.enum(['1', '7']).catch('1') })

/** How many jobs the page before had tried again; nonsense is none. */
export const countQuery = z.object({ count: z.coerce.number().int().min(0).max(1_000_000).catch(0) })
