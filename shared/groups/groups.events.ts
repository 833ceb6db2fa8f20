import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'
import { groupRoles } from './group.ts'

const group = { groupId: z.string() }
const person = { ...group, userId: z.string() }
const post = { ...group, postId: z.string() }
const inGroup = ({ groupId }: { groupId: string }) => ({ kind: 'group', id: groupId })

/** A working group was founded. */
export const groupFounded = defineEvent({
  name: 'group.founded',
  payload: z.object({ ...group, organisationId: z.string() }),
  subject: inGroup,
})

/** What a group says of itself was changed. */
export const groupChanged = defineEvent({ name: 'group.changed', payload: z.object(group), subject: inGroup })

/** A group was closed: what stands on its board stays readable to its members. */
export const groupClosed = defineEvent({ name: 'group.closed', payload: z.object(group), subject: inGroup })

/** Somebody asks to be let in. */
export const groupJoinRequested = defineEvent({
  name: 'group.join-requested',
  payload: z.object({ ...person, organisationId: z.string() }),
  subject: inGroup,
})

/** An organiser let somebody in, or did not. */
export const groupRequestDecided = defineEvent({
  name: 'group.request-decided',
  payload: z.object({ ...person, isAccepted: z.boolean() }),
  subject: inGroup,
})

/** Somebody became a member. */
export const groupJoined = defineEvent({
  name: 'group.joined',
  payload: z.object({ ...person, organisationId: z.string() }),
  subject: inGroup,
})

/** A member left. */
export const groupLeft = defineEvent({ name: 'group.left', payload: z.object(person), subject: inGroup })

/** An organiser took a member out. */
export const groupMemberRemoved = defineEvent({
  name: 'group.member-removed',
  payload: z.object(person),
  subject: inGroup,
})

/** A member became an organiser, or one no more. */
export const groupRoleChanged = defineEvent({
  name: 'group.role-changed',
  payload: z.object({ ...person, role: z.enum(groupRoles) }),
  subject: inGroup,
})

/** Somebody wrote on the notice board, or replied. */
export const groupPosted = defineEvent({ name: 'group.posted', payload: z.object(post), subject: inGroup })

/** A post was changed by whoever wrote it; the words before are kept. */
export const groupPostEdited = defineEvent({
  name: 'group.post-edited',
  payload: z.object(post),
  subject: inGroup,
})

/** A post was taken back by whoever wrote it. */
export const groupPostWithdrawn = defineEvent({
  name: 'group.post-withdrawn',
  payload: z.object(post),
  subject: inGroup,
})

/** An organiser or a broker hid a post, with a reason; `userId` wrote it. */
export const groupPostHidden = defineEvent({
  name: 'group.post-hidden',
  payload: z.object({ ...post, userId: z.string() }),
  subject: inGroup,
})
