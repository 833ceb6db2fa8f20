import { z } from 'zod'
import { askedStageNames, usualStage } from './asked.ts'
import { isBackwards } from './completeness.ts'
import { challengeKindNames, reservations, shortenedGrounds, stages, vatInBudget } from './challenge.ts'
import { criterion, rowId } from './criterion.schema.ts'
import {
  count,
  decimal,
  instant,
  noticeNumber,
  pence,
  required,
  rows,
  severalCodes,
  severalOf,
  text,
} from './fields.ts'
import { together } from './sub-criteria.ts'
import { mostLifeYears } from './whole-life.ts'

/** How many of each a challenge may have; beyond it nobody reads them. */
export const mostOutcomes = 10
export const mostCriteria = 12
export const mostAttachments = 20

const outcomeFields = z.strictObject({
  id: rowId,
  title: text(120, 'The outcome').default(''),
  measure: text(300, 'How you measure it').default(''),
  unit: text(60, 'The unit').default(''),
  baseline: decimal('Where you are now').default(null),
  target: decimal('Where you want to be').default(null),
  direction: z.enum(['lower', 'higher'], { error: 'Say whether lower or higher is better' }).optional(),
  source: text(200, 'Where the figures come from').default(''),
})

// Where nobody says which way is better, the figures do.
const outcome = outcomeFields.transform(({ direction, ...others }, context) => {
  const { baseline, target } = others
  const isLess = baseline !== null && target !== null && target < baseline
  const whole = { ...others, direction: direction ?? (isLess ? ('lower' as const) : ('higher' as const)) }
  if (direction && isBackwards(whole)) {
    const [better, side] = direction === 'lower' ? ['Lower', 'below'] : ['Higher', 'above']
    const message = `${better} is better, you say: then where you want to be (${target}) must be ${side} where you are now (${baseline})`
    context.addIssue({ code: 'custom', message, path: ['target'] })
  }
  return whole
})

const problem = {
  title: text(120, 'The title'),
  summary: text(400, 'The summary'),
  problem: text(5000, 'The problem'),
  whoHasIt: text(2000, 'Who has the problem'),
  demand: z.strictObject({
    volume: count('How many', 1, 100_000_000).default(null),
    unit: text(40, 'What you count').default(''),
  }),
}

const budget = z.strictObject({
  pilotPence: pence('The money for each pilot').default(null),
  pilots: count('The number of pilots', 1, 100).default(null),
  scalePence: pence('The money for scaling up').default(null),
  vat: z.enum(vatInBudget, 'Choose what VAT is in these amounts').default(''),
})

const timetable = z
  .strictObject({
    askBy: instant('The last time for questions').default(null),
    answerBy: instant('The last time for answers').default(null),
    respondBy: instant('The deadline for responses').default(null),
    pilotStart: instant('The start of the pilot', '9:00').default(null),
    pilotMonths: count('The length of the pilot in months', 1, 60).default(null),
  })
  .superRefine(({ askBy, answerBy, respondBy, pilotStart }, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: 'custom', message, path: [field] })
    if (askBy && answerBy && answerBy <= askBy)
      refuse('answerBy', 'Answers must be due after the last time for questions')
    if (answerBy && respondBy && respondBy < answerBy)
      refuse('respondBy', 'Responses can be due at the time of the last answers or later, not before')
    if (askBy && respondBy && respondBy <= askBy)
      refuse('respondBy', 'Responses must be due after the last time for questions')
    if (respondBy && pilotStart && pilotStart < respondBy)
      refuse('pilotStart', 'The pilot must start after the deadline for responses')
  })

const email = text(254, 'The email address').pipe(
  z.union([z.literal(''), z.email('Enter an email address in the correct format, like name@example.gov.uk')]),
)

const onFile = z.strictObject({
  conflictsOn: instant('The day of the conflicts assessment', '9:00').default(null),
  smeBarriers: text(3000, 'What keeps small firms out').default(''),
  lots: z
    .strictObject({
      decision: z.enum(['', 'lots', 'one-contract'], { error: 'Choose lots or one contract' }).default(''),
      note: text(2000, 'The note on lots').default(''),
    })
    .default({ decision: '', note: '' }),
  engagement: z
    .strictObject({
      held: z.enum(['', 'yes', 'no'], { error: 'Choose yes or no' }).default(''),
      noticeId: noticeNumber.default(''),
      reason: text(2000, 'The reason').default(''),
    })
    .default({ held: '', noticeId: '', reason: '' }),
  reserved: z
    .strictObject({
      for: severalOf(reservations, 'Choose from the list').default([]),
      areas: text(500, 'The areas').default(''),
    })
    .default({ for: [], areas: '' }),
  prototypeGround: text(3000, 'What makes it a prototype').default(''),
})

