import { z } from 'zod'

/** Whether the supplier wants to know this too. */
export const voteSchema = z.strictObject({
  wants: z.boolean('Say whether your firm wants to know this too: true or false'),
})

/** The same from a page's button. */
export const voteFormSchema = z.strictObject({
  wants: z.enum(['yes', 'no'], 'Choose whether your firm wants to know this too'),
})

/** How the waiting questions are ordered. */
export const sorts = ['time', 'votes'] as const
export type Sort = (typeof sorts)[number]
