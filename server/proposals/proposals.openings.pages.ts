import type { Request, RequestHandler, Response } from 'express'
import { comeToOpenSchema, handOverSchema } from '../../shared/proposals/opening.schema.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { handOverWith } from './proposals.openings.hand-over.service.ts'
import { readOpening } from './proposals.openings.read.service.ts'
import { comeToOpenWith } from './proposals.openings.service.ts'

async function showOpening(req: Request, res: Response, state: FormState): Promise<void> {
  const opening = await readOpening(actorOf(req), param(req, 'id'))
  res.render('proposals/opening', {
    opening,
    givers: opening.holders
      .filter(({ mayHandOver }) => mayHandOver)
      .map(({ holder: value, name, isVacant }) => ({
        value,
        text: isVacant ? 'The share that no officer has yet' : name || 'Somebody who has left',
      })),
    takers: [
      { value: '', text: 'Choose an officer' },
      ...opening.officers.map(({ id: value, name: text }) => ({ value, text })),
    ],
    form: state,
    done: req.query['done'],
  })
}

export const show: RequestHandler = (req, res) => showOpening(req, res, formState())

export const open = form({
  schema: comeToOpenSchema,
  show: showOpening,
  act: async ({ password }, req, res) => {
    const id = param(req, 'id')
    const isOpen = await comeToOpenWith(actorOf(req), id, password)
    res.redirect(
      303,
      isOpen ? `/challenges/${id}/opening?done=opened` : `/challenges/${id}/opening?done=came`,
    )
  },
})

export const giveShare = form({
  schema: handOverSchema,
  show: showOpening,
  act: async (input, req, res) => {
    const id = param(req, 'id')
    await handOverWith(actorOf(req), id, input)
    res.redirect(303, `/challenges/${id}/opening?done=handed-over`)
  },
})
