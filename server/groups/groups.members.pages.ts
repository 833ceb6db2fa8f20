import type { Request, RequestHandler, Response } from 'express'
import { decideRequestSchema, roleSchema } from '../../shared/groups/groups.schema.ts'
import { nothingSchema } from '../../shared/organisations/organisations.schema.ts'
import { form, type FormState, formState, noticeFor } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import {
  changeGroupRole,
  decideRequest,
  membersOf,
  removeMember,
  requestsOf,
} from './groups.members.service.ts'
import { presentGroup, presentMembers, presentRequests } from './groups.presenter.ts'
import { getGroupInside } from './groups.service.ts'

const notices = {
  decided: 'They are told what you decided.',
  role: 'The role is changed.',
  removed: 'They are no member any more, and are told so.',
}

const again = (req: Request, res: Response, done: keyof typeof notices): void =>
  res.redirect(303, `/groups/${param(req, 'id')}/members?done=${done}`)

async function showMembers(req: Request, res: Response, state: FormState): Promise<void> {
  const actor = actorOf(req)
  const placed = await getGroupInside(actor, param(req, 'id'))
  const group = presentGroup(placed, actor)
  const requests = group.may.organise ? await requestsOf(group.id) : []
  res.render('groups/members', {
    group,
    members: await presentMembers(await membersOf(group.id)),
    requests: await presentRequests(requests),
    ownId: actor.userId,
    form: state,
    notice: noticeFor(req, notices),
  })
}

/** Who is in a group and, for organisers, who asks to be let in. */
export const members: RequestHandler = (req, res) => showMembers(req, res, formState())

export const decide = form({
  schema: decideRequestSchema,
  show: showMembers,
  act: async ({ decision }, req, res) => {
    await decideRequest(actorOf(req), param(req, 'id'), param(req, 'requestId'), decision === 'accept')
    again(req, res, 'decided')
  },
})

export const changeRole = form({
  schema: roleSchema,
  show: showMembers,
  act: async ({ role }, req, res) => {
    await changeGroupRole(actorOf(req), param(req, 'id'), param(req, 'userId'), role)
    again(req, res, 'role')
  },
})

export const remove = form({
  schema: nothingSchema,
  show: showMembers,
  act: async (_input, req, res) => {
    await removeMember(actorOf(req), param(req, 'id'), param(req, 'userId'))
    again(req, res, 'removed')
  },
})
