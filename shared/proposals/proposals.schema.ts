import { z } from 'zod'
import { parsePounds } from '../platform/money.ts'
import { readable } from '../platform/readable.ts'
import { proposalStatuses } from './proposal.ts'

// Far above every limit in words, so that whoever writes too much loses nothing: see `form-checks.ts`.
const longest = 20_000

const words = (thing: string) =>
  z
    .string()
    .overwrite(readable)
    .max(longest, `${thing} must be ${longest.toLocaleString('en-GB')} characters or fewer`)
    .default('')

const pounds = (thing: string) =>
  z
    .union([z.string(), z.number()])
    .nullish()
    .transform((typed, context) => {
      if (String(typed ?? '').trim() === '') return null
      const pence = parsePounds(String(typed))
      if (pence !== null) return pence
      context.addIssue({ code: 'custom', message: `${thing} must be an amount in pounds, like 60,000` })
      return z.NEVER
    })

const wrongLevel = 'Choose a technology readiness level from 1 to 9'
const trl = z
  .union(
    [z.literal(''), z.coerce.number(wrongLevel).int(wrongLevel).min(1, wrongLevel).max(9, wrongLevel)],
    wrongLevel,
  )
  .nullish()
  .transform((level) => (level === '' || level === undefined ? null : level))

/** A draft as it is typed: anything may still be missing, nothing may be too long or nonsense. */
export const draftSchema = z.strictObject({
  summary: words('The summary'),
  outcomes: z
    .array(z.strictObject({ outcomeId: z.string().max(40), how: words('This answer') }))
    .max(20, 'A challenge has at most 20 outcomes')
    .default([]),
  criteria: z
    .array(z.strictObject({ criterionId: z.string().max(40), answer: words('This answer') }))
    .max(20, 'A challenge has at most 20 criteria')
    .default([]),
  approach: words('The approach'),
  trl,
  pilotPlan: words('The pilot plan'),
  pilotPrice: pounds('The price of the pilot'),
  setUp: pounds('The cost of set-up'),
  yearly: pounds('The cost of each year'),
  endOfLife: pounds('The cost at the end of life'),
  scalePrice: pounds('The price of scaling up'),
  team: words('The team'),
  /** The revision that the page showed, so that two colleagues notice each other. */
  revision: z.coerce.number().int().min(0, 'Reload the page').default(0),
  next: z.enum(['save', 'continue']).default('save'),
  /** From a button of the form: which field gets a copy of which earlier answer. */
  use: z.string().max(120, 'Choose an earlier answer').optional(),
})
export type DraftInput = z.output<typeof draftSchema>

/** Submitting names the revision that was checked and carries no content. */
export const submitSchema = z.strictObject({
  revision: z.coerce.number('Check your answers again').int().min(0, 'Check your answers again'),
  /** How it stood when it was checked, so that nobody sends again what a colleague took back meanwhile. */
  seen: z.enum(proposalStatuses, 'Check your answers again').optional(),
})

/** Withdrawing asks for nothing but the decision. */
export const withdrawSchema = z.strictObject({})
