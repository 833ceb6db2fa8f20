import { type Request, type Response, Router } from 'express'
import { speakLanguage } from '../platform/language.requests.ts'
import { statusNow } from './operations.status.service.ts'

/** `GET /status`: for people, whoever they are. */
async function page(_req: Request, res: Response): Promise<void> {
  res.set('Cache-Control', 'no-store')
  const { at, ...status } = await statusNow()
  res.render('operations/status', { status: { ...status, at }, path: '/status', now: at })
}

/** `GET /status.json`: the same for programs. Always 200: the body says how it is. */
async function json(_req: Request, res: Response): Promise<void> {
  res.set('Cache-Control', 'no-store').set('Access-Control-Allow-Origin', '*')
  const { overall, parts, stop, at } = await statusNow()
  res.json({ overall, parts, stop, at })
}

/**
 * What works now, for everybody. Served before anything that needs the database, a session or a place among too many
 * requests, so that it can be read when the rest cannot.
 */
export const statusRoutes = Router()
statusRoutes.get('/status', speakLanguage, page)
statusRoutes.get('/status.json', json)
