/** Who may come in: every authority at once, or whoever the organisers let in. */
export const joinings = ['open', 'by-request'] as const
export type Joining = (typeof joinings)[number]

export const joiningLabels: Record<Joining, string> = {
  open: 'Anybody who acts for a confirmed authority joins at once',
  'by-request': 'People of authorities ask, and an organiser lets them in',
}

export const groupStatuses = ['active', 'closed'] as const
export type GroupStatus = (typeof groupStatuses)[number]

/** An organiser keeps the group: who is in it, what stands on its board, which engagements it plans. */
export const groupRoles = ['organiser', 'member'] as const
export type GroupRole = (typeof groupRoles)[number]

export const postStates = ['shown', 'withdrawn', 'hidden'] as const
export type PostState = (typeof postStates)[number]

/** Something of the site that a post points at; its title as it was then. */
export interface PostLink {
  kind: 'challenge' | 'resource'
  /** The id of a challenge, the slug of a resource. */
  id: string
  title: string
}

/** Where a link of a post leads. */
export const linkPath = ({ kind, id }: Pick<PostLink, 'kind' | 'id'>): string =>
  `/${kind === 'challenge' ? 'challenges' : 'resources'}/${id}`

export const longestPost = 5000
/** How often a post can be changed: what it said before is kept each time. */
export const mostEdits = 50

export const mostLinks = 10

/** How many people a group can have: beyond it nobody knows whom they write to. */
export const mostMembers = 500
