import { z } from 'zod'
import { defineQuestion } from '../platform/question.ts'
import { marketConditionSchema } from './market-conditions.ts'

const band = z.object({ least: z.int(), most: z.int() }).meta({
  id: 'MarketBand',
  description: 'One number where both are the same; else a range, where a number could point at one firm',
})
const tally = z.object({ firms: band, smes: band })
const parts = z.object({ yes: band, no: band, unsaid: band })
const readinessStage = z.enum(['prototype', 'pilot', 'scale'])
export type ReadinessStage = z.infer<typeof readinessStage>

/** The market of a draft: counts alone. */
export const marketViewSchema = z.object({
  isCapped: z.boolean().meta({ description: 'More firms fit than were counted' }),
  whole: tally.meta({ description: 'Firms whose work fits, before any condition' }),
  standing: tally.meta({ description: 'Those whom no condition of the draft rules out' }),
  whatIf: tally.nullable().meta({ description: 'The same without the conditions named in `drop`' }),
  anywhere: tally
    .nullable()
    .meta({ description: 'The same if the work could be anywhere, where that was asked' }),
  conditions: z.array(
    parts.extend({
      id: z.string(),
      without: tally.meta({ description: 'How many could answer without this condition' }),
    }),
  ),
  facts: z
    .object({
      sme: parts,
      vcse: parts,
      near: parts.nullable(),
      newToBuyer: parts,
      readiness: z.array(parts.extend({ stage: readinessStage, level: z.int() })),
    })
    .nullable()
    .meta({ description: 'Who the firms are whose work fits; null where they are too few to say' }),
})
export type MarketView = z.infer<typeof marketViewSchema>

/** Each condition is counted beside every other: so many of one draft are counted, the first ones. */
export const mostConditions = 60

const payload = z.object({
  challengeId: z.string(),
  conditions: z.array(z.object({ id: z.string(), condition: marketConditionSchema })).max(mostConditions),
  dropped: z.array(z.string()).max(mostConditions),
  /** Also if the work could be anywhere in the UK. */
  anywhere: z.boolean(),
})
export type MarketAsked = z.infer<typeof payload>

/** Asks how many firms could answer a draft, and what its conditions cost. No id and no name is in the answer. */
export const marketQuestion = defineQuestion({
  name: 'matching.market-view',
  payload,
  answer: marketViewSchema,
})
