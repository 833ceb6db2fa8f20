import { z } from 'zod'
import { fileIds } from './answer-files.ts'
import { answerSchema, longestAnswer, required } from './clarifications.schema.ts'

const why = z.string().trim().max(1000, 'The reason must be 1,000 characters or fewer').default('')

/** A draft may be anything, or empty: it is kept as it stands. `why` is for a correction; files have addresses of their own. */
export const draftAnswerSchema = z.strictObject({
  text: z
    .string('Send the words of the draft')
    .max(longestAnswer, `The answer must be ${longestAnswer.toLocaleString('en-GB')} characters or fewer`),
  why,
})

/** What is put before a second officer; complete, as if it were published. */
export const askSignOffSchema = answerSchema.extend({ why })

/** What stands instead from now on, and why; the earlier answer stays beside it. */
export const correctSchema = z.strictObject({
  text: answerSchema.shape.text,
  fileIds,
  why: required('Say why the answer changes: everybody reads it', 1000, 'The reason'),
})

/** The revision of the draft that was read, so that nobody signs words they did not see. */
export const signOffSchema = z.strictObject({
  revision: z.coerce.number('Name the revision that you read').int().min(1),
})
