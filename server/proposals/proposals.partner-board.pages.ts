import type { Request, RequestHandler, Response } from 'express'
import { partnerLineSchema } from '../../shared/proposals/partner-board.ts'
import { type FormState, form, formState, noticeFor } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { readPartnerBoard, withdrawPartnerLine, writePartnerLine } from './proposals.partner-board.service.ts'

const notices = {
  written: 'Your line is on the page. Other confirmed suppliers read it until the deadline.',
  withdrawn: 'Your line is taken back. Nobody reads it any more.',
}

async function showBoard(req: Request, res: Response, state?: FormState): Promise<void> {
  const board = await readPartnerBoard(actorOf(req), param(req, 'id'))
  res.render('proposals/partner-board', {
    board,
    form: state ?? formState(board.own ?? {}),
    notice: noticeFor(req, notices),
  })
}

export const show: RequestHandler = (req, res) => showBoard(req, res)

export const write = form({
  schema: partnerLineSchema,
  show: showBoard,
  act: async (input, req, res) => {
    await writePartnerLine(actorOf(req), param(req, 'id'), input)
    res.redirect(303, `/challenges/${param(req, 'id')}/partners?done=written`)
  },
})

export const withdraw: RequestHandler = async (req, res) => {
  await withdrawPartnerLine(actorOf(req), param(req, 'id'))
  res.redirect(303, `/challenges/${param(req, 'id')}/partners?done=withdrawn`)
}
