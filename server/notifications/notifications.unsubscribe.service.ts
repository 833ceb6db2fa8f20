import { createHmac, timingSafeEqual } from 'node:crypto'
import { type NoticeKind, reachesMuted } from '../../shared/notifications/kind.ts'
import { findKind } from '../../shared/notifications/kinds.ts'
import { isId } from '../../shared/platform/ids.ts'
import { config } from '../platform/config.ts'
import { notFound } from '../platform/errors.ts'
import { stopMailbox } from './notifications.mailbox-answers.service.ts'
import { keepMuted } from './notifications.mute.service.ts'
import { stopEmails } from './notifications.preferences.service.ts'

/** What a link stops: the e-mails of one kind, the digests, or all about one challenge, to one person. */
export interface Subscription {
  /** The person's id, or the shared mailbox's. */
  userId: string
  /** A kind of notice, `digest`, `mailbox` for all that goes to a shared one, or `mute-` and a challenge's id. */
  what: string
}

const proofOf = ({ userId, what }: Subscription): string =>
  createHmac('sha256', config().sessionSecret).update(`unsubscribe ${userId} ${what}`).digest('base64url')

/**
 * Where one request without signing in stops such e-mails (RFC 8058). The link proves itself, never expires
 * and opens nothing else.
 */
export const unsubscribeLink = (subscription: Subscription): string =>
  `${config().publicUrl}/unsubscribe/${subscription.userId}.${subscription.what}.${proofOf(subscription)}`

/** Where a person mutes a challenge from an e-mail about it; null where that would not stop such e-mails. */
export const muteLink = (kind: NoticeKind, userId: string, challengeId: string | null): string | null =>
  challengeId && !reachesMuted(kind) ? unsubscribeLink({ userId, what: `mute-${challengeId}` }) : null

/** The challenge that a link mutes; null for one that stops something else. */
export function mutedBy({ what }: Subscription): string | null {
  const id = what.startsWith('mute-') ? what.slice('mute-'.length) : ''
  return isId(id) ? id : null
}

/** @throws AppError not-found unless we made this token */
export function readToken(token: string): Subscription {
  const [userId = '', what = '', proof = ''] = token.split('.')
  const subscription = { userId, what }
  const expected = Buffer.from(proofOf(subscription))
  const given = Buffer.from(proof)
  const isOurs = given.length === expected.length && timingSafeEqual(given, expected)
  const isKnown =
    what === 'digest' || what === 'mailbox' || findKind(what) !== undefined || mutedBy(subscription) !== null
  if (!isOurs || !isKnown) throw notFound('Link')
  return subscription
}

/** Stops what the token names; once more changes nothing. @throws AppError not-found */
export async function unsubscribe(token: string): Promise<Subscription> {
  const subscription = readToken(token)
  const challengeId = mutedBy(subscription)
  if (challengeId) await keepMuted(subscription.userId, challengeId)
  else if (subscription.what === 'mailbox') await stopMailbox(subscription.userId)
  else await stopEmails(subscription.userId, subscription.what)
  return subscription
}
