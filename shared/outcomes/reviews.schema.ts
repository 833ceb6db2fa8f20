import { z } from 'zod'
import { count, pence, required, text } from '../challenges/fields.ts'
import { ratings } from './ratings.ts'
import { type ReviewMonths, reviewMonths } from './reviews.ts'

/** How many months after the start, as an address has it. */
export const monthsSchema = z
  .union([z.number(), z.string().regex(/^\d{1,2}$/)], { error: 'There are reviews at 3, 6 and 12 months' })
  .transform(Number)
  .pipe(z.literal([...reviewMonths], { error: 'There are reviews at 3, 6 and 12 months' }))
  .transform((months) => months as ReviewMonths)

const yes = z
  .union([z.boolean(), z.enum(['yes', ''])])
  .transform((given) => given === true || given === 'yes')
const revision = z.coerce.number().int().min(0).optional()
/** Which button was pressed; none where the page saves itself. */
const next = z.enum(['submit', 'save']).default('save')
/** Why what was submitted is corrected; wanted of corrections only. */
const because = text(1000, 'The reason').default('')
const jobs = (what: string) => count(what, 0, 100_000).default(null)

const supplier = {
  followOnPence: pence('The follow-on investment').default(null),
  rdSpendPence: pence('The spend on research and development').default(null),
  jobsCreated: jobs('The jobs created'),
  jobsSafeguarded: jobs('The jobs kept'),
  regionCode: z
    .string()
    .regex(/^(?:TL[A-Z]\d{0,2})?$/, 'Choose a region of the list')
    .default(''),
  view: text(4000, 'How you see it').default(''),
  isCounted: yes.default(false),
}

const buyer = {
  ratings: z
    .record(
      z.string().max(40),
      z.strictObject({
        rating: z.enum([...ratings, ''], 'Choose a rating of the list').default(''),
        why: text(1000, 'Why you rate it so').default(''),
      }),
    )
    .default({}),
  spendPence: pence('What was spent').default(null),
  spendWhy: text(1000, 'Why more was spent').default(''),
  usersView: text(4000, 'What users say').default(''),
  learnt: text(4000, 'What you learnt').default(''),
}

/** The form of a supplier's review: it saves itself, and is submitted by its button. */
export const supplierReviewForm = z.strictObject({ ...supplier, because, revision, next })
export type SupplierReviewInput = z.output<typeof supplierReviewForm>

/** The form of a buyer's review. */
export const buyerReviewForm = z.strictObject({ ...buyer, because, revision, next })
export type BuyerReviewInput = z.output<typeof buyerReviewForm>

/** What a program submits at once. */
export const supplierReviewSchema = z.strictObject({ ...supplier, because })
export const buyerReviewSchema = z.strictObject({ ...buyer, because })

/** That a side leaves a review out. */
export const skipReviewSchema = z.strictObject({
  because: required(1000, 'The reason', 'Say why it is left out: the other side reads it'),
})
export type SkipReviewInput = z.output<typeof skipReviewSchema>
