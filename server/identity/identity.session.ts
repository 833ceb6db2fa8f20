import type { Request, Response } from 'express'
import { canSendMail } from '../platform/mail.ts'
import { disconnectSession } from '../platform/live.ts'
import { beginSessionOfPerson } from '../platform/known-callers.ts'
import { sessionCookie } from '../platform/session-limits.ts'
import { questionOfTerms } from '../platform/page.ts'
import { isReadOnly } from '../platform/read-only.ts'
import { isDemo } from '../platform/site.ts'
import { deviceName } from '../../shared/identity/device.ts'
import { beginSignIn, endSignIn, moveSignIn } from './identity.sign-in.service.ts'
import { termsOf } from './identity.terms.service.ts'

/** The session under a new id, empty: an id that somebody may have planted or seen opens nothing. */
async function renewSession(req: Request): Promise<void> {
  await new Promise<void>((resolve, reject) =>
    req.session.regenerate((error) => (error ? reject(error) : resolve())),
  )
}

async function saveSession(req: Request): Promise<void> {
  await new Promise<void>((resolve, reject) =>
    req.session.save((error) => (error ? reject(error) : resolve())),
  )
}

const mostAsked = 20

/** A mail that opens an account, and whose account. */
export interface AskedMail {
  messageId: string
  userId: string
}

/**
 * Notes that this browser asked for a mail that opens an account: a demonstration shows it here alone, and only if
 * the account's owner has been signed in here. Anybody can ask.
 */
export function noteAskedMail(req: Request, asked: AskedMail | null): void {
  if (!asked || !req.session.knownUsers?.includes(asked.userId)) return
  req.session.askedMails = [...(req.session.askedMails ?? []), asked.messageId].slice(-mostAsked)
}

/** Signs a person in, in this browser; whoever was signed in here before is not any more. */
export async function signIn(req: Request, userId: string): Promise<void> {
  await endHere(req)
  const { knownUsers = [] } = req.session
  beginSessionOfPerson(req)
  await renewSession(req)
  req.session.userId = userId
  req.session.knownUsers = [...knownUsers.filter((one) => one !== userId), userId].slice(-mostAsked)
  req.session.signInId = await beginSignIn(userId, req.session.id, deviceName(req.get('user-agent')))
  // While nothing may be changed nobody can accept anything: they are asked the next time.
  if ((await termsOf(userId)).due && !(await isReadOnly())) req.session.areTermsDue = true
  await saveSession(req)
}

/** Where somebody who has just signed in goes: first to the terms of use, if they have still to accept them. */
export const afterSignIn = (req: Request, target: string): string =>
  req.session.areTermsDue ? questionOfTerms(target) : target

/** Goes on under a new session id, for when what the person may do has changed. */
export async function rotateSession(req: Request): Promise<void> {
  const { userId, signInId, areTermsDue, knownUsers = [], id: oldId } = req.session
  if (!userId || !signInId) return
  beginSessionOfPerson(req)
  await renewSession(req)
  Object.assign(req.session, { userId, signInId, knownUsers, ...(areTermsDue ? { areTermsDue } : {}) })
  await moveSignIn(signInId, req.session.id)
  await saveSession(req)
  disconnectSession(oldId)
}

/**
 * Signs out in this browser: the session, its cookie and its live connections are gone. Where mail is kept in the
 * demonstration's mailbox, a new session remembers who was here, so that their mail can be shown.
 */
export async function signOut(req: Request, res: Response): Promise<void> {
  await endHere(req)
  if (!canSendMail() && (await isDemo())) {
    const { knownUsers = [] } = req.session
    await renewSession(req)
    req.session.knownUsers = knownUsers
    await saveSession(req)
  } else {
    await new Promise<void>((resolve, reject) =>
      req.session.destroy((error) => (error ? reject(error) : resolve())),
    )
    res.clearCookie(sessionCookie)
  }
  // Drafts that the pages' scripts keep must not be there for the next person at this computer.
  res.set('Clear-Site-Data', '"storage"')
}

async function endHere(req: Request): Promise<void> {
  const { userId, signInId } = req.session
  if (userId && signInId) await endSignIn(userId, signInId)
}