/** The fields of each section of the task list. A draft may leave any of them empty; nonsense is refused. */
export const sectionFields = {
  problem,
  outcomes: {
    outcomes: rows(
      outcome,
      mostOutcomes,
      ({ title, measure, baseline, target }) => !title && !measure && baseline === null && target === null,
      'outcomes',
    ),
  },
  context: {
    context: text(5000, 'The context'),
    constraints: text(3000, 'What can’t change'),
    dataAvailable: text(3000, 'The data'),
  },
  users: { users: text(3000, 'The users') },
  budget: {
    kind: z.enum(challengeKindNames, { error: 'Choose what this leads to' }),
    stages: severalOf(stages, 'Choose stages from the list'),
    budget,
  },
  timetable: {
    timetable,
    shortTime: z.strictObject({
      ground: z.enum(shortenedGrounds, { error: 'Choose a ground from the list' }).default(''),
      reason: text(1000, 'The reason for less time').default(''),
    }),
  },
  category: {
    cpv: severalCodes(/^\d{8}$/, 10, 'Choose categories from the list'),
    regions: severalCodes(/^TL[C-N]\d{0,2}$/, 30, 'Choose regions from the list'),
  },
  judging: {
    asks: text(5000, 'What you ask for'),
    askedStage: z.enum(askedStageNames, { error: 'Choose what has to be in by the deadline' }),
    criteria: rows(
      criterion,
      mostCriteria,
      ({ title, description, weight, answer }) =>
        !title && !description && weight === null && !answer?.guidance,
      'criteria',
    ).transform(together),
    wholeLifeYears: count('The years of the whole-life cost', 1, mostLifeYears),
    assessmentMethod: text(3000, 'How you give scores'),
  },
  contact: {
    contact: z.strictObject({
      name: text(120, 'The name').default(''),
      email: email.default(''),
      role: text(120, 'The role').default(''),
    }),
  },
  'on-file': { onFile },
} as const

/** A section that is filled in by a form of fields; attachments have a page of their own. */
export type FieldSection = keyof typeof sectionFields
export const fieldSections = Object.keys(sectionFields) as [FieldSection, ...FieldSection[]]
export const isFieldSection = (name: string): name is FieldSection => Object.hasOwn(sectionFields, name)

const shape = {
  ...sectionFields.problem,
  ...sectionFields.outcomes,
  ...sectionFields.context,
  ...sectionFields.users,
  ...sectionFields.budget,
  ...sectionFields.timetable,
  ...sectionFields.category,
  ...sectionFields.judging,
  ...sectionFields.contact,
  ...sectionFields['on-file'],
}

/** Any of a challenge's fields: what is left out stays as it is. */
export const challengeFieldsSchema = z.strictObject(shape).partial()
export type ChallengeFields = z.output<typeof challengeFieldsSchema>

/** The count of saves that the writer has read; with another count in the meantime the save is refused. */
const revision = z.coerce.number().int().min(0).optional()

// A form sends nothing at all for a list without rows or ticks, or a choice that its page did not have yet; a program that leaves a list out means "as it is".
const asForm = <Shape extends z.ZodRawShape>(fields: Shape): Shape =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      name in whenLeftOut ? (field as z.ZodType).default(whenLeftOut[name] as never) : field,
    ]),
  ) as unknown as Shape
const whenLeftOut: Record<string, unknown> = {
  outcomes: [],
  criteria: [],
  stages: [],
  cpv: [],
  regions: [],
  askedStage: usualStage,
  wholeLifeYears: null,
}

/** What forms send besides fields: the button that was pressed, and the words of the search inside a form. */
const buttons = { action: z.string().max(40).optional(), search: z.string().max(200).optional() }
interface Buttons {
  action?: string
  search?: string
}

/** What one section's form sends; `revision` is the section's own. */
export const sectionSchemas = Object.fromEntries(
  fieldSections.map((name) => [
    name,
    z.strictObject({ ...asForm(sectionFields[name]), revision, ...buttons }),
  ]),
) as unknown as Record<FieldSection, z.ZodType<ChallengeFields & Buttons & { revision?: number }>>

/** PATCH of the API; `revision` is the whole challenge's, as last read. */
export const patchChallengeSchema = challengeFieldsSchema.extend({ revision })

/** The one field that starts a challenge. */
export const startChallengeSchema = z.strictObject({
  title: problem.title.refine((title) => title !== '', 'Enter a title: what must change, in a line'),
})

const filesDescription = text(200, 'The description').default('')

/** What is said of the files that are attached at once. */
export const attachmentsSchema = z.strictObject({ description: filesDescription })

/** Words for everybody on a change, and whether it changes the terms (s.31). */
const amendment = {
  whatChanged: required(2000, 'What changed', 'Say what changes: everybody concerned is told in these words'),
  why: required(1000, 'Why', 'Say why it changes'),
  isSubstantial: z
    .union([z.boolean(), z.enum(['yes', 'no'])], {
      error: 'Say whether it changes the terms: who might respond, what with, or how you judge',
    })
    .transform((answer) => answer === true || answer === 'yes'),
  /** The notice published anew on the central digital platform, where there was one. */
  noticeId: noticeNumber.default(''),
  deadlineReview: z.enum(['', 'extended', 'kept'], { error: 'Choose extended or kept' }).default(''),
  deadlineReason: text(1000, 'Why the deadline can stay').default(''),
  /** Ids of attachments; earlier versions keep them. */
  removeAttachments: severalCodes(/^\w{1,40}$/, mostAttachments, 'Choose from the attachments').default([]),
  /** Of the files that come with it. */
  filesDescription,
}

/** An amendment: the fields that change, what changed in words for everybody, and why. */
export const amendChallengeSchema = challengeFieldsSchema.extend({ ...amendment, revision })
export type AmendChallenge = z.output<typeof amendChallengeSchema>

/** The same from a page, where one form holds every section. */
export const amendFormSchema = z.strictObject({ ...asForm(shape), ...amendment, revision, ...buttons })

/** A deadline that has passed is extended for everybody, after a failure of this service: until when, and what failed. */
export const extendDeadlineSchema = z.strictObject({
  respondBy: instant('The new deadline').refine((given) => given !== null, 'Say until when'),
  reason: required(1000, 'The reason', 'Say what failed, and when: everybody reads it'),
})
export type ExtendDeadline = z.output<typeof extendDeadlineSchema>

/** A withdrawal says why, for everybody to read. */
export const withdrawChallengeSchema = z.strictObject({
  reason: required(2000, 'The reason', 'Say why the challenge is withdrawn'),
})
