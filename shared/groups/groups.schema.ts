import { z } from 'zod'
import { required, severalCodes, text } from '../challenges/fields.ts'
import { cursorQuery } from '../platform/pagination.ts'
import { knownRevision } from '../platform/revision.ts'
import { severalLike, wordsAsked } from '../platform/query-values.ts'
import { groupRoles, joinings, longestPost, mostLinks } from './group.ts'

/** CPV divisions and ITL 1 regions: groups are filed coarsely, so that they are found. */
export const divisionPattern = /^\d{2}0{6}$/
export const nationPattern = /^TL[C-N]$/

/** What a group says of itself. */
export const groupSchema = z.strictObject({
  title: required(120, 'The title', 'Enter a title'),
  purpose: required(3000, 'The purpose', 'Say what the group is for'),
  categories: severalCodes(divisionPattern, 10, 'Choose categories from the list').default([]),
  regions: severalCodes(nationPattern, 12, 'Choose regions from the list').default([]),
  joining: z.enum(joinings, { error: 'Choose who may come in' }),
})
export type GroupInput = z.output<typeof groupSchema>

/** The same of a group that is there. */
export const editGroupSchema = groupSchema.extend({ revision: knownRevision })
export type EditGroupInput = z.output<typeof editGroupSchema>

const linkPattern = /^(?:https?:\/\/[^/\s]+)?\/(challenges|resources)\/([\w-]{1,120})(?:[/?#]\S*)?$/

/** A link to a challenge or a resource of this site. */
export interface WantedLink {
  kind: 'challenge' | 'resource'
  id: string
}

const links = z
  .union([z.string(), z.array(z.string())], { error: 'Write one link on each line' })
  .transform((given) => (typeof given === 'string' ? given.split(/\r?\n/) : given))
  .transform((lines) => [...new Set(lines.map((line) => line.trim()).filter(Boolean))])
  .refine((lines) => lines.length <= mostLinks, `Give at most ${mostLinks} links`)
  .transform((lines, context) =>
    lines.flatMap((line): WantedLink[] => {
      const [, room, id] = linkPattern.exec(line) ?? []
      if (room && id) return [{ kind: room === 'challenges' ? 'challenge' : 'resource', id }]
      context.addIssue('Give the address of a challenge or of a page of the library, one on each line')
      return []
    }),
  )

/** A post, or a reply to one. */
export const postSchema = z.strictObject({
  text: required(longestPost, 'The post', 'Write something'),
  links: links.default([]),
})
export type PostInput = z.output<typeof postSchema>

export const editPostSchema = postSchema
export const hidePostSchema = z.strictObject({
  reason: required(500, 'The reason', 'Say why: whoever wrote it is told, and members can read it'),
})
export const joinRequestSchema = z.strictObject({ note: text(500, 'The note').default('') })
export const decideRequestSchema = z.strictObject({
  decision: z.enum(['accept', 'refuse'], { error: 'Choose whether you let them in' }),
})
export const roleSchema = z.strictObject({
  role: z.enum(groupRoles, { error: 'Choose organiser or member' }),
})

/** What a list of groups may be narrowed by, in the address of its page. */
export const groupListQuery = z.object({
  q: z
    .string()
    .trim()
    .transform((words) => words.slice(0, 200))
    .catch(''),
  category: z.string().regex(divisionPattern).optional().catch(undefined),
  region: z.string().regex(nationPattern).optional().catch(undefined),
})
export type GroupListQuery = z.output<typeof groupListQuery>

/** The same for programs. */
export const groupsAsked = z.object({
  q: wordsAsked,
  category: severalLike(divisionPattern, 'Give a CPV division, like 44000000'),
  region: severalLike(nationPattern, 'Give an ITL 1 region, like TLD'),
})

export const postsAsked = cursorQuery
