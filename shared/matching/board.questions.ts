import { z } from 'zod'
import { defineQuestion } from '../platform/question.ts'
import { sharedContextSchema } from './contexts.ts'
import { missingSchema } from './missing.ts'
import { partNames } from './parts.ts'
import { reasonSchema } from './reasons.ts'

const parts = z.record(z.enum(partNames), z.number())

/** A supplier's place in a ranking that is made for the question and kept nowhere. */
export const placeSchema = z.object({
  supplierId: z.string(),
  rank: z.number().int(),
  score: z.number(),
  parts,
})
export type Place = z.infer<typeof placeSchema>

/** Where a firm would come among all, and why; what it is measured against: the first, and the last above the line. */
export const whyNot = defineQuestion({
  name: 'matching.why-not',
  payload: z.object({ challengeId: z.string(), supplierId: z.string() }),
  answer: z.object({
    total: z.number().int(),
    weights: parts,
    /** Null for a firm that is not in the directory. */
    firm: placeSchema
      .extend({
        reasons: z.array(reasonSchema),
        missing: z.array(missingSchema),
        contexts: z.array(sharedContextSchema),
        /** Nothing is known of what it does. */
        saysNothing: z.boolean(),
      })
      .nullable(),
    first: placeSchema.nullable(),
    /** Null if nobody reaches the line. */
    atLine: placeSchema.nullable(),
  }),
})

/** How many suppliers are shown under other weights. */
export const triedRows = 25

/** Who would come first if the parts of the score weighed differently. */
export const tryWeights = defineQuestion({
  name: 'matching.try-weights',
  payload: z.object({ challengeId: z.string(), weights: parts }),
  answer: z.object({
    total: z.number().int(),
    rows: z.array(
      placeSchema.extend({
        rankNow: z.number().int(),
        /** Places up, or down if negative. */
        movedBy: z.number().int(),
      }),
    ),
  }),
})
