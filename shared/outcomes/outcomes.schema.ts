import { z } from 'zod'
import { day } from '../coaching/law/day.schema.ts'
import { decimal, required, text } from '../challenges/fields.ts'
import { knownRevision, neededRevision } from '../platform/revision.ts'
import { knownAnswers, milestoneStates } from './pilot.ts'
import { confidences } from './ratings.ts'

const known = z.enum(knownAnswers, 'Choose yes, no or not known').default('unknown')
const because = text(1000, 'The reason').default('')

/** How each outcome is measured, by its id, and what the start of the competition foresaw. */
export const planPilotSchema = z.strictObject({
  measuring: z
    .record(
      z.string().max(40),
      z.strictObject({
        how: required(1000, 'How it is measured', 'Say how it is measured'),
        howOften: required(200, 'How often', 'Say how often it is measured'),
        byWhom: required(200, 'By whom', 'Say who measures it'),
      }),
    )
    .default({}),
  repeatAnnounced: known,
  scaleDescribed: known,
  revision: knownRevision,
})
export type PlanPilotInput = z.output<typeof planPilotSchema>

/** A milestone: what, by when, and what shows that it is reached. */
export const milestoneSchema = z.strictObject({
  title: required(200, 'The milestone', 'Say what is to be reached'),
  dueOn: day('The day by which it is due'),
  evidence: required(1000, 'What shows it', 'Say what shows that it is reached'),
  /** Why it is changed; wanted of changes only. */
  because,
})
export type MilestoneInput = z.output<typeof milestoneSchema>

/** The same of a milestone that is there. */
export const changeMilestoneSchema = milestoneSchema.extend({ revision: knownRevision })
export type ChangeMilestoneInput = z.output<typeof changeMilestoneSchema>

/** That the supplier thinks a milestone reached. */
export const saidReachedSchema = z.strictObject({
  on: day('The day'),
  words: required(1000, 'The words', 'Say what shows that it is reached'),
  revision: knownRevision,
})
export type SaidReachedInput = z.output<typeof saidReachedSchema>

/** What the buyer decides of a milestone. */
export const decideMilestoneSchema = z.strictObject({
  state: z.enum(milestoneStates, 'Say whether it is reached, missed or still planned'),
  on: day('The day'),
  words: required(1000, 'The words', 'Say in a few words what you saw'),
  revision: knownRevision,
})
export type DecideMilestoneInput = z.output<typeof decideMilestoneSchema>

const figure = decimal('The value').transform((given, context) => {
  if (given !== null) return given
  context.addIssue({ code: 'custom', message: 'Enter what was measured' })
  return z.NEVER
})

/** Something that was measured. */
export const readingSchema = z.strictObject({
  on: day('The day'),
  value: figure.prefault(''),
  source: required(300, 'The source', 'Say where the figure comes from'),
  method: text(500, 'The method').default(''),
  confidence: z.enum(confidences, 'Say how sure you are of it').default('not-said'),
  note: text(1000, 'The note').default(''),
  /** What was wrong; wanted of corrections only. */
  because,
})
export type ReadingInput = z.output<typeof readingSchema>

/** The same of a reading that is there. */
export const correctReadingSchema = readingSchema.extend({ revision: knownRevision })
export type CorrectReadingInput = z.output<typeof correctReadingSchema>

/** What everybody reads beside the figures. */
export const resultsWordsSchema = z.strictObject({
  worked: required(4000, 'What worked', 'Say what worked'),
  didNotWork: required(4000, 'What did not work', 'Say what did not work: that is what others need most'),
  because,
})

/** The same by somebody who says which words and figures they saw: `revisions.results` of the pilot names them. */
export const publishResultsSchema = resultsWordsSchema.extend({ revision: neededRevision })
export type PublishResultsInput = z.output<typeof resultsWordsSchema> & { revision?: string }
