import mongoose from 'mongoose'
import { keptHere } from '../../shared/notifications/channels.ts'
import { now } from '../platform/clock.ts'
import { logger } from '../platform/logger.ts'
import { canSendMail, sendMail } from '../platform/mail.ts'
import { asRefusal } from '../platform/refusals.ts'
import { MailOutcomeUnknown, MailRefused } from '../platform/smtp.ts'
import {
  type Claimed,
  claimAll,
  type End,
  LostLease,
  noteHandOver,
  renew,
  settle,
} from './notifications.claim.service.ts'
import { composeMail } from './notifications.mail.ts'
import { lookForMail, type MailLook } from './notifications.mail-look.ts'
import { Delivery, type DeliveryRecord } from './notifications.model.ts'

const heartbeatMs = 3000
const firstPauseMs = 30_000
const longestPauseMs = 60 * 60_000
/** About two days with the pauses above. */
const mostTries = 52

const { trusted } = mongoose

/** Sends one e-mail that was planned. */
export const deliver = (deliveryId: string): Promise<void> => deliverAll([deliveryId])

/**
 * Sends e-mails that were planned, each once: whoever claims them holds them for a while, and only the newest holder
 * may hand a message over. From the moment just before a message's end it is never tried again.
 */
export async function deliverAll(deliveryIds: string[]): Promise<void> {
  const waiting = new Set(await claimAll(deliveryIds))
  if (waiting.size === 0) return
  const look = lookForMail()
  const heartbeat = setInterval(() => void renew(waiting), heartbeatMs)
  try {
    const ends = await Promise.allSettled(
      [...waiting].map(async (claimed) => {
        const end = await trySending(claimed, look)
        if (end) await settle(claimed, end)
        waiting.delete(claimed)
      }),
    )
    const failed = ends.find((end) => end.status === 'rejected')
    if (failed) throw failed.reason
  } finally {
    clearInterval(heartbeat)
  }
}

/** Tries once; how it ended, null if that is no longer ours to say. */
async function trySending(claimed: Claimed, look: MailLook): Promise<End | null> {
  try {
    const composed = await composeMail(claimed, look)
    if ('skipped' in composed) return { state: 'skipped', reason: composed.skipped }
    if ('hold' in composed) return { state: 'planned', ...composed.hold }
    await sendMail(composed.mail, () => noteHandOver(claimed))
    return { state: 'sent', sentAt: now(), reason: canSendMail() ? '' : keptHere }
  } catch (error) {
    return endOfFailure(claimed, error)
  }
}

const isPassing = (error: unknown): boolean => asRefusal(error)?.code === 'unavailable'

/** Where a failed try leaves an e-mail; null if it is no longer ours to say. */
function endOfFailure({ _id: deliveryId, tries }: DeliveryRecord, error: unknown): End | null {
  const log = logger('notifications')
  if (error instanceof LostLease) return null
  if (error instanceof MailOutcomeUnknown) {
    log.warn({ deliveryId }, 'The mail server did not say whether it took an e-mail')
    return { state: 'unknown', reason: 'no word from the mail server' }
  }
  const isRefusal = error instanceof MailRefused
  const reason = isRefusal ? error.reason : 'a fault of ours'
  if (isRefusal) log.warn({ deliveryId, reason, tries }, 'An e-mail was refused')
  else log.error({ err: error, deliveryId, tries }, 'An e-mail could not be written')
  if ((isRefusal && error.isPermanent) || tries >= mostTries) return { state: 'failed', reason }
  // A database that was away says nothing against an e-mail: it waits no longer each time.
  const doubled = isPassing(error) ? 1 : 2 ** (tries - 1)
  const nextAt = new Date(now().getTime() + Math.min(longestPauseMs, firstPauseMs * doubled))
  return { state: 'planned', reason, nextAt, askAt: nextAt, handedOverAt: null }
}

const week = 7 * 24 * 60 * 60_000

/** E-mails of the last week that did not arrive, or may not have; for those who keep the site running. */
export async function countDeliveries(): Promise<{ failed: number; unknown: number }> {
  const createdAt = trusted({ $gte: new Date(now().getTime() - week) })
  const [failed, unknown] = await Promise.all([
    Delivery.countDocuments({ state: 'failed', createdAt }),
    Delivery.countDocuments({ state: 'unknown', createdAt }),
  ])
  return { failed, unknown }
}
