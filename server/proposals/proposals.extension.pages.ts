import type { Request, RequestHandler, Response } from 'express'
import { extendDeadlineSchema } from '../../shared/challenges/challenges.schema.ts'
import { AppError } from '../platform/errors.ts'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { extendAfterFailure } from './proposals.extension.service.ts'
import { readOpening } from './proposals.openings.read.service.ts'

async function render(req: Request, res: Response, state: FormState): Promise<void> {
  const opening = await readOpening(actorOf(req), param(req, 'id'))
  if (!opening.mayExtend)
    throw new AppError(
      'forbidden',
      'The deadline can’t be extended now, or not by you. The page of the opening tells how it stands.',
    )
  res.render('proposals/extension', { opening, form: state })
}

export const extension: RequestHandler = (req, res) => render(req, res, formState())

export const extend = form({
  schema: extendDeadlineSchema,
  show: render,
  act: async (input, req, res) => {
    const id = param(req, 'id')
    await extendAfterFailure(actorOf(req), id, input)
    res.redirect(303, `/challenges/${id}?done=amended`)
  },
})
