import { z } from 'zod'
import { instant } from '../challenges/fields.ts'
import { wholeNumber } from '../platform/query-values.ts'
import { readable } from '../platform/readable.ts'
import { longestAnswer, longestQuestion, required } from './clarifications.schema.ts'

/** The expected length of a live session, in minutes. */
export const shortestSession = 15
export const longestSession = 480
/** With fewer working days between the announcement and the start, it has to be said that this is meant. */
export const shortestNotice = 2
export const mostAgendaItems = 20
export const mostPollOptions = 10

/** Short texts, one a line in a form or one an entry from programs; empty ones are left out. */
const lines = (each: string, longest: number) =>
  z
    .union([z.string(), z.array(z.string())], `${each}: write one on each line`)
    .transform((given) => (typeof given === 'string' ? given.split(/\r?\n/) : given))
    .transform((given) => given.map((line) => readable(line).trim()).filter(Boolean))
    .refine((given) => given.every((line) => line.length <= longest), {
      message: `${each} must be ${longest} characters or fewer`,
    })

/** Made once for each form that is shown: the same message sent twice is done once. */
const key = z.string().max(60).optional()

const start = instant('The start', '10:00').refine((at) => at !== null, 'Say when the session starts')

/** What is announced of a live session, and may be changed until it opens. */
export const sessionSchema = z.strictObject({
  key,
  startsAt: start,
  minutes: z.coerce
    .number('Say how long it is expected to last, in minutes')
    .int('The length must be a whole number of minutes')
    .min(shortestSession, `The session must last at least ${shortestSession} minutes`)
    .max(longestSession, `The session must last at most ${longestSession} minutes`),
  agenda: lines('An agenda item', 200)
    .refine((items) => items.length <= mostAgendaItems, `Write at most ${mostAgendaItems} agenda items`)
    .default([]),
  howToTakePart: z
    .string()
    .overwrite(readable)
    .trim()
    .max(1000, 'How to take part must be 1,000 characters or fewer')
    .default(''),
  /** It is known that suppliers are told late: see `shortestNotice`. */
  shortNotice: z.enum(['yes'], 'Say yes, or leave it out').optional(),
})
export type SessionInput = z.output<typeof sessionSchema>

export const cancelSessionSchema = z.strictObject({
  reason: required('Say why: everybody will read it', 500, 'The reason'),
})

export const emptySchema = z.strictObject({ key })

export const sessionQuestionSchema = z.strictObject({
  key,
  text: required('Write your question', longestQuestion, 'Your question'),
})

export const sessionVoteSchema = z.strictObject({
  key,
  questionId: required('Choose a question', 40, 'The question'),
  wants: z.enum(['yes', 'no'], 'Say whether you want an answer to it too').default('yes'),
})

/** The question that is being answered; empty for none. */
export const answeringSchema = z.strictObject({ key, questionId: z.string().max(40).default('') })

export const laterSchema = z.strictObject({
  key,
  questionId: required('Choose the question to answer later', 40, 'The question'),
})

export const sessionAnswerSchema = z.strictObject({
  key,
  questionId: required('Choose the question that you answer', 40, 'The question'),
  text: required('Write the answer that everybody will read', longestAnswer, 'The answer'),
})

export const agendaSchema = z.strictObject({
  key,
  itemId: required('Choose the agenda item that is current', 40, 'The agenda item'),
})

export const noteSchema = z.strictObject({
  key,
  note: required('Write what was said', longestAnswer, 'The note'),
})

/** The queue is shown by how many suppliers want an answer, or as it was asked. */
export const queueOrders = ['votes', 'time'] as const
export type QueueOrder = (typeof queueOrders)[number]
export const orderSchema = z.strictObject({ key, order: z.enum(queueOrders, 'Choose an order') })

export const pollSchema = z.strictObject({
  key,
  question: required('Write what you want to know', 200, 'The poll’s question'),
  options: lines('An option', 120)
    .refine((options) => options.length >= 2, 'Write at least two options')
    .refine((options) => options.length <= mostPollOptions, `Write at most ${mostPollOptions} options`)
    .refine((options) => new Set(options).size === options.length, 'Write each option once'),
})

export const pollVoteSchema = z.strictObject({
  key,
  pollId: z.string().max(40),
  optionId: required('Choose one of the options', 40, 'The option'),
})

export const closePollSchema = z.strictObject({ key, pollId: z.string().max(40) })

export const chairSchema = z.strictObject({
  key,
  userId: required('Choose who leads the session from now on', 40, 'The person'),
})

/** What a broker puts in place of words of the record that must not stand in public, and why. */
export const redactEntrySchema = z.strictObject({
  text: required('Write what is to stand there instead', longestAnswer, 'The text'),
  reason: required('Say why: it stays in the record', 1000, 'The reason'),
})

/** `?after=7`: the record of a session from entry 8 on. */
export const entriesQuery = z.object({ after: z.coerce.number().int().min(0).max(1_000_000).catch(0) })

/** The same for programs, which are told of what is no number. */
export const entriesAsked = z.object({ after: wholeNumber(0, 1_000_000, 0) })
