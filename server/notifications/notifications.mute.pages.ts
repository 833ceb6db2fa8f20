import type { Request, RequestHandler } from 'express'
import { safeReturn } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { saying } from './notifications.done.ts'
import { muteChallenge, unmuteChallenge } from './notifications.mute.service.ts'

// Pages that say what was done; the challenge's own says it by itself.
const sayingPages = /^\/(inbox|account\/notifications)(\?|$)/

/** Where somebody pressed the button. */
function back(req: Request, done: string): string {
  const body: unknown = req.body
  const from = typeof body === 'object' && body !== null && 'returnTo' in body ? body.returnTo : null
  const id = param(req, 'id')
  const path = safeReturn(from, `/challenges/${id}?done=${done}`)
  return sayingPages.test(path) ? saying(path, done, { about: id }) : path
}

export const mute: RequestHandler = async (req, res) => {
  await muteChallenge(actorOf(req), param(req, 'id'))
  res.redirect(303, back(req, 'muted'))
}

export const unmute: RequestHandler = async (req, res) => {
  await unmuteChallenge(actorOf(req), param(req, 'id'))
  res.redirect(303, back(req, 'unmuted'))
}
