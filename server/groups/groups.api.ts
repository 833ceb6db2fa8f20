import { z } from 'zod'
import { groupRoles, groupStatuses, joinings, postStates } from '../../shared/groups/group.ts'
import {
  editGroupSchema,
  groupSchema,
  groupsAsked,
  hidePostSchema,
  joinRequestSchema,
  postsAsked,
  postSchema,
} from '../../shared/groups/groups.schema.ts'
import { watchSchema } from '../../shared/groups/watch.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { revisionOf } from '../platform/unseen-changes.ts'
import { closeGroup } from './groups.close.service.ts'
import { engagementEndpoints } from './groups.engagements.api.ts'
import { memberEndpoints } from './groups.members.api.ts'
import { askToJoin, joinGroup, leaveGroup } from './groups.members.service.ts'
import { editPost, hidePost, listTalksAfter, withdrawPost, writePost } from './groups.posts.service.ts'
import { presentGroup, presentTalks } from './groups.presenter.ts'
import { editGroup, foundGroup, getGroup, groupWords, listGroups } from './groups.service.ts'
import type { WatchRecord } from './groups.watches.model.ts'
import { deleteWatch, keepWatch, listWatches } from './groups.watches.service.ts'
import type { Actor } from '../../shared/platform/actor.ts'

const id = z.string().max(40)
const params = z.object({ id })
const ofPost = params.extend({ postId: id })
const common = { tag: 'groups', auth: 'signed-in' } as const
const nothing = { status: 204, answer: z.null() } as const
const made = { status: 201, answer: z.object({ id: z.string() }) } as const

const groupAnswer = z
  .object({
    id: z.string(),
    title: z.string(),
    purpose: z.string(),
    categories: z.array(z.string()),
    regions: z.array(z.string()),
    joining: z.enum(joinings),
    status: z.enum(groupStatuses),
    createdAt: z.iso.datetime(),
    revision: z.string().meta({ description: 'Names these words: send it with a change of them' }),
    role: z.enum(groupRoles).nullable().meta({ description: 'Your own; null for whoever is no member' }),
  })
  .meta({ id: 'WorkingGroup' })

const postShape = {
  id: z.string(),
  by: z.string(),
  organisation: z.string(),
  at: z.iso.datetime(),
  editedAt: z.iso.datetime().nullable(),
  state: z.enum(postStates),
  text: z.string().meta({ description: 'Markdown; empty for a post that is hidden or withdrawn' }),
  reason: z.string(),
  links: z.array(z.object({ href: z.string(), title: z.string() })),
}
const talkAnswer = z.object({ ...postShape, replies: z.array(z.object(postShape)) }).meta({ id: 'GroupTalk' })

const watchAnswer = z
  .object({
    id: z.string(),
    q: z.string(),
    categories: z.array(z.string()),
    regions: z.array(z.string()),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'ProblemWatch' })

function groupJson(placed: Awaited<ReturnType<typeof getGroup>>, actor: Actor) {
  const group = presentGroup(placed, actor)
  const { title, purpose, categories, regions, joining, status, createdAt, role } = group
  const revision = revisionOf(groupWords(placed.group))
  return { id: group.id, title, purpose, categories, regions, joining, status, createdAt, revision, role }
}

type Shown = Awaited<ReturnType<typeof presentTalks>>[number]
const postJson = ({ may: _, ...post }: Omit<Shown, 'replies'>) => post

const watchJson = ({ _id, q, categories, regions, createdAt }: WatchRecord) => ({
  id: _id,
  q,
  categories,
  regions,
  createdAt,
})

