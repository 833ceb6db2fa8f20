import type { Request } from 'express'
import { type Actor, visitor } from '../../shared/platform/actor.ts'
import type { Language } from '../../shared/platform/language.ts'
import { AppError } from './errors.ts'

declare module 'express-serve-static-core' {
  interface Request {
    /** Set by the identity room before any route runs. */
    actor?: Actor
    /** Set by the identity room with the actor, for pages that need to name or write to the person. */
    person?: {
      userId: string
      name: string
      email: string
      language?: Language | null
      hidesChecklist?: boolean
    }
    /** The sign-in of this browser, set by the identity room. */
    signInId?: string
    /** The API token of this program, set by the identity room. */
    tokenId?: string
    /** Set where nothing may be changed, for forms that show themselves again instead of acting. */
    refusedChange?: AppError
    /** Sent from a page of ours that was opened in a session which is over. */
    isStaleForm?: boolean
    /** Set for every request; every log line of it carries it. */
    requestId?: string
  }
}

declare module 'express-session' {
  interface SessionData {
    userId: string
    /** The identity room's record of the sign-in: it knows the organisation, and whether it is over. */
    signInId: string
    /** The person has still to accept the terms of use. */
    areTermsDue: boolean
    /** Where to go after signing in. */
    returnTo: string
    /** The message ids of mails that open an account and were asked for in this browser. */
    askedMails: string[]
    /** Who has been signed in with this session's cookie, also after signing out. */
    knownUsers: string[]
  }
}

/** Who makes this request. */
export const actorOf = (req: Request): Actor => req.actor ?? visitor

/** The person who makes this request, whose e-mail address is a verified one. @throws AppError unauthenticated */
export function personOf(req: Request): NonNullable<Request['person']> {
  if (!req.person) throw new AppError('unauthenticated', 'Sign in first.')
  return req.person
}

/** A named part of the path; routes only call it for parts that they declare. */
export function param(req: Request, name: string): string {
  const value = req.params[name]
  if (typeof value !== 'string') throw new AppError('not-found', 'Page not found')
  return value
}
