import { z } from 'zod'
import type { Exercise } from './course.ts'

/** What somebody may agree to; each by itself. */
export const consents = ['show-name', 'count-drafts'] as const
export type Consent = (typeof consents)[number]

/** The longest answer, in characters. */
export const longestAnswer = 3000

const text = z
  .string({ error: 'Write your text' })
  .max(longestAnswer, `Keep it to ${longestAnswer.toLocaleString('en-GB')} characters or fewer`)

/** An answer to an exercise, of a program or of a form. */
export function answerTo({ kind }: Exercise): z.ZodType<string> {
  const choice = z.string({ error: kind === 'route' ? 'Choose a route' : 'Choose an answer' }).max(80)
  const written = text.refine((typed) => typed.trim() !== '', 'Write your text')
  return kind === 'rewrite'
    ? written
    : choice.refine((chosen) => chosen !== '', kind === 'route' ? 'Choose a route' : 'Choose an answer')
}

/** The form of an exercise: its field is called like the exercise, since a lesson may have several. */
export const answerForm = (exercise: Exercise) => z.object({ [exercise.id]: answerTo(exercise) })

/** Which words the form of an answer had shown, where it says so. */
export const answerKnown = z.object({ revision: z.coerce.number().int().min(0).optional().catch(undefined) })

/** Words that save themselves before they are handed in; empty is fine. */
export const wordsForm = (exercise: Exercise) =>
  z.object({ [exercise.id]: text.default(''), revision: z.coerce.number().int().min(0).default(0) })

export const answerBody = z.strictObject({ answer: text })

const ticked = z
  .union([z.array(z.string()), z.string()])
  .default([])
  .transform((given) => [given].flat())

/** The form of what one agrees to: boxes that are ticked. */
export const consentsForm = z.object({
  agree: ticked.transform((given) => consents.filter((one) => given.includes(one))),
})

export const consentsBody = z.strictObject({ showName: z.boolean(), countDrafts: z.boolean() })
