import { z } from 'zod'
import { defineQuestion } from '../platform/question.ts'
import { ownMissingSchema } from './missing.ts'
import { gainSchema } from './profile-gains.ts'
import { partNames } from './parts.ts'
import { reasonSchema } from './reasons.ts'

const payload = z.object({ supplierId: z.string() })
const part = z.number().min(0).max(1)

/** How well each open challenge fits one supplier, the best first, and why; for that supplier's own eyes. */
export const challengesForSupplier = defineQuestion({
  name: 'matching.challenges-for-supplier',
  payload,
  answer: z.object({
    /** False while the supplier is not in the directory: a broker has yet to confirm it. */
    isRanked: z.boolean(),
    /** True if neither its profile nor a public record says what it does: every score is then of nothing. */
    saysNothing: z.boolean(),
    challenges: z.array(
      z.object({
        challengeId: z.string(),
        score: part,
        parts: z.record(z.enum(partNames), part),
        weights: z.record(z.enum(partNames), part),
        reasons: z.array(reasonSchema),
        missing: z.array(ownMissingSchema),
      }),
    ),
  }),
})
export type ChallengesForSupplier = z.infer<typeof challengesForSupplier.answer>

/** What in a supplier's profile would raise its scores, for how many open challenges. */
export const gainsForSupplier = defineQuestion({
  name: 'matching.gains-for-supplier',
  payload,
  answer: z.object({ gains: z.array(gainSchema) }),
})
