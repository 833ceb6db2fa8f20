import { z } from 'zod'
import { isId, newId } from '../platform/ids.ts'
import { answerNeeds, fewestAnswerWords, mostAnswerWords, usualAnswer } from './asked.ts'
import type { Criterion } from './challenge.ts'
import { count, text } from './fields.ts'

/** The id of a row: as it was, or a new one. */
export const rowId = z
  .string()
  .optional()
  .transform((id) => (isId(id) ? id : newId()))

const criterionAnswer = z.strictObject({
  need: z.enum(answerNeeds, { error: 'Choose whether suppliers answer it' }).default(''),
  words: count('The most words', fewestAnswerWords, mostAnswerWords).default(null),
  guidance: text(1000, 'What a good answer says').default(''),
})

/** A criterion as it is typed, with what suppliers are asked about it. */
export const criterion = z
  .strictObject({
    id: rowId,
    title: text(120, 'The criterion').default(''),
    description: text(1000, 'What you look for').default(''),
    weight: count('The weight', 1, 100).default(null),
    answer: criterionAnswer.default(usualAnswer),
    // A box of a form sends a word, or nothing.
    isSocialValue: z
      .union([z.boolean(), z.enum(['yes', ''])], { error: 'Say whether it is social value' })
      .default(false),
    partOf: text(120, 'The criterion that it is part of').default(''),
  })
  .transform(
    ({ partOf, isSocialValue, ...one }): Criterion => ({
      ...one,
      ...(partOf && { partOf }),
      ...(isSocialValue && { isSocialValue: true }),
    }),
  )
