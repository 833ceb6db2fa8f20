import { termsAccepted } from '../../shared/identity/identity.events.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { User, type UserRecord } from './identity.model.ts'
import { identityPolicy } from './identity.policy.ts'
import { currentTerms } from './terms.data.ts'

/** A version of the terms that a person accepted. */
export interface AcceptedTerms {
  version: string
  at: Date
}

/** What a person accepted, the last first, and whether the version in force is among it. */
export interface TermsOfPerson {
  accepted: AcceptedTerms[]
  /** The version that the person has still to accept; null if none. */
  due: string | null
}

const changed = 'The terms changed while you read them. Read them again before you accept.'

/** The acceptance of the version in force, to be kept with an account. @throws AppError invalid for any other */
export function acceptanceOf(version: string): AcceptedTerms {
  if (version !== currentTerms()?.version) throw new AppError('invalid', changed, { terms: changed })
  return { version, at: now() }
}

/** People who are invented are asked for nothing; accounts from before there were terms have accepted none. */
function ofUser(user: Pick<UserRecord, 'isExample'> & { acceptedTerms?: AcceptedTerms[] }): TermsOfPerson {
  const accepted = (user.acceptedTerms ?? []).map(({ version, at }) => ({ version, at })).reverse()
  const current = currentTerms()?.version ?? null
  const isDue = current !== null && !user.isExample && !accepted.some(({ version }) => version === current)
  return { accepted, due: isDue ? current : null }
}

/** @throws AppError not-found for a person who is gone */
export async function termsOf(userId: string): Promise<TermsOfPerson> {
  const user = await User.findById(userId).lean<UserRecord>()
  if (!user) throw notFound('Account')
  return ofUser(user)
}

/**
 * Notes that a person accepts the version in force; once is enough.
 * @throws AppError invalid for another version, not-found
 */
export async function acceptTerms(actor: Actor, version: string): Promise<TermsOfPerson> {
  const { userId } = actor
  const acceptance = acceptanceOf(version)
  return transaction(async (session) => {
    const user = await User.findById(userId).session(session)
    if (!user || !identityPolicy.change(actor, { userId: user._id })) throw notFound('Account')
    if (user.acceptedTerms.some((one) => one.version === version)) return ofUser(user.toObject())
    user.acceptedTerms.push(acceptance)
    await user.save({ session })
    await record(session, actor, termsAccepted, { userId, version })
    return ofUser(user.toObject())
  })
}

/** Before a token is made, as at a sign-in. @throws AppError forbidden while terms are due */
export async function refuseTermsDue(userId: string): Promise<void> {
  const { due } = await termsOf(userId)
  if (due === null) return
  const how = `Read them at /terms and send "acceptTerms": "${due}", or sign in on the site and accept them.`
  throw new AppError('forbidden', `The terms of use, version ${due}, are not accepted yet. ${how}`)
}
