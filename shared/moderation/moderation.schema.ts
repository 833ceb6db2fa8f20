import { z } from 'zod'

/** What can wait for a broker. */
export const itemKinds = [
  'organisation',
  'claim',
  'challenge',
  'matches',
  'question',
  'private-question',
  'question-to-show',
  'opening',
] as const
export type ItemKind = (typeof itemKinds)[number]

/** Names one item of the queue. */
export const itemSchema = z.strictObject({
  kind: z.enum(itemKinds, 'Choose an item of the queue'),
  id: z.string().min(1, 'Choose an item of the queue').max(100),
})

/** A decision for which a reason may be noted. */
export const confirmSchema = z.strictObject({
  reason: z.string().trim().max(1000, 'The note must be 1,000 characters or fewer').default(''),
})

/** A refusal, which the other side reads. */
export const refuseSchema = z.strictObject({
  reason: z
    .string('Say why, so that they can put it right')
    .trim()
    .min(1, 'Say why, so that they can put it right')
    .max(1000, 'The reason must be 1,000 characters or fewer'),
})

/** Which kind the queue shows; nonsense shows all. */
export const queueQuery = z.object({ kind: z.enum(itemKinds).optional().catch(undefined) })

/** The same for programs, which are told of a kind that there is not. */
export const queueAsked = z.object({ kind: z.enum(itemKinds).optional() })
