import { createHmac, timingSafeEqual } from 'node:crypto'
import { findKind } from '../../shared/notifications/kinds.ts'
import { config } from '../platform/config.ts'
import { notFound } from '../platform/errors.ts'
import { stopEmails } from './notifications.preferences.service.ts'

/** What a link stops: the e-mails of one kind, or the daily digest, to one person. */
export interface Subscription {
  userId: string
  /** A kind of notice, or `digest`. */
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

/** @throws AppError not-found unless we made this token */
export function readToken(token: string): Subscription {
  const [userId = '', what = '', proof = ''] = token.split('.')
  const subscription = { userId, what }
  const expected = Buffer.from(proofOf(subscription))
  const given = Buffer.from(proof)
  const isOurs = given.length === expected.length && timingSafeEqual(given, expected)
  if (!isOurs || (what !== 'digest' && !findKind(what))) throw notFound('Link')
  return subscription
}

/** Stops what the token names; once more changes nothing. @throws AppError not-found */
export async function unsubscribe(token: string): Promise<Subscription> {
  const subscription = readToken(token)
  await stopEmails(subscription.userId, subscription.what)
  return subscription
}
