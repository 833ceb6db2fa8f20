import { z } from 'zod'
import { leaveSchema } from './clarifications.closing.ts'
import { answerSchema } from './clarifications.schema.ts'

/** How many questions can be dealt with at once. */
export const mostAtOnce = 50

const questionIds = z
  .union([z.string(), z.array(z.string().max(40))], 'Choose the questions')
  .transform((given) => [...new Set([given].flat().filter(Boolean))])
  .refine((given) => given.length > 0, 'Choose the questions')
  .refine((given) => given.length <= mostAtOnce, `Choose at most ${mostAtOnce} questions`)

export const answerSeveralSchema = z.strictObject({ questionIds, text: answerSchema.shape.text })
export const showSeveralSchema = z.strictObject({ questionIds })
export const leaveSeveralSchema = z.strictObject({ questionIds, reason: leaveSchema.shape.reason })

/** What can be done with several questions from one page. */
export const severalActions = ['answer', 'show', 'leave'] as const

const withoutAction = 'Choose what to do with them'

/** The form: only what belongs to the chosen action counts. */
export const severalFormSchema = z
  .strictObject({
    questionIds: z.union([z.string(), z.array(z.string())]).optional(),
    what: z.enum(severalActions, withoutAction).optional(),
    text: z.string().default(''),
    reason: z.string().default(''),
  })
  .transform((given, context) => {
    const { what, questionIds: chosen = [], text, reason } = given
    const parsed =
      what === 'answer'
        ? answerSeveralSchema.safeParse({ questionIds: chosen, text })
        : what === 'leave'
          ? leaveSeveralSchema.safeParse({ questionIds: chosen, reason })
          : showSeveralSchema.safeParse({ questionIds: chosen })
    if (!parsed.success || !what) {
      for (const issue of parsed.error?.issues ?? [])
        context.addIssue({ code: 'custom', path: issue.path.slice(0, 1), message: issue.message })
      if (!what) context.addIssue({ code: 'custom', path: ['what'], message: withoutAction })
      return z.NEVER
    }
    return { what, text: text.trim(), reason: reason.trim(), questionIds: parsed.data.questionIds }
  })
