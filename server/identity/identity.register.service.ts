import mongoose, { type ClientSession } from 'mongoose'
import { record } from '../audit/index.ts'
import { joinByEmailDomain } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { limit } from '../platform/limits.ts'
import { type Actor, visitor } from '../../shared/platform/actor.ts'
import { currentLanguage, type Language } from '../../shared/platform/language.ts'
import {
  emailVerified,
  registeredAgain,
  termsAccepted,
  verificationRequested,
} from '../../shared/identity/identity.events.ts'
import { checkPassword } from './common-passwords.ts'
import { createLink, findLink, linkIsOver, takeLink } from './identity.links.service.ts'
import { identityPolicy } from './identity.policy.ts'
import { User, type UserDocument } from './identity.model.ts'
import { askPassword } from './identity.sign-in.service.ts'
import { type AcceptedTerms, acceptanceOf } from './identity.terms.service.ts'
import { hashPassword } from './password-hash.ts'

const hour = 60 * 60
const triesFromAddress = limit('register-address', 30, hour)
const triesForAccount = limit('register-account', 5, hour)

/**
 * Makes an account that waits for its owner to open the link sent to the address. The answer is the same for
 * an address that has one already: only its owner learns of it, by e-mail.
 * @param from the caller's network address
 * @throws AppError forbidden for somebody signed in, invalid for the password and for terms not in force, too-many
 */
export async function registerPerson(
  actor: Actor,
  input: { name: string; email: string; password: string; terms?: string | undefined },
  from: string,
): Promise<void> {
  allow(identityPolicy.register(actor), 'You have an account. Sign out before you register another.')
  checkPassword(input.password, input.email)
  const acceptedTerms = input.terms === undefined ? [] : [acceptanceOf(input.terms)]
  await triesFromAddress.consume(from)
  await triesForAccount.consume(input.email)
  const { name, email } = input
  const passwordHash = await hashPassword(input.password)
  const account = { name, email, passwordHash, acceptedTerms, language: currentLanguage() }
  try {
    await transaction((session) => writeAccount(session, account))
  } catch (error) {
    if (!(error instanceof mongoose.mongo.MongoServerError) || error.code !== 11_000) throw error
    // Somebody registered the same address in the same instant; now it is known.
    await transaction((session) => writeAccount(session, account))
  }
}

interface NewAccount {
  name: string
  email: string
  passwordHash: string
  acceptedTerms: AcceptedTerms[]
  language: Language
}

async function writeAccount(session: ClientSession, account: NewAccount): Promise<void> {
  const user = (await User.findOne({ email: account.email }).session(session)) ?? new User(account)
  if (user.emailVerifiedAt) {
    await record(session, visitor, registeredAgain, { userId: user._id })
    return
  }
  // Nobody has shown that the address is theirs, so the last who registers it sets the password; the link
  // opens with that password only, and not with one that somebody else chose before.
  user.set({ ...account, passwordChangedAt: now() })
  await user.save({ session })
  const linkId = await createLink(session, { userId: user._id, purpose: 'verify-email', email: user.email })
  await record(session, visitor, verificationRequested, { userId: user._id, linkId })
}

/**
 * The address belongs to whoever has both the link and the password. Makes them a member of their council
 * where the address's domain gives one.
 * @throws AppError not-found for a link that opens nothing, invalid for another password, too-many
 */
export async function verifyEmail(token: string, password: string): Promise<{ userId: string }> {
  const link = await findLink('verify-email', token)
  if (!link) throw new AppError('not-found', linkIsOver)
  await askPassword(link.userId, password, 'password')
  await transaction(async (session) => {
    const { userId } = await takeLink(session, 'verify-email', token)
    await confirmAddress(session, await loadUser(userId, session))
  })
  return { userId: link.userId }
}

/** The address is shown to be this person's. */
export async function confirmAddress(session: ClientSession, user: UserDocument): Promise<void> {
  const actor: Actor = { kind: 'person', userId: user._id, organisation: null, role: null }
  if (user.emailVerifiedAt) return
  user.set({ emailVerifiedAt: now() })
  await user.save({ session })
  await record(session, actor, emailVerified, { userId: user._id })
  for (const { version } of user.acceptedTerms)
    await record(session, actor, termsAccepted, { userId: user._id, version })
  await joinByEmailDomain(actor, { userId: user._id, name: user.name, email: user.email }, session)
}

/** The document to be changed, inside a transaction. @throws AppError not-found */
export async function loadUser(userId: string, session: ClientSession): Promise<UserDocument> {
  const user = await User.findById(userId).session(session)
  if (!user) throw notFound('Account')
  return user
}
