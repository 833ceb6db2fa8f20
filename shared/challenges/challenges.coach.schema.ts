import { z } from 'zod'
import { required } from './fields.ts'

const place = {
  rule: z.string().max(60),
  field: z.string().max(80),
  quote: z.string().max(1000).default(''),
}

/** A rewrite is taken over where the words are still those that it was made for. */
export const acceptRewriteSchema = z.strictObject({
  ...place,
  start: z.coerce.number().int().min(0).max(1_000_000),
})
export type AcceptRewrite = z.output<typeof acceptRewriteSchema>

/** The words are kept in spite of a finding; the brokers read why. */
export const setAsideSchema = z.strictObject({
  ...place,
  reason: required(1000, 'The reason', 'Say why you keep your words'),
})
export type SetAside = z.output<typeof setAsideSchema>

/** A finding that was set aside is looked at again. */
export const takeUpSchema = z.strictObject(place)
export type TakeUp = z.output<typeof takeUpSchema>
