import type { Request, RequestHandler } from 'express'
import { safeReturn } from '../platform/page.ts'
import { actorOf, param } from '../platform/request.ts'
import { muteChallenge, unmuteChallenge } from './notifications.mute.service.ts'

/** Where somebody pressed the button; the challenge's page says itself what was done. */
function back(req: Request, done: string): string {
  const body: unknown = req.body
  const from = typeof body === 'object' && body !== null && 'returnTo' in body ? body.returnTo : null
  return safeReturn(from, `/challenges/${param(req, 'id')}?done=${done}`)
}

export const mute: RequestHandler = async (req, res) => {
  await muteChallenge(actorOf(req), param(req, 'id'))
  res.redirect(303, back(req, 'muted'))
}

export const unmute: RequestHandler = async (req, res) => {
  await unmuteChallenge(actorOf(req), param(req, 'id'))
  res.redirect(303, back(req, 'unmuted'))
}
