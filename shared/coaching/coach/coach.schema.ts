import { z } from 'zod'
import { textsOf } from './draft.ts'
import { mostPence } from '../../platform/money.ts'

// What a program may send to be coached. Every field may be left out; what is there must be what it says it is.

/** The longest text of a field, in characters. */
export const longestText = 1_000_000
/** The most that a request may have read, in characters of all fields together: about forty times a long statement. */
export const mostCharacters = 200_000

const words = (what: string, most = longestText) =>
  z
    .string({ error: `${what} must be text` })
    .max(most, `${what} must be ${most.toLocaleString('en-GB')} characters or fewer`)

const figure = (what: string) =>
  z
    .number({ error: `${what} must be a number` })
    .min(-1e12, `${what} is too small`)
    .max(1e12, `${what} is too large`)

const pence = (what: string) =>
  z
    .int({ error: `${what} must be a whole number of pence` })
    .min(0, `${what} can’t be negative`)
    .max(mostPence, `${what} is more than any budget`)

const earliest = Date.UTC(2000, 0)
const latest = Date.UTC(2201, 0)

/** An instant that exists; `2026-02-31` doesn't. */
const instant = (what: string) =>
  z.iso
    .datetime({
      offset: true,
      error: `${what} must be a date and time that exists, like 2026-12-14T17:00:00Z`,
    })
    .transform((typed) => new Date(typed))
    .refine(
      (at) => at.getTime() >= earliest && at.getTime() < latest,
      `${what} must lie between 2000 and 2200`,
    )

const outcome = z.strictObject({
  title: words('An outcome', 1000),
  measure: words('A measure', 1000).optional(),
  unit: words('A unit', 200).optional(),
  baseline: figure('A baseline').nullish(),
  target: figure('A target').nullish(),
})

const criterion = z.strictObject({
  title: words('A criterion', 1000),
  description: words('A description', 10_000).optional(),
  weight: z
    .number({ error: 'A weight must be a number' })
    .min(0, 'A weight can’t be negative')
    .max(100, 'A weight is at most 100')
    .nullish(),
})

const draftFields = {
  title: words('The title', 1000).optional(),
  summary: words('The summary').optional(),
  problem: words('The problem').optional(),
  whoHasIt: words('Who has it').optional(),
  users: words('The users').optional(),
  outcomes: z.array(outcome).max(100, 'At most 100 outcomes').optional(),
  context: words('The context').optional(),
  constraints: words('What can’t change').optional(),
  dataAvailable: words('The data').optional(),
  asks: words('What is asked for').optional(),
  requirements: words('The requirements').optional(),
  criteria: z.array(criterion).max(100, 'At most 100 criteria').optional(),
  assessmentMethod: words('The method').optional(),
  timetable: z
    .strictObject({
      askBy: instant('askBy').nullish(),
      answerBy: instant('answerBy').nullish(),
      respondBy: instant('respondBy').nullish(),
    })
    .optional(),
  shortTimeReason: words('The reason').optional(),
  budget: z
    .strictObject({
      pilotPence: pence('pilotPence').nullish(),
      pilots: z.int({ error: 'pilots must be a whole number' }).min(0).max(1000).nullish(),
      scalePence: pence('scalePence').nullish(),
    })
    .optional(),
  stages: z.array(z.string().max(40)).max(10).optional(),
  lots: words('The note on lots').optional(),
  smeBarriers: words('What keeps small firms out').optional(),
  contact: z
    .strictObject({ name: words('The name', 500).optional(), email: words('The address', 500).optional() })
    .optional(),
  text: words('The text')
    .optional()
    .meta({ description: 'A statement or notice as one text, instead of the fields' }),
}

/** A draft alone, as a file holds it. */
export const coachDraftSchema = z.strictObject(draftFields)

const regimes = ['above-threshold', 'below-threshold', 'before-procurement', 'unknown'] as const

/** A draft to be coached, and whether the whole Act binds it. */
export const coachRequestSchema = z
  .strictObject({
    ...draftFields,
    regime: z
      .enum(regimes, { error: `regime must be one of ${regimes.join(', ')}` })
      .default('unknown')
      .meta({ description: 'Above the thresholds sections 22, 23 and 56 are law, below them good practice' }),
  })
  .superRefine((draft, context) => {
    const texts = textsOf(draft)
    const count = texts.reduce((sum, { text }) => sum + text.length, 0)
    if (count <= mostCharacters) return
    const longest = texts.reduce((one, other) => (other.text.length > one.text.length ? other : one))
    const most = mostCharacters.toLocaleString('en-GB')
    const message = `All texts together must be ${most} characters or fewer: these are ${count.toLocaleString('en-GB')}`
    context.addIssue({ code: 'custom', message, path: longest.field.split('.') })
  })

/** The page where anybody pastes a text. */
export const coachFormSchema = z.strictObject({
  text: z
    .string({ error: 'Paste a text' })
    .transform((typed) => typed.replaceAll('\r\n', '\n').trim())

    .pipe(
      z.string().min(1, 'Paste a text').max(mostCharacters, 'The text must be 200,000 characters or fewer'),
    ),
  regime: z
    .enum(['unknown', 'above-threshold', 'below-threshold'], { error: 'Choose one of the three' })
    .default('unknown'),
})

const span = z.object({ start: z.int(), end: z.int() })

export const findingSchema = z
  .object({
    rule: z.string(),
    family: z.string(),
    severity: z.enum(['law', 'advice']),
    title: z.string(),
    field: z.string().meta({ description: 'The path of the field: problem, outcomes.0.measure, text' }),
    span: span.nullable().meta({ description: 'In UTF-16 units of the field; null for the whole' }),
    quote: z.string(),
    problem: z.string(),
    why: z.string(),
    source: z.string(),
    instead: z.string(),
    rewrite: z.string().nullable().meta({ description: 'What the span can be replaced by as it stands' }),
    resource: z.string().meta({ description: 'The resource that explains it: /resources/{slug}' }),
    link: z.string().nullable(),
  })
  .meta({ id: 'Finding' })

const score = z.object({
  value: z.int(),
  parts: z.array(z.object({ rule: z.string(), title: z.string(), count: z.int(), cost: z.int() })),
})

export const coachingSchema = z
  .object({
    asAt: z.string().meta({ description: 'The day at which the sections of the law were read' }),
    findings: z.array(findingSchema),
    scores: z.object({ openness: score, readiness: score }),
    readability: z.object({
      words: z.int(),
      sentences: z.int(),
      wordsPerSentence: z.number(),
      readingAge: z.int().nullable(),
    }),
    leftOut: z.int(),
    isTooShort: z
      .boolean()
      .meta({ description: 'Too few words in English to judge: the scores say nothing yet' }),
  })
  .meta({ id: 'Coaching' })
