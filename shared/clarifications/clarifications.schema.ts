import { z } from 'zod'
import { fileIds } from './answer-files.ts'
import { partKey, topicAsked, topicFilter } from './clarifications.topics.schema.ts'
import { pageQuery } from '../platform/pagination.ts'
import { wholeNumber } from '../platform/query-values.ts'
import { readable } from '../platform/readable.ts'
import { sorts } from './clarifications.votes.schema.ts'

/** The longest question and answer, in characters. */
export const longestQuestion = 2000
export const longestAnswer = 5000

/** Words that must be there and can be seen, with the refusals for none and for too many. */
export const required = (missing: string, longest: number, thing: string) =>
  z
    .string(missing)
    .overwrite(readable)
    .trim()
    .min(1, missing)
    .max(longest, `${thing} must be ${longest.toLocaleString('en-GB')} characters or fewer`)

/** A question to the authority; `anyway` says that the similar ones shown do not answer it. */
export const askSchema = z.strictObject({
  text: required('Write your question', longestQuestion, 'Your question'),
  part: partKey,
  anyway: z.enum(['yes']).optional(),
})

export const answerSchema = z.strictObject({
  text: required('Write the answer that everybody will read', longestAnswer, 'The answer'),
  fileIds,
})

/** The same from a page: an answer that changes the terms goes on to the amendment that says so (s.31). */
export const answerFormSchema = answerSchema.extend({ changesTerms: z.enum(['yes']).optional() })

/** What a broker puts in place of words that must not stand in public, and why. */
export const redactSchema = z.strictObject({
  part: z.enum(['question', 'answer'], 'Choose whether to redact the question or the answer'),
  text: required('Write what is to stand there instead', longestAnswer, 'The text'),
  reason: required('Say why: it stays in the record', 1000, 'The reason'),
})

export const mergeSchema = z.strictObject({
  into: required('Choose the question that this one is the same as', 40, 'The question'),
})

export const reportSchema = z.strictObject({
  reason: required('Say what is wrong with it', 1000, 'The reason'),
})

/** `?after=7`: the published log from number 8 on; `?sort=votes`: what most want to know comes first of what waits. */
export const logQuery = z.object({
  ...topicFilter,
  after: z.coerce.number().int().min(0).max(1_000_000).catch(0),
  sort: z.enum(sorts).catch('time'),
})
/** `?page=2`, `?page=all`, the page on which a question stands, or the one with a number. */
export const logPageQuery = z.object({
  page: z.union([z.literal('all'), pageQuery.shape.page]),
  question: z.string().max(40).catch(''),
  number: z.coerce.number().int().min(0).max(1_000_000).catch(0),
})
/** The same for programs, which are told of what can't be meant. */
export const logAsked = z.object({
  ...topicAsked,
  after: wholeNumber(0, 1_000_000, 0),
  sort: z.enum(sorts).default('time'),
})
export const similarQuery = z.object({ text: z.string().max(longestQuestion).catch('') })
