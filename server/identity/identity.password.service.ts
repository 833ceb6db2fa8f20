import { setTimeout } from 'node:timers/promises'
import type { ClientSession } from 'mongoose'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow } from '../platform/errors.ts'
import { limit } from '../platform/limits.ts'
import { type Actor, visitor } from '../../shared/platform/actor.ts'
import { passwordChanged, resetRequested } from '../../shared/identity/identity.events.ts'
import { checkPassword } from './common-passwords.ts'
import { closeLinks, createLink, findLink, linkIsOver, takeLink } from './identity.links.service.ts'
import { accountMailId } from './identity.mail.service.ts'
import { identityPolicy } from './identity.policy.ts'
import { User, type UserDocument } from './identity.model.ts'
import type { AskedMail } from './identity.session.ts'
import { confirmAddress, loadUser } from './identity.register.service.ts'
import { askPassword, endOtherSignIns } from './identity.sign-in.service.ts'
import { revokeAllTokens } from './identity.tokens.service.ts'
import { hashPassword } from './password-hash.ts'

const hour = 60 * 60
const triesFromAddress = limit('reset-address', 30, hour)
// The small limit is for one network address and one account: nobody elsewhere can use up the owner's tries.
const triesHere = limit('reset-here', 5, hour)
const triesForAccount = limit('reset-account', 50, hour)
// Longer than the work for an address that has an account takes, so that the time does not tell it.
const answerAfterMs = 400

/**
 * Sends a link for a new password, if the address has an account. Neither the answer nor its time tells.
 * @param from the caller's network address
 * @returns the mail, which nobody is to be told of; null where there is none
 * @throws AppError too-many
 */
export async function requestReset(email: string, from: string): Promise<AskedMail | null> {
  await triesFromAddress.consume(from)
  await triesHere.consume(`${from} ${email}`)
  await triesForAccount.consume(email)
  const [sent] = await Promise.all([sendReset(email), setTimeout(answerAfterMs)])
  return sent
}

async function sendReset(email: string): Promise<AskedMail | null> {
  return transaction(async (session) => {
    const user = await User.findOne({ email }).session(session)
    if (!user) return null
    const linkId = await createLink(session, { userId: user._id, purpose: 'reset-password', email })
    const eventId = await record(session, visitor, resetRequested, { userId: user._id, linkId })
    return { messageId: accountMailId(eventId, 'reset-password'), userId: user._id }
  })
}

/**
 * Sets the password of whoever has the link. Every sign-in and every API token of the account ends: somebody
 * else may have had them.
 * @throws AppError not-found for a link that opens nothing, invalid for the password
 */
export async function resetPassword(token: string, password: string): Promise<void> {
  const link = await findLink('reset-password', token)
  if (!link) throw new AppError('not-found', linkIsOver)
  checkPassword(password, link.email)
  const passwordHash = await hashPassword(password)
  await transaction(async (session) => {
    const { userId, email } = await takeLink(session, 'reset-password', token)
    const user = await loadUser(userId, session)
    await setPassword(session, user, passwordHash, true)
    // The link came by e-mail, so the address is shown to be theirs as well.
    if (user.email === email) await confirmAddress(session, user)
  })
  await endOtherSignIns(link.userId, undefined)
  await revokeAllTokens(link.userId)
}

/**
 * Changes one's password. All other sign-ins end, and so do links that were sent and API tokens.
 * @throws AppError invalid for either password, too-many
 */
export async function changePassword(
  actor: Actor,
  signInId: string | undefined,
  input: { oldPassword: string; password: string },
): Promise<void> {
  const { userId } = actor
  allow(identityPolicy.change(actor, { userId }), 'Sign in before you change your password')
  await askPassword(userId, input.oldPassword, 'oldPassword')
  const known = await User.findById(userId)
  checkPassword(input.password, known?.email ?? '')
  const passwordHash = await hashPassword(input.password)
  await transaction(async (session) => {
    await setPassword(session, await loadUser(userId, session), passwordHash, false)
  })
  await endOtherSignIns(userId, signInId)
  await revokeAllTokens(userId)
}

async function setPassword(
  session: ClientSession,
  user: UserDocument,
  passwordHash: string,
  wasForgotten: boolean,
): Promise<void> {
  user.set({ passwordHash, passwordChangedAt: now() })
  await user.save({ session })
  await closeLinks(session, user._id)
  const actor: Actor = { kind: 'person', userId: user._id, organisation: null, role: null }
  await record(session, actor, passwordChanged, { userId: user._id, wasForgotten })
}
