import type { Request, RequestHandler, Response } from 'express'
import {
  answerPartnershipSchema,
  confirmPartnershipSchema,
  consortiumDecisionSchema,
} from '../../shared/proposals/consortium.schema.ts'
import { readinessLevels } from '../../shared/proposals/proposal.ts'
import { type FormState, form, formState, noticeFor } from '../platform/page.ts'
import { actorOf, param, personOf } from '../platform/request.ts'
import {
  answerPartnership,
  claimPartnerInvitation,
  confirmPartnership,
  getPartnerInvitation,
  leavePartnership,
  readPartnership,
  readSharedDraft,
} from './proposals.partnerships.service.ts'

const notices = {
  accept: 'You take part. Give your confirmations next: the lead cannot submit without them.',
  decline: 'You declined. The lead is told.',
  confirmed: 'Your confirmations are kept. The lead is told.',
  left: 'You left the consortium. The lead is told.',
}

async function showPartnership(req: Request, res: Response, state: FormState = formState()): Promise<void> {
  res.render('proposals/partnership', {
    partnership: await readPartnership(actorOf(req), param(req, 'id')),
    form: state,
    notice: noticeFor(req, notices),
  })
}

export const show: RequestHandler = (req, res) => showPartnership(req, res)

export const answer = form({
  schema: answerPartnershipSchema,
  show: showPartnership,
  act: async (input, req, res) => {
    const id = param(req, 'id')
    await answerPartnership(actorOf(req), id, input.answer)
    res.redirect(303, `/partnerships/${id}?done=${input.answer}`)
  },
})

export const confirm = form({
  schema: confirmPartnershipSchema,
  show: showPartnership,
  act: async (input, req, res) => {
    const id = param(req, 'id')
    await confirmPartnership(actorOf(req), id, input)
    res.redirect(303, `/partnerships/${id}?done=confirmed`)
  },
})

export const leave = form({
  schema: consortiumDecisionSchema,
  show: showPartnership,
  act: async (_input, req, res) => {
    const id = param(req, 'id')
    await leavePartnership(actorOf(req), id)
    res.redirect(303, `/partnerships/${id}?done=left`)
  },
})

/** The lead’s draft, to read only. */
export const draft: RequestHandler = async (req, res) => {
  const id = param(req, 'id')
  const shared = await readSharedDraft(actorOf(req), id)
  res.render('proposals/shared-draft', { id, ...shared, readinessLevels })
}

async function showInvitation(req: Request, res: Response, state: FormState): Promise<void> {
  const invitation = await getPartnerInvitation(param(req, 'token'))
  res.render('proposals/partner-invitation', { invitation, form: state })
}

export const invitation: RequestHandler = (req, res) => showInvitation(req, res, formState())

export const claim = form({
  schema: consortiumDecisionSchema,
  show: showInvitation,
  act: async (_input, req, res) => {
    const { id } = await claimPartnerInvitation(actorOf(req), param(req, 'token'), personOf(req))
    res.redirect(303, `/partnerships/${id}`)
  },
})
