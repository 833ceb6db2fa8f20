import { z } from 'zod'
import { groupRoles } from '../../shared/groups/group.ts'
import { decideRequestSchema, roleSchema } from '../../shared/groups/groups.schema.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import { allow } from '../platform/errors.ts'
import {
  changeGroupRole,
  decideRequest,
  membersOf,
  muteGroup,
  removeMember,
  requestsOf,
} from './groups.members.service.ts'
import { groupPolicy } from './groups.policy.ts'
import { presentMembers, presentRequests } from './groups.presenter.ts'
import { getGroup, getGroupInside, whoOrganises } from './groups.service.ts'

const id = z.string().max(40)
const params = z.object({ id })
const ofMember = params.extend({ userId: id })
const common = { tag: 'groups', auth: 'signed-in' } as const
const nothing = { status: 204, answer: z.null() } as const

const memberAnswer = z
  .object({
    userId: z.string(),
    name: z.string(),
    organisation: z.string(),
    role: z.enum(groupRoles),
    since: z.iso.datetime(),
  })
  .meta({ id: 'GroupMember' })

const requestAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    organisation: z.string(),
    note: z.string(),
    at: z.iso.datetime(),
  })
  .meta({ id: 'GroupRequest' })

/** Who is in a working group and who asks to be, for programs. */
export const memberEndpoints: Endpoint[] = [
  endpoint({
    ...common,
    method: 'get',
    path: '/groups/{id}/members',
    summary: 'List who is in a group (members and brokers)',
    params,
    answer: z.object({ items: z.array(memberAnswer) }),
    handle: async ({ actor, params: { id: groupId } }) => {
      await getGroupInside(actor, groupId)
      return { items: await presentMembers(await membersOf(groupId)) }
    },
  }),
  endpoint({
    ...common,
    ...nothing,
    method: 'put',
    path: '/groups/{id}/members/{userId}/role',
    summary: 'Make a member an organiser, or an organiser a member (organisers and brokers)',
    params: ofMember,
    body: roleSchema,
    handle: ({ actor, params: { id: groupId, userId }, body }) =>
      changeGroupRole(actor, groupId, userId, body.role),
  }),
  endpoint({
    ...common,
    ...nothing,
    method: 'delete',
    path: '/groups/{id}/members/{userId}',
    summary: 'Take a member out (organisers)',
    params: ofMember,
    handle: ({ actor, params: { id: groupId, userId } }) => removeMember(actor, groupId, userId),
  }),
  endpoint({
    ...common,
    method: 'get',
    path: '/groups/{id}/requests',
    summary: 'List who asks to be let in (organisers)',
    params,
    answer: z.object({ items: z.array(requestAnswer) }),
    handle: async ({ actor, params: { id: groupId } }) => {
      const { standing } = await getGroup(actor, groupId)
      allow(groupPolicy.organise(actor, standing), whoOrganises)
      return { items: await presentRequests(await requestsOf(groupId)) }
    },
  }),
  endpoint({
    ...common,
    ...nothing,
    method: 'post',
    path: '/groups/{id}/requests/{requestId}/decision',
    summary: 'Let somebody in who asked, or not (organisers)',
    params: params.extend({ requestId: id }),
    body: decideRequestSchema,
    handle: ({ actor, params: { id: groupId, requestId }, body }) =>
      decideRequest(actor, groupId, requestId, body.decision === 'accept'),
  }),
  endpoint({
    ...common,
    ...nothing,
    method: 'put',
    path: '/groups/{id}/mute',
    summary: 'Hear no more of what is written in a group of yours',
    params,
    handle: ({ actor, params: { id: groupId } }) => muteGroup(actor, groupId, true),
  }),
  endpoint({
    ...common,
    ...nothing,
    method: 'delete',
    path: '/groups/{id}/mute',
    summary: 'Hear of it again',
    params,
    handle: ({ actor, params: { id: groupId } }) => muteGroup(actor, groupId, false),
  }),
]
