import mongoose from 'mongoose'
import { AppError, notFound } from '../platform/errors.ts'
import { limit } from '../platform/limits.ts'
import { disconnectSession } from '../platform/live.ts'
import { sessionCollection } from '../platform/session.ts'
import { absoluteLimitMs, idleLimitMs } from '../platform/session-limits.ts'
import { now } from '../platform/clock.ts'
import { membershipsOf } from '../organisations/index.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { isId } from '../../shared/platform/ids.ts'
import { SignIn, type SignInRecord, User, type UserRecord } from './identity.model.ts'
import { identityPolicy } from './identity.policy.ts'
import { asPerson, normaliseEmail, type Person } from './identity.service.ts'
import { isPassword } from './password-hash.ts'

const quarter = 15 * 60
// One address guessing one account is stopped soon; a whole office behind one address is not, and nobody can
// keep an owner out for long from elsewhere (OWASP ASVS 5.0, 6.3.1).
const triesHere = limit('sign-in-here', 10, quarter)
const triesForAccount = limit('sign-in-account', 100, 4 * quarter)
const triesFromAddress = limit('sign-in-address', 300, quarter)

/** What every failed sign-in is told, whichever part was wrong. */
export const wrongCredentials = 'The e-mail address or the password is not right'

/**
 * The person with this address and password, whose address is shown to be theirs. Unknown, unverified and
 * wrong take the same time and give the same null.
 * @param from the caller's network address
 * @throws AppError too-many
 */
export async function checkCredentials(
  email: string,
  password: string,
  from: string,
): Promise<(Person & { isPasswordOnly: boolean }) | null> {
  const account = normaliseEmail(email)
  await triesFromAddress.consume(from)
  await triesHere.consume(`${from} ${account}`)
  await triesForAccount.consume(account)
  const user = await User.findOne({ email: account }).lean<UserRecord>()
  const isRight = await isPassword(password, user?.passwordHash ?? null)
  if (!user || !isRight || !identityPolicy.signIn(asPerson(user))) return null
  await triesHere.forgive(`${from} ${account}`)
  return { ...asPerson(user), isPasswordOnly: user.isPasswordOnly }
}

/**
 * True if this is the person's password: asked again before something important is changed.
 * @throws AppError too-many
 */
export async function isPersonsPassword(userId: string, password: string): Promise<boolean> {
  await triesHere.consume(`person ${userId}`)
  const user = await User.findById(userId).lean<UserRecord>()
  const isRight = await isPassword(password, user?.passwordHash ?? null)
  if (isRight) await triesHere.forgive(`person ${userId}`)
  return isRight
}

/** Refuses a wrong password at its field. @throws AppError invalid, too-many */
export async function askPassword(userId: string, password: string, field: string): Promise<void> {
  if (await isPersonsPassword(userId, password)) return
  throw new AppError('invalid', 'Password is not right', { [field]: 'Password is not right' })
}

/** Notes that a person is signed in, in one browser. */
export async function beginSignIn(userId: string, sessionId: string, device: string): Promise<string> {
  const at = now()
  const signIn = await SignIn.create({ userId, sessionId, device, signedInAt: at, seenAt: at })
  return signIn._id
}

/** The sign-in goes on under another session id. */
export async function moveSignIn(signInId: string, sessionId: string): Promise<void> {
  await SignIn.updateOne({ _id: signInId }, { $set: { sessionId } })
}

/** True once the sign-in is over by the clock, whether or not anything has deleted it yet. */
export function isOver(
  { signedInAt, seenAt }: Pick<SignInRecord, 'signedInAt' | 'seenAt'>,
  at: Date,
): boolean {
  const idleMs = at.getTime() - seenAt.getTime()
  return idleMs >= idleLimitMs || at.getTime() - signedInAt.getTime() >= absoluteLimitMs
}

/** A browser in which one is signed in, as its owner sees it. */
export interface Session {
  id: string
  device: string
  signedInAt: Date
  seenAt: Date
}

/** Where a person is signed in at this moment, the last used first. */
export async function listSignIns(userId: string): Promise<Session[]> {
  const records = await SignIn.find({ userId }).sort({ seenAt: -1 }).lean<SignInRecord[]>()
  const at = now()
  return records
    .filter((record) => !isOver(record, at))
    .map(({ _id: id, device, signedInAt, seenAt }) => ({ id, device, signedInAt, seenAt }))
}

/** Ends one sign-in of a person, with its session and live connections; nothing if it is over already. */
export async function endSignIn(userId: string, signInId: string): Promise<void> {
  const record = await SignIn.findOneAndDelete({ _id: signInId, userId }).lean<SignInRecord>()
  if (record) await forgetSessions([record])
}

/** Ends one of a person's sign-ins from the account page. @throws AppError not-found if it is not theirs */
export async function endOwnSignIn(actor: Actor, signInId: string): Promise<void> {
  const record = isId(signInId) ? await SignIn.findById(signInId).lean<SignInRecord>() : null
  if (!record || !identityPolicy.endSignIn(actor, record)) throw notFound('Sign-in')
  await endSignIn(record.userId, signInId)
}

/** Ends all sign-ins of a person but one. */
export async function endOtherSignIns(userId: string, keptId: string | undefined): Promise<void> {
  const others = { userId, ...(keptId ? { _id: mongoose.trusted({ $ne: keptId }) } : {}) }
  const records = await SignIn.find(others).lean<SignInRecord[]>()
  await SignIn.deleteMany(others)
  await forgetSessions(records)
}

async function forgetSessions(records: SignInRecord[]): Promise<void> {
  const ids = records.map(({ sessionId }) => sessionId)
  await mongoose.connection.collection<{ _id: string }>(sessionCollection).deleteMany({ _id: { $in: ids } })
  for (const id of ids) disconnectSession(id)
}

/** The person acts for another of their organisations in this browser. @throws AppError not-found */
export async function chooseOrganisation(
  userId: string,
  signInId: string,
  organisationId: string,
): Promise<void> {
  const memberships = await membershipsOf(userId)
  if (!memberships.some((one) => one.organisationId === organisationId)) throw notFound('Organisation')
  await SignIn.updateOne({ _id: signInId, userId }, { $set: { organisationId } })
}
