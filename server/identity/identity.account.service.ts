import { record } from '../audit/index.ts'
import { renameMember } from '../organisations/index.ts'
import { refuseDuplicate, transaction } from '../platform/database.ts'
import { AppError, allow } from '../platform/errors.ts'
import { limit } from '../platform/limits.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import {
  emailChanged,
  emailChangeRequested,
  personRenamed,
  registeredAgain,
} from '../../shared/identity/identity.events.ts'
import { closeLinks, createLink, takeLink } from './identity.links.service.ts'
import { accountMailId } from './identity.mail.service.ts'
import { identityPolicy } from './identity.policy.ts'
import { User } from './identity.model.ts'
import { confirmAddress, loadUser } from './identity.register.service.ts'
import { askPassword, endOtherSignIns } from './identity.sign-in.service.ts'
import { revokeAllTokens } from './identity.tokens.service.ts'

const onlyOwn = 'Everybody changes their own account only'
const changes = limit('change-email', 5, 60 * 60)

/** The person goes by another name, everywhere. */
export async function renamePerson(actor: Actor, name: string): Promise<void> {
  const { userId } = actor
  await transaction(async (session) => {
    const user = await loadUser(userId, session)
    allow(identityPolicy.change(actor, { userId: user._id }), onlyOwn)
    if (user.name === name) return
    user.set({ name })
    await user.save({ session })
    await renameMember(userId, { name }, session)
    await record(session, actor, personRenamed, { userId })
  })
}

/**
 * Sends a link to the new address, and a note to the old one; nothing changes before the link is opened. The
 * answer is the same if somebody else has the address.
 * @returns the message id of the mail with the link, which nobody is to be shown; null where there is none
 * @throws AppError invalid for the password or the same address, too-many
 */
export async function requestEmailChange(
  actor: Actor,
  input: { email: string; password: string },
): Promise<string | null> {
  const { userId } = actor
  await askPassword(userId, input.password, 'password')
  await changes.consume(userId)
  return transaction(async (session) => {
    const user = await loadUser(userId, session)
    allow(identityPolicy.change(actor, { userId: user._id }), onlyOwn)
    if (user.email === input.email) {
      throw new AppError('invalid', 'This is your address already', { email: 'This is your address already' })
    }
    const owner = await User.findOne({ email: input.email }).session(session)
    if (owner?.emailVerifiedAt) {
      await record(session, actor, registeredAgain, { userId: owner._id })
      return null
    }
    const facts = { userId, purpose: 'change-email', email: input.email, noteTo: user.email } as const
    const linkId = await createLink(session, facts)
    const eventId = await record(session, actor, emailChangeRequested, { userId, linkId })
    return accountMailId(eventId, 'change-email')
  })
}

/**
 * The person has the new address from now on; their other sign-ins and their API tokens end.
 * @throws AppError not-found for a link that opens nothing, conflict if somebody took the address meanwhile
 */
export async function changeEmail(token: string, signInId: string | undefined): Promise<void> {
  const userId = await transaction(async (session) => {
    const link = await takeLink(session, 'change-email', token)
    // An account that never showed the address to be its own does not keep it from whoever did.
    await User.deleteOne({ email: link.email, emailVerifiedAt: null }).session(session)
    const user = await loadUser(link.userId, session)
    user.set({ email: link.email, emailVerifiedAt: null })
    await closeLinks(session, user._id)
    await refuseDuplicate(
      user.save({ session }),
      'This address cannot be used any more. Ask for another one.',
    )
    await renameMember(user._id, { email: link.email }, session)
    await confirmAddress(session, user)
    const actor: Actor = { kind: 'person', userId: user._id, organisation: null, role: null }
    await record(session, actor, emailChanged, { userId: user._id })
    return user._id
  })
  await endOtherSignIns(userId, signInId)
  await revokeAllTokens(userId)
}