const groups: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path: '/groups',
    summary: 'List the working groups (people of authorities, and brokers)',
    query: groupsAsked,
    answer: z.object({ items: z.array(groupAnswer) }),
    handle: async ({ actor, query: { q, category, region } }) => {
      const found = await listGroups(actor, { q, categories: category, regions: region })
      return { items: found.map((one) => groupJson(one, actor)) }
    },
  }),
  endpoint({
    ...common,
    method: 'get',
    path: '/groups/{id}',
    summary: 'Read what a working group is for',
    params,
    answer: groupAnswer,
    handle: async ({ actor, params: { id: groupId } }) => groupJson(await getGroup(actor, groupId), actor),
  }),
  endpoint({
    ...common,
    ...made,
    method: 'post',
    path: '/groups',
    summary: 'Found a working group, as its organiser',
    body: groupSchema,
    handle: async ({ actor, body }) => ({ id: await foundGroup(actor, body) }),
  }),
  endpoint({
    ...common,
    ...nothing,
    method: 'put',
    path: '/groups/{id}',
    summary: 'Change what a group says of itself (organisers)',
    params,
    body: editGroupSchema,
    handle: ({ actor, params: { id: groupId }, body }) => editGroup(actor, groupId, body),
  }),
  endpoint({
    ...common,
    ...nothing,
    method: 'post',
    path: '/groups/{id}/close',
    summary: 'Close a group (organisers and brokers)',
    params,
    handle: ({ actor, params: { id: groupId } }) => closeGroup(actor, groupId),
  }),
  endpoint({
    ...common,
    ...nothing,
    method: 'put',
    path: '/groups/{id}/membership',
    summary: 'Join a group that is open',
    params,
    handle: ({ actor, params: { id: groupId } }) => joinGroup(actor, groupId),
  }),
  endpoint({
    ...common,
    ...nothing,
    method: 'put',
    path: '/groups/{id}/request',
    summary: 'Ask the organisers of a group to be let in',
    params,
    body: joinRequestSchema,
    handle: ({ actor, params: { id: groupId }, body }) => askToJoin(actor, groupId, body.note),
  }),
  endpoint({
    ...common,
    ...nothing,
    method: 'delete',
    path: '/groups/{id}/membership',
    summary: 'Leave a group',
    params,
    handle: ({ actor, params: { id: groupId } }) => leaveGroup(actor, groupId),
  }),
]

const posts: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path: '/groups/{id}/posts',
    summary: 'Read the notice board of a group, the newest talk first (members and brokers)',
    params,
    query: postsAsked,
    answer: z.object({ items: z.array(talkAnswer), nextCursor: z.string().nullable() }),
    handle: async ({ actor, params: { id: groupId }, query }) => {
      const placed = await getGroup(actor, groupId)
      const { items, nextCursor } = await listTalksAfter(actor, groupId, query)
      const talks = await presentTalks(items, placed, actor)
      return {
        items: talks.map(({ replies, ...post }) => ({ ...postJson(post), replies: replies.map(postJson) })),
        nextCursor,
      }
    },
  }),
  endpoint({
    ...common,
    ...made,
    method: 'post',
    path: '/groups/{id}/posts',
    summary: 'Write on the notice board',
    params,
    body: postSchema,
    handle: async ({ actor, params: { id: groupId }, body }) => ({
      id: await writePost(actor, groupId, body),
    }),
  }),
  endpoint({
    ...common,
    ...made,
    method: 'post',
    path: '/groups/{id}/posts/{postId}/replies',
    summary: 'Reply to a post',
    params: ofPost,
    body: postSchema,
    handle: async ({ actor, params: { id: groupId, postId }, body }) => ({
      id: await writePost(actor, groupId, body, postId),
    }),
  }),
  endpoint({
    ...common,
    ...nothing,
    method: 'put',
    path: '/groups/{id}/posts/{postId}',
    summary: 'Change a post of your own',
    params: ofPost,
    body: postSchema,
    handle: ({ actor, params: { id: groupId, postId }, body }) => editPost(actor, groupId, postId, body),
  }),
  endpoint({
    ...common,
    ...nothing,
    method: 'delete',
    path: '/groups/{id}/posts/{postId}',
    summary: 'Take a post of your own back',
    params: ofPost,
    handle: ({ actor, params: { id: groupId, postId } }) => withdrawPost(actor, groupId, postId),
  }),
  endpoint({
    ...common,
    ...nothing,
    method: 'post',
    path: '/groups/{id}/posts/{postId}/hide',
    summary: 'Hide a post with a reason (organisers and brokers)',
    params: ofPost,
    body: hidePostSchema,
    handle: ({ actor, params: { id: groupId, postId }, body }) =>
      hidePost(actor, groupId, postId, body.reason),
  }),
]

const watches: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path: '/watches',
    summary: 'List what you watch of problems elsewhere',
    answer: z.object({ items: z.array(watchAnswer) }),
    handle: async ({ actor }) => ({ items: (await listWatches(actor)).map(watchJson) }),
  }),
  endpoint({
    ...common,
    method: 'post',
    path: '/watches',
    summary: 'Hear of problems and groups elsewhere that fit',
    status: 201,
    body: watchSchema,
    answer: watchAnswer,
    handle: async ({ actor, body }) => watchJson(await keepWatch(actor, body)),
  }),
  endpoint({
    ...common,
    ...nothing,
    method: 'delete',
    path: '/watches/{id}',
    summary: 'Delete a watch',
    params,
    handle: ({ actor, params: { id: watchId } }) => deleteWatch(actor, watchId),
  }),
]

/** Working groups, their engagements and watches, for programs. */
export const groupsEndpoints: Endpoint[] = [
  ...groups,
  ...memberEndpoints,
  ...posts,
  ...engagementEndpoints,
  ...watches,
]
