import { z } from 'zod'
import { instant, noticeNumber, required, text } from '../challenges/fields.ts'
import { readable } from '../platform/readable.ts'
import { knownRevision } from '../platform/revision.ts'

const mostQuestions = 20

const questions = z
  .union([z.string(), z.array(z.string())], { error: 'Write one question on each line' })
  .transform((given) => (typeof given === 'string' ? given.split(/\r?\n/) : given))
  .transform((lines) => lines.map((line) => readable(line).trim()).filter(Boolean))
  .refine((lines) => lines.length <= mostQuestions, `Ask at most ${mostQuestions} questions`)
  .refine((lines) => lines.every((line) => line.length <= 300), 'A question must be 300 characters or fewer')

/** What is planned of an early engagement with the market. */
export const engagementSchema = z
  .strictObject({
    title: required(120, 'The title', 'Enter a title'),
    learn: required(3000, 'What you want to learn', 'Say what you want to learn from the market'),
    questions: questions.default([]),
    startsAt: instant('The start', '10:00').refine((at) => at !== null, 'Say when it starts'),
    minutes: z.coerce
      .number('Say how long it lasts, in minutes')
      .int('The length must be a whole number of minutes')
      .min(15, 'It must last at least 15 minutes')
      .max(960, 'It must last at most 16 hours'),
    place: required(500, 'The place', 'Say where it is, or give the link to take part'),
    registerBy: instant('The last time to register', '17:00').refine(
      (at) => at !== null,
      'Say until when suppliers can register',
    ),
  })
  .superRefine(({ startsAt, registerBy }, context) => {
    if (startsAt && registerBy && registerBy > startsAt)
      context.addIssue({
        code: 'custom',
        message: 'Suppliers must have registered when it starts, not later',
        path: ['registerBy'],
      })
  })
export type EngagementInput = z.output<typeof engagementSchema>

/** The same of an engagement that is there. */
export const editEngagementSchema = engagementSchema.safeExtend({ revision: knownRevision })
export type EditEngagementInput = z.output<typeof editEngagementSchema>

/** What has to be said before everybody can read it: the UK2 notice, or why there is none (s.17). */
export const announceSchema = z
  .strictObject({
    noticeId: noticeNumber.default(''),
    noNoticeReason: text(1000, 'The reason').default(''),
  })
  .refine(({ noticeId, noNoticeReason }) => noticeId !== '' || noNoticeReason !== '', {
    message: 'Enter the number of the engagement notice (UK2), or say why there is none',
    path: ['noticeId'],
  })

/** Which words somebody read: `words` of the engagement names them. */
const wordsRead = z.string('Say which words you read: words of the engagement').min(1).max(64)

/** The same by somebody who says what they read: nobody puts words before everybody that they never saw. */
export const announceReadSchema = announceSchema.safeExtend({ words: wordsRead, revision: knownRevision })
export type AnnounceInput = z.output<typeof announceSchema> &
  Partial<Pick<z.output<typeof announceReadSchema>, 'words' | 'revision'>>

export const cancelEngagementSchema = z.strictObject({
  reason: required(500, 'The reason', 'Say why: everybody will read it'),
})
export const registerSchema = z.strictObject({
  note: text(1000, 'The note').default(''),
  revision: knownRevision,
})
export type RegisterInput = z.input<typeof registerSchema>
export const notesSchema = z.strictObject({
  notes: required(20_000, 'The notes', 'Write what was said and what you learnt'),
  revision: knownRevision,
})
export type NotesInput = z.output<typeof notesSchema>

/** That an authority takes part in what it read: `words` of the engagement names it. */
export const agreeSchema = z.strictObject({
  words: wordsRead,
})
