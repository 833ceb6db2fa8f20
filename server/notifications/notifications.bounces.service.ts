import mongoose from 'mongoose'
import type { NotifyReceipt } from '../../shared/notifications/bounce.schema.ts'
import type { DeliveryReport } from '../../shared/notifications/delivery-status.ts'
import { findGuest } from '../evaluation/index.ts'
import { findPerson } from '../identity/index.ts'
import { findInvitation } from '../organisations/index.ts'
import { findInvitedPartner } from '../proposals/index.ts'
import { now } from '../platform/clock.ts'
import { isHardStatus } from '../platform/smtp.ts'
import { noteHardBounce, noteSoftBounce } from '../platform/unreachable.ts'
import { findMailbox } from './notifications.mailbox-answers.service.ts'
import { Delivery, type DeliveryRecord } from './notifications.model.ts'

/**
 * The e-mail that a report is about, if we sent it to that address. Anybody can write a report, but only whoever got
 * a mail of ours knows its id: so nobody can make another's address unreachable.
 */
async function ownMail(messageId: string | null, addresses: string[]): Promise<DeliveryRecord | null> {
  const id = messageId?.split(/[.@]/)[0]
  const delivery = id ? await Delivery.findOne({ _id: id, messageId }).lean<DeliveryRecord>() : null
  const email = delivery && (await addressOf(delivery))
  return email && addresses.some((one) => one.toLowerCase() === email.toLowerCase()) ? delivery : null
}

async function addressOf({ recipient: { kind, id } }: DeliveryRecord): Promise<string | undefined> {
  if (kind === 'person') return (await findPerson(id))?.email
  if (kind === 'guest') return (await findGuest(id))?.email
  if (kind === 'partner') return (await findInvitedPartner(id))?.email
  return (kind === 'mailbox' ? await findMailbox(id) : await findInvitation(id))?.email
}

async function noteBounce(delivery: DeliveryRecord, isHard: boolean, reason: string): Promise<void> {
  const email = await addressOf(delivery)
  const { _id } = delivery
  // The same report twice counts once.
  const noted = await Delivery.updateOne(
    { _id, state: mongoose.trusted({ $in: ['sent', 'unknown', 'sending'] }) },
    { $set: { state: 'failed', reason, leaseUntil: null } },
  )
  if (!email || noted.modifiedCount === 0) return
  await (isHard ? noteHardBounce(email) : noteSoftBounce(email))
}

/** Takes a mail server's report on a mail that came back. @returns whether it was about a mail of ours */
export async function takeReport({ messageId, recipients }: DeliveryReport): Promise<boolean> {
  let isOurs = false
  for (const { addresses, action, status } of recipients) {
    const delivery = action === 'failed' ? await ownMail(messageId, addresses) : null
    if (!delivery) continue
    isOurs = true
    await noteBounce(delivery, isHardStatus(status), `bounced ${status}`.trim())
  }
  return isOurs
}

/** Takes what GOV.UK Notify says became of a mail. @returns whether it was about a mail of ours */
export async function takeReceipt({ reference, to, status }: NotifyReceipt): Promise<boolean> {
  const delivery = await ownMail(reference, [to])
  if (!delivery) return false
  if (status === 'permanent-failure') await noteBounce(delivery, true, `Notify ${status}`)
  if (status === 'temporary-failure') await noteBounce(delivery, false, `Notify ${status}`)
  if (status === 'delivered') {
    const { _id } = delivery
    const arrived = { state: 'sent' as const, reason: '', sentAt: now() }
    await Delivery.updateOne({ _id, state: 'unknown' }, { $set: arrived })
  }
  return true
}
