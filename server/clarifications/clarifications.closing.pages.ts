import type { Request, RequestHandler, Response } from 'express'
import { leaveSchema } from '../../shared/clarifications/clarifications.closing.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { closeClarifications, leaveUnanswered } from './clarifications.closing.service.ts'
import { questionHref } from './clarifications.links.ts'
import { readQuestion } from './clarifications.read.service.ts'

async function showLeave(req: Request, res: Response, state: FormState): Promise<void> {
  const found = await readQuestion(actorOf(req), param(req, 'id'))
  res.render('clarifications/leave', { ...found, form: state })
}

export const leave: RequestHandler = (req, res) => showLeave(req, res, formState())

export const sendLeave = form({
  schema: leaveSchema,
  show: showLeave,
  act: async ({ reason }, req, res) => {
    const id = param(req, 'id')
    const { challengeId } = await leaveUnanswered(actorOf(req), id, reason)
    res.redirect(303, questionHref(challengeId, id, 'left'))
  },
})

export const close: RequestHandler = async (req, res) => {
  await closeClarifications(actorOf(req), param(req, 'id'))
  res.redirect(303, `/challenges/${param(req, 'id')}/questions?done=closed`)
}
