import { z } from 'zod'
import { day } from '../coaching/law/day.schema.ts'
import { noticeNumber, pence, text } from '../challenges/fields.ts'
import { noAwardReasonNames, standstillKinds } from './award.ts'
import { usefulness } from './feedback.ts'

const id = z.string().min(1).max(40)
const byCriterion = (what: string) => z.record(z.string().max(40), text(4000, what)).default({})

/** What the buyer writes of one proposal; anything may still be missing. */
export const feedbackSchema = z.strictObject({
  explanations: byCriterion('The explanation'),
  better: byCriterion('What would have scored more'),
  forOthers: byCriterion('The explanation for the others'),
  furtherReasons: text(3000, 'The further reasons').default(''),
  keptBecause: text(1000, 'The reason').default(''),
  /** Of which finds that reason is, by their keys; a form sends one alone as text. */
  keptFor: z
    .union([z.array(z.string().max(5000)).max(400), z.string().max(5000)])
    .default([])
    .transform((given) => [given].flat().filter(Boolean)),
  /** The revision that the page showed, so that two windows notice each other. */
  revision: z.coerce.number('Reload the page').int().min(0).default(0),
  next: z.enum(['save', 'continue']).default('save'),
})
export type FeedbackInput = z.output<typeof feedbackSchema>

const several = z
  .union([z.array(id), id, z.literal('')])
  .default([])
  .transform((given) => (given === '' ? [] : [...new Set([given].flat())]))

/** Who wins, or that nothing is awarded and why. */
export const decideSchema = z
  .strictObject({
    outcome: z.enum(['award', 'none'], 'Say whether you award a contract'),
    winners: several,
    words: text(3000, 'The words').default(''),
    because: z.union([z.enum(noAwardReasonNames), z.literal('')], 'Choose a reason').default(''),
  })
  .superRefine(({ outcome, winners, words, because }, context) => {
    const want = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (outcome === 'award' && winners.length === 0) want('winners', 'Choose who wins')
    if (outcome === 'none' && because === '') want('because', 'Choose why nothing is awarded')
    if (outcome === 'none' && words === '') want('words', 'Say in a few sentences why nothing is awarded')
  })
export type DecideInput = z.output<typeof decideSchema>

/** What a supplier thinks of its feedback. */
export const rateSchema = z.strictObject({
  how: z.enum(usefulness, 'Say how useful it is'),
  words: text(2000, 'Your words').default(''),
})
export type RateInput = z.output<typeof rateSchema>

const must = (most: number, what: string, missing: string) =>
  text(most, what).refine((given) => given !== '', missing)

/** The one question of a supplier about its feedback. */
export const feedbackQuestionSchema = z.strictObject({
  question: must(2000, 'The question', 'Write your question'),
})

/** The buyer's answer to it. */
export const feedbackAnswerSchema = z.strictObject({
  answer: must(4000, 'The answer', 'Write the answer'),
})

const amount = (what: string, missing: string) =>
  pence(what).transform((given, context) => {
    if (given !== null && given > 0) return given
    context.addIssue({ code: 'custom', message: missing })
    return z.NEVER
  })

const value = {
  netPence: amount('The value without VAT', 'Enter the value without VAT').prefault(''),
  grossPence: amount('The value with VAT', 'Enter the value with VAT').prefault(''),
}
const isInOrder = ({ netPence, grossPence }: { netPence: number; grossPence: number }) =>
  netPence <= grossPence
const wrongOrder = { message: 'The value with VAT can’t be less than the one without', path: ['grossPence'] }

/** That the award is public, since when, and which standstill follows. */
export const publishAwardSchema = z.strictObject({
  publishedOn: day('The day of publication'),
  noticeId: noticeNumber.default(''),
  standstill: z.enum(standstillKinds, 'Choose whether there is a standstill').default('mandatory'),
  standstillReason: text(1000, 'The reason').default(''),
  workingDays: z.coerce
    .number('Enter a number of working days')
    .int('Enter a whole number of working days')
    .min(1, 'Enter a number of working days')
    .max(60, 'Enter 60 working days or fewer')
    .default(8),
  /** By winner. */
  values: z.record(z.string().max(40), z.strictObject(value).refine(isInOrder, wrongOrder)).default({}),
  /** Why an earlier record is corrected. */
  correction: text(1000, 'The reason').default(''),
})
export type PublishAwardInput = z.output<typeof publishAwardSchema>

/** Said where a contract award notice is wanted and its number is missing. */
export const missingNotice = 'Enter the number of the contract award notice (UK6), like 012345-2026'

/** The same from the page, which says that a standstill is mandatory where a notice is: both are named in one go. */
export const publishAwardFormSchema = publishAwardSchema.refine(
  ({ standstill, noticeId }) => standstill !== 'mandatory' || noticeId !== '',
  // Also where another field has a mistake: nobody mends one only to be told of the next.
  { message: missingNotice, path: ['noticeId'], when: () => true },
)

const lines = (most: number, what: string) =>
  z
    .union([z.array(z.string()), z.string()])
    .default([])
    .transform((given) =>
      [given]
        .flat()
        .flatMap((one) => one.split('\n'))
        .map((line) => line.trim())
        .filter(Boolean),
    )
    .pipe(
      z
        .array(z.string().max(300, `${what} must each be 300 characters or fewer`))
        .max(most, `Write at most ${most}`),
    )

/** A contract that was entered into. */
export const contractSchema = z
  .strictObject({
    reference: must(100, 'The contract’s number', 'Enter the number or name by which you file the contract'),
    title: must(200, 'The title', 'Enter the title of the contract'),
    signedOn: day('The day on which it was entered into'),
    startsOn: day('The first day'),
    endsOn: day('The last day'),
    ...value,
    kpis: lines(20, 'Key performance indicators'),
    noKpisReason: text(1000, 'The reason').default(''),
  })
  .refine(isInOrder, wrongOrder)
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
    message: 'The contract can’t end before it begins',
    path: ['endsOn'],
  })
export type ContractInput = z.output<typeof contractSchema>

const wantedNumber = noticeNumber.refine(
  (number) => number !== '',
  'Enter the number of the notice, like 012345-2026',
)

/** A notice that was published on the central digital platform. */
export const noticeSchema = z.strictObject({
  noticeId: wantedNumber,
  publishedOn: day('The day of publication'),
})
export type NoticeInput = z.output<typeof noticeSchema>

/** That nothing is awarded. */
export const endSchema = z.strictObject({
  because: z.enum(noAwardReasonNames, 'Choose why nothing is awarded'),
  words: must(3000, 'The words', 'Say in a few sentences why nothing is awarded'),
})
export type EndInput = z.output<typeof endSchema>
