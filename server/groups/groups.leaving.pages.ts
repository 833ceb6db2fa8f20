import type { Request, RequestHandler, Response } from 'express'
import { nothingSchema } from '../../shared/organisations/organisations.schema.ts'
import { allow } from '../platform/errors.ts'
import { form, type FormState, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { closeGroup, closingOf, whoCloses } from './groups.close.service.ts'
import { leaveGroup, leavingOf } from './groups.members.service.ts'
import { groupPolicy } from './groups.policy.ts'
import { presentEngagementRow, presentGroup } from './groups.presenter.ts'
import { getGroup } from './groups.service.ts'

/** Whether the engagements of a group let it be closed, for the page that asks. */
async function presentClosing(groupId: string) {
  const { inTheWay, planned } = await closingOf(groupId)
  return { inTheWay: inTheWay.map(presentEngagementRow), planned: planned.map(presentEngagementRow) }
}

async function showLeave(req: Request, res: Response, state: FormState): Promise<void> {
  const actor = actorOf(req)
  const placed = await getGroup(actor, param(req, 'id'))
  const leaving = await leavingOf(actor, placed.group._id)
  const closing = leaving.closesIt ? await presentClosing(placed.group._id) : { inTheWay: [], planned: [] }
  res.render('groups/leave', { group: presentGroup(placed, actor), leaving, closing, form: state })
}

/** Asks before a member leaves: what they lose, and what becomes of the group. */
export const leavePage: RequestHandler = (req, res) => showLeave(req, res, formState())

export const leave = form({
  schema: nothingSchema,
  show: showLeave,
  act: async (_input, req, res) => {
    await leaveGroup(actorOf(req), param(req, 'id'))
    res.redirect(303, `/groups/${param(req, 'id')}?done=left`)
  },
})

async function showClose(req: Request, res: Response, state: FormState): Promise<void> {
  const actor = actorOf(req)
  const placed = await getGroup(actor, param(req, 'id'))
  allow(groupPolicy.close(actor, placed.standing), whoCloses)
  const closing = await presentClosing(placed.group._id)
  res.render('groups/close', { group: presentGroup(placed, actor), closing, form: state })
}

/** Asks before a group is closed for good. */
export const closePage: RequestHandler = (req, res) => showClose(req, res, formState())

export const close = form({
  schema: nothingSchema,
  show: showClose,
  act: async (_input, req, res) => {
    await closeGroup(actorOf(req), param(req, 'id'))
    res.redirect(303, `/groups/${param(req, 'id')}?done=closed`)
  },
})
