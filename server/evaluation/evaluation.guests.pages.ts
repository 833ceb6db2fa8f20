import type { Request, RequestHandler, Response } from 'express'
import { guestDecisionSchema, guestLinkDays, inviteGuestSchema } from '../../shared/evaluation/guests.ts'
import { panelRoleNames } from '../../shared/evaluation/panel.ts'
import { type FormState, form, formState, noticeFor } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import {
  getGuestInvitation,
  inviteGuest,
  joinAsGuest,
  listGuests,
  withdrawGuest,
} from './evaluation.guests.service.ts'
import { readEvaluation } from './evaluation.service.ts'

const place = (req: Request): string => `/challenges/${param(req, 'id')}/evaluation/guests`

const notices = {
  asked: 'They get an e-mail with a link, and are in the panel once they open it.',
  withdrawn: 'The invitation is taken back.',
}

async function showGuests(req: Request, res: Response, state = formState()): Promise<void> {
  const guests = await listGuests(actorOf(req), param(req, 'id'))
  const { challenge } = await readEvaluation(actorOf(req), param(req, 'id'))
  const shown = { challenge, guests, panelRoleNames, guestLinkDays }
  res.render('evaluation/guests', { ...shown, form: state, notice: noticeFor(req, notices) })
}

/** Who was asked into the panel by address, for whoever makes it. */
export const list: RequestHandler = (req, res) => showGuests(req, res)

export const invite = form({
  schema: inviteGuestSchema,
  show: showGuests,
  act: async (input, req, res) => {
    await inviteGuest(actorOf(req), param(req, 'id'), input)
    res.redirect(303, `${place(req)}?done=asked`)
  },
})

export const withdraw = form({
  schema: guestDecisionSchema,
  show: showGuests,
  act: async (_input, req, res) => {
    await withdrawGuest(actorOf(req), param(req, 'id'), param(req, 'guestId'))
    res.redirect(303, `${place(req)}?done=withdrawn`)
  },
})

async function showInvitation(req: Request, res: Response, state: FormState = formState()): Promise<void> {
  const invitation = await getGuestInvitation(param(req, 'token'))
  res.render('evaluation/guest-invitation', { invitation, panelRoleNames, form: state })
}

/** The page that the link of an invitation by e-mail opens, with a button: mail readers open every link that they see. */
export const invitation: RequestHandler = (req, res) => showInvitation(req, res)

export const joinPanel = form({
  schema: guestDecisionSchema,
  show: showInvitation,
  act: async (_input, req, res) => {
    const { challengeId } = await joinAsGuest(actorOf(req), param(req, 'token'))
    res.redirect(303, `/challenges/${challengeId}/evaluation/declare`)
  },
})
