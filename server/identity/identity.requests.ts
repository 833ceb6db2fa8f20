import type { Request, RequestHandler } from 'express'
import { membershipsOf } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { callerAddress } from '../platform/caller-address.ts'
import { AppError } from '../platform/errors.ts'
import { noteProgram } from '../platform/known-callers.ts'
import { limit } from '../platform/limits.ts'
import { type Actor, visitor } from '../../shared/platform/actor.ts'
import { actorFor } from './identity.actor.ts'
import { SignIn, type SignInRecord, User, type UserRecord } from './identity.model.ts'
import { isOver } from './identity.sign-in.service.ts'
import { useToken } from './identity.tokens.service.ts'

// How often a sign-in notes that it was used; more often would be a write for every page.
const seenEveryMs = 60_000

interface Caller {
  actor: Actor
  user: UserRecord
  signIn: SignInRecord
  memberships: number
}

async function callerOf(req: Request): Promise<Caller | null> {
  const { signInId, userId } = req.session ?? {}
  if (!signInId || !userId) return null
  const [signIn, user, memberships] = await Promise.all([
    SignIn.findOne({ _id: signInId, userId }).lean<SignInRecord>(),
    User.findById(userId).lean<UserRecord>(),
    membershipsOf(userId),
  ])
  if (!signIn || !user || isOver(signIn, now())) return null
  return {
    actor: actorFor(userId, signIn.organisationId, memberships),
    user,
    signIn,
    memberships: memberships.length,
  }
}

/** Who is behind a session at this moment; asked again for each live message that somebody wants to watch. */
export async function actorOfSession(req: Request): Promise<Actor> {
  return (await callerOf(req))?.actor ?? visitor
}

/** Who is behind the session's cookie. */
export const identifyPerson: RequestHandler = async (req, res, next) => {
  const caller = await callerOf(req)
  req.actor = caller?.actor ?? visitor
  if (caller) {
    const { user, signIn, memberships } = caller
    req.person = {
      userId: user._id,
      name: user.name,
      email: user.email,
      language: user.language ?? null,
      hidesChecklist: user.hidesChecklist ?? false,
    }
    req.signInId = signIn._id
    res.locals['person'] = { name: user.name, memberships }
    const at = now()
    if (at.getTime() - signIn.seenAt.getTime() >= seenEveryMs) {
      await SignIn.updateOne({ _id: signIn._id }, { $set: { seenAt: at } })
    }
  }
  next()
}

/** What programs may ask of the API: so many requests a minute for a token that opens something, or an address. */
export const programLimits = { requests: 600, seconds: 60 }
/** Counts them, by `token:` and its id, or by an address. */
export const programRequests = limit('api', programLimits.requests, programLimits.seconds)

/**
 * Who is behind the bearer token; counted by it, so that the programs of one office have a limit each.
 * @throws AppError unauthenticated for a token that opens nothing, too-many: whoever guesses is counted by address
 */
export const identifyProgram: RequestHandler = async (req, _res, next) => {
  const header = req.get('authorization')
  const token = /^Bearer (\S+)$/i.exec(header ?? '')?.[1]
  const countAddress = () => programRequests.consume(callerAddress(req.ip))
  req.actor = visitor
  if (token) {
    const { actor, person, tokenId } = await useToken(token).catch(async (refusal: unknown) => {
      await countAddress()
      throw refusal
    })
    noteProgram(header)
    await programRequests.consume(`token:${tokenId}`)
    req.actor = actor
    req.person = person
    req.tokenId = tokenId
    return next()
  }
  await countAddress()
  if (header) throw new AppError('unauthenticated', 'Send the token as "Authorization: Bearer fh_…".')
  next()
}
