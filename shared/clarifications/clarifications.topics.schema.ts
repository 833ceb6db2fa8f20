import { z } from 'zod'
import { readable } from '../platform/readable.ts'

/** The most tags that one question, and all questions of one challenge, can have. */
export const mostTags = 5
export const mostTagsOfChallenge = 30
const longestTag = 40

/** The key of a part of the challenge; empty for the challenge as a whole. */
export const partKey = z.string('Choose a part of the challenge').max(120).default('')

const several = (given: string | string[]): string[] =>
  (typeof given === 'string' ? given.split(',') : given.flatMap((one) => one.split(',')))
    .map((tag) => readable(tag).trim().replaceAll(/\s+/g, ' '))
    .filter(Boolean)

const tags = z
  .union([z.string(), z.array(z.string()).max(60)], 'Write tags, with commas between them')
  .default([])
  .transform(several)
  .refine((given) => given.every((tag) => tag.length <= longestTag), {
    message: `A tag must be ${longestTag} characters or fewer`,
  })

const tooMany = `A question can have at most ${mostTags} tags`

/** Each tag once, however it is written. */
export const distinctTags = (given: string[]): string[] => [
  ...new Map(given.map((tag) => [tag.toLowerCase(), tag])).values(),
]

/** What a question is about: a part of the challenge, and tags. */
export const topicsSchema = z.strictObject({
  part: partKey,
  tags: tags.transform(distinctTags).refine((given) => given.length <= mostTags, { message: tooMany }),
})
export type Topics = z.output<typeof topicsSchema>

/** The same from a page: tags known already are ticked, others typed. */
export const topicsFormSchema = z
  .strictObject({ part: partKey, tags, newTags: tags })
  .transform(({ part, tags: ticked, newTags }) => ({ part, tags: distinctTags([...ticked, ...newTags]) }))
  .refine((given) => given.tags.length <= mostTags, { message: tooMany, path: ['newTags'] })

/** Which questions are wanted, by what they are about; empty for all. */
export const topicFilter = {
  part: z.string().max(120).catch(''),
  tag: z.string().max(longestTag).catch(''),
}
/** The same for programs, which are told of what can't be meant. */
export const topicAsked = {
  part: z.string().max(120, 'The part must be 120 characters or fewer').default(''),
  tag: z.string().max(longestTag, `A tag has ${longestTag} characters or fewer`).default(''),
}
export interface TopicFilter {
  part: string
  tag: string
}
