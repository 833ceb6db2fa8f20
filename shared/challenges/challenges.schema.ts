import { z } from 'zod'
import { isId, newId } from '../platform/ids.ts'
import { challengeKindNames, stages } from './challenge.ts'
import { count, decimal, instant, pence, rows, severalCodes, severalOf, text } from './fields.ts'

/** How many of each a challenge may have; beyond it nobody reads them. */
export const mostOutcomes = 10
export const mostCriteria = 12
export const mostAttachments = 20

const rowId = z
  .string()
  .optional()
  .transform((id) => (isId(id) ? id : newId()))

const outcome = z.strictObject({
  id: rowId,
  title: text(120, 'The outcome').default(''),
  measure: text(300, 'How you measure it').default(''),
  unit: text(60, 'The unit').default(''),
  baseline: decimal('Where you are now').default(null),
  target: decimal('Where you want to be').default(null),
  direction: z
    .enum(['lower', 'higher'], { error: 'Say whether lower or higher is better' })
    .default('higher'),
  source: text(200, 'Where the figures come from').default(''),
})

const criterion = z.strictObject({
  id: rowId,
  title: text(120, 'The criterion').default(''),
  description: text(1000, 'What you look for').default(''),
  weight: count('The weight', 1, 100).default(null),
})

const problem = {
  title: text(120, 'The title'),
  summary: text(400, 'The summary'),
  problem: text(5000, 'The problem'),
  whoHasIt: text(2000, 'Who has the problem'),
}

const budget = z.strictObject({
  pilotPence: pence('The money for each pilot').default(null),
  pilots: count('The number of pilots', 1, 100).default(null),
  scalePence: pence('The money for scaling up').default(null),
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
  timetable: { timetable },
  category: {
    cpv: severalCodes(/^\d{8}$/, 10, 'Choose categories from the list'),
    regions: severalCodes(/^TL[C-N]\d{0,2}$/, 30, 'Choose regions from the list'),
  },
  judging: {
    asks: text(5000, 'What you ask for'),
    criteria: rows(
      criterion,
      mostCriteria,
      ({ title, description, weight }) => !title && !description && weight === null,
      'criteria',
    ),
  },
  contact: {
    contact: z.strictObject({
      name: text(120, 'The name').default(''),
      email: email.default(''),
      role: text(120, 'The role').default(''),
    }),
  },
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
}

/** Any of a challenge's fields: what is left out stays as it is. */
export const challengeFieldsSchema = z.strictObject(shape).partial()
export type ChallengeFields = z.output<typeof challengeFieldsSchema>

/** The count of saves that the writer has read; with another count in the meantime the save is refused. */
const revision = z.coerce.number().int().min(0).optional()

// A form sends nothing at all for a list without rows or ticks; a program that leaves a list out means "as it is".
const asForm = <Shape extends z.ZodRawShape>(fields: Shape): Shape =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      lists.has(name) ? (field as z.ZodType).default([] as never) : field,
    ]),
  ) as unknown as Shape
const lists = new Set(['outcomes', 'criteria', 'stages', 'cpv', 'regions'])

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

/** A notice on the central digital platform, such as `012345-2026`. */
const noticeId = text(20, 'The notice number').pipe(
  z.union([z.literal(''), z.string().regex(/^\d{6}-\d{4}$/)], {
    error: 'The notice number must be six digits, a dash and the year, like 012345-2026',
  }),
)

/** A broker publishes: the notice's number or, where the law wants none, the reason (procurement.md §9). */
export const publishChallengeSchema = z
  .strictObject({ noticeId: noticeId.default(''), noNoticeReason: text(1000, 'The reason').default('') })
  .superRefine(({ noticeId: number, noNoticeReason }, context) => {
    if (number === '' && noNoticeReason === '') {
      context.addIssue({
        code: 'custom',
        message: 'Enter the number of the Find a Tender notice, or why none is needed',
        path: ['noticeId'],
      })
    }
    if (number !== '' && noNoticeReason !== '') {
      context.addIssue({
        code: 'custom',
        message: 'Give a notice number or a reason, not both',
        path: ['noNoticeReason'],
      })
    }
  })
export type PublishChallenge = z.output<typeof publishChallengeSchema>

const comment = text(2000, 'The comment')

/** A broker returns: words on the whole, on sections, or both. */
export const returnChallengeSchema = z
  .strictObject({
    general: comment.default(''),
    comments: z.partialRecord(z.enum([...fieldSections, 'attachments']), comment).default({}),
  })
  .refine(
    ({ general, comments }) => general !== '' || Object.values(comments).some((words) => words !== ''),
    {
      message: 'Say what has to change: in general, or for a section',
      path: ['general'],
    },
  )
export type ReturnChallenge = z.output<typeof returnChallengeSchema>

const required = (most: number, what: string, message: string) =>
  text(most, what).refine((words) => words !== '', message)

/** An amendment: the fields that change, what changed in words for everybody, and why. */
export const amendChallengeSchema = challengeFieldsSchema.extend({
  whatChanged: required(2000, 'What changed', 'Say what changes: everybody concerned is told in these words'),
  why: required(1000, 'Why', 'Say why it changes'),
  revision,
})
export type AmendChallenge = z.output<typeof amendChallengeSchema>

/** The same from a page, where one form holds every section. */
export const amendFormSchema = z.strictObject({
  ...asForm(shape),
  whatChanged: amendChallengeSchema.shape.whatChanged,
  why: amendChallengeSchema.shape.why,
  revision,
  ...buttons,
})

/** A withdrawal says why, for everybody to read. */
export const withdrawChallengeSchema = z.strictObject({
  reason: required(2000, 'The reason', 'Say why the challenge is withdrawn'),
})
