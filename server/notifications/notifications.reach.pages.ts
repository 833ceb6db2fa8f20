import type { Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import { type FormState, form, formState } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { askReach, proveReach, readReachLink, unreachableAddress } from './notifications.reach.service.ts'

async function showReach(req: Request, res: Response, state: FormState): Promise<void> {
  res.render('notifications/reach', {
    email: await unreachableAddress(actorOf(req)),
    isAsked: req.query['done'] === 'asked',
    form: state,
  })
}

export const reach: RequestHandler = (req, res) => showReach(req, res, formState())

export const ask = form({
  schema: z.strictObject({}),
  show: showReach,
  act: async (_input, req, res) => {
    await askReach(actorOf(req))
    res.redirect(303, '/account/reach?done=asked')
  },
})

/** A page with a button, since mail readers and scanners open every link that they see. */
export const link: RequestHandler = async (req, res) => {
  res.render('notifications/reach-link', { email: await readReachLink(param(req, 'token')), isDone: false })
}

export const prove: RequestHandler = async (req, res) => {
  const token = param(req, 'token')
  await proveReach(token)
  res.render('notifications/reach-link', { email: await readReachLink(token), isDone: true })
}
