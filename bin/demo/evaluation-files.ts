import { z } from 'zod'
import { usefulness } from '../../shared/evaluation/feedback.ts'
import { read, relativeTime } from './demo-files.ts'

const points = z.int().min(0).max(5)

const figure = z.record(z.string(), z.unknown())

/** What came of a pilot that is over; each is checked by the schema of its own form. */
const afterPilot = z.object({
  milestones: z.array(relativeTime.extend({ index: z.int(), state: z.string(), words: z.string() })),
  readings: z.array(
    relativeTime.extend({
      by: z.string(),
      outcome: z.int(),
      value: z.number(),
      source: z.string(),
      method: z.string(),
      confidence: z.string(),
    }),
  ),
  supplierReviews: z.array(relativeTime.extend({ months: z.int(), content: figure })),
  /** Ratings are in the order of the outcomes. */
  buyerReviews: z.array(
    relativeTime.extend({
      months: z.int(),
      content: figure.and(z.object({ ratings: z.array(figure) })),
    }),
  ),
  results: relativeTime.extend({ worked: z.string(), didNotWork: z.string() }),
  decision: relativeTime.extend({ what: z.string(), way: z.string(), why: z.string() }),
  terms: relativeTime.extend({ buyer: figure, supplier: figure }),
  caseStudy: z.object({ begun: relativeTime, sent: relativeTime, agreed: relativeTime }),
  adoption: z.object({
    by: z.string(),
    asked: relativeTime,
    message: z.string(),
    answered: relativeTime,
    answer: z.string(),
    adopted: relativeTime,
    way: z.string(),
    words: z.string(),
  }),
})

/** How a challenge that closed was evaluated and came out; scores are in the order of its criteria. */
const evaluation = z.object({
  challenge: z.string(),
  settledInDays: z.int(),
  moderator: z.string(),
  evaluators: z.array(z.string()),
  opened: relativeTime,
  scored: relativeTime,
  agreed: relativeTime,
  released: relativeTime,
  awarded: relativeTime,
  signed: relativeTime,
  proposals: z.array(
    z.object({
      supplier: z.string(),
      scores: z.array(
        z.object({ given: z.array(points), agreed: points, reason: z.string(), evidence: z.string() }),
      ),
    }),
  ),
  /** The ground that nobody looked at, and why. */
  notChecked: z.object({ ground: z.string(), why: z.string() }),
  standstillReason: z.string(),
  contract: z.object({ reference: z.string(), title: z.string() }),
  rating: z.object({
    supplier: z.string(),
    inDays: z.int(),
    how: z.enum(usefulness),
    words: z.string(),
    question: z.string(),
    answeredInDays: z.int(),
    answer: z.string(),
  }),
  /** What follows from the contract; how outcomes are measured is in their order. */
  pilot: z.object({
    planned: relativeTime,
    measuring: z.array(z.object({ how: z.string(), howOften: z.string(), byWhom: z.string() })),
    milestones: z.array(z.object({ inDays: z.int(), title: z.string(), evidence: z.string() })),
    reading: relativeTime.extend({
      by: z.string(),
      outcome: z.int(),
      value: z.number(),
      source: z.string(),
      note: z.string(),
      method: z.string().optional(),
      confidence: z.string().optional(),
    }),
  }),
  after: afterPilot.optional(),
})
export type DemoAfterPilot = z.output<typeof afterPilot>
export type DemoEvaluation = z.output<typeof evaluation>

/** The evaluations of invented challenges that are over. */
export const demoEvaluations = (): DemoEvaluation[] => z.array(evaluation).parse(read('evaluations'))
