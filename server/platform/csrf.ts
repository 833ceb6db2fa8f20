import type { NextFunction, Request, Response } from 'express'
import { csrfSync } from 'csrf-sync'
import { config } from './config.ts'
import { AppError } from './errors.ts'

const stale =
  'This page was open for too long, or came from somewhere else. Go back, reload it and try again.'
const fromEarlierSession =
  'This page is from an earlier session: you were signed out, or signed in anew. Nothing was changed, and what you typed is below.'

const { generateToken, isRequestValid } = csrfSync({
  getTokenFromRequest: (req) => {
    const body: unknown = req.body
    if (typeof body === 'object' && body !== null && '_csrf' in body) {
      return typeof body._csrf === 'string' ? body._csrf : undefined
    }
    return req.get('x-csrf-token')
  },
})

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

function isFromElsewhere(req: Request): boolean {
  const site = req.get('sec-fetch-site')
  if (site && site !== 'same-origin' && site !== 'none') return true
  const origin = req.get('origin')
  if (!origin) return false
  if (!URL.canParse(origin)) return true
  return new URL(origin).host !== req.host && origin !== new URL(config().publicUrl).origin
}

/** The token that each form carries; made, and a session with it, only when a page asks for it. */
export const csrfToken = (req: Request): string => generateToken(req)

/**
 * Refuses a change that another site asked for in somebody's name: by where the browser says it came from
 * and by the session's token. Needs the body already parsed. One-click unsubscribing carries its own proof.
 */
export function csrfGuard(req: Request, _res: Response, next: NextFunction): void {
  if (safeMethods.has(req.method) || req.path.startsWith('/unsubscribe/')) return next()
  if (isFromElsewhere(req)) throw new AppError('forbidden', stale)
  if (!isRequestValid(req)) {
    // Only what is known to come from a page of ours may be offered to be sent again.
    req.isStaleForm = Boolean(req.get('sec-fetch-site') ?? req.get('origin'))
    throw new AppError('forbidden', req.isStaleForm ? fromEarlierSession : stale)
  }
  if (typeof req.body === 'object' && req.body !== null) delete req.body._csrf
  next()
}

const dangerousKeys = new Set(Object.getOwnPropertyNames(Object.prototype))

function hasDangerousKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([key, inner]) => dangerousKeys.has(key) || hasDangerousKey(inner))
}

/** Refuses a form with fields named like what every object has (`toString`, `__proto__`): no page of ours sends one. */
export function refusePrototypeKeys(req: Request, _res: Response, next: NextFunction): void {
  if (hasDangerousKey(req.body))
    throw new AppError('bad-request', 'The form has a field that cannot be read.')
  next()
}
