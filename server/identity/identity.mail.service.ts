import { now } from '../platform/clock.ts'
import { messageIdFor } from '../platform/mail.ts'
import type { AccountMail } from '../../shared/identity/identity.jobs.ts'
import { AccountMailSent, User } from './identity.model.ts'

/** What a mail about an account goes by: the event that caused it, and its kind. */
export const accountMailKey = (eventId: string, mail: AccountMail): string => `${eventId}.${mail}`

/** The message id of a mail about an account. */
export const accountMailId = (eventId: string, mail: AccountMail): string =>
  messageIdFor(accountMailKey(eventId, mail))

/** True if a mail lets whoever reads it into the account of somebody who is not invented. */
export async function isSecretMail(mail: AccountMail, userId: string): Promise<boolean> {
  if (mail !== 'reset-password' && mail !== 'change-email') return false
  return (await User.exists({ _id: userId, isExample: true })) === null
}

/** True if the mail of this key went out before. */
export async function wasMailed(key: string): Promise<boolean> {
  return (await AccountMailSent.exists({ _id: key })) !== null
}

/** Notes that the mail of this key went out. */
export async function noteMailed(key: string): Promise<void> {
  await AccountMailSent.updateOne({ _id: key }, { $setOnInsert: { sentAt: now() } }, { upsert: true })
}
