import { createHmac, timingSafeEqual } from 'node:crypto'
import { reachAsked } from '../../shared/notifications/reach.events.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { findPerson } from '../identity/index.ts'
import { now } from '../platform/clock.ts'
import { config } from '../platform/config.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { limit } from '../platform/limits.ts'
import { isUnreachable, noteReachable } from '../platform/unreachable.ts'
import { notificationsPolicy } from './notifications.policy.ts'

/** The kind of notice whose e-mail carries the link that proves an address. */
export const reachKind = 'reach-asked'
const lifetimeMs = 24 * 60 * 60_000
const perPerson = limit('reach', 3, 60 * 60)

const proofOf = (userId: string, email: string, until: number): string =>
  createHmac('sha256', config().sessionSecret).update(`reach ${userId} ${email} ${until}`).digest('base64url')

/** The link that proves an address for a day; only for the e-mail to it. */
export function reachLink(userId: string, email: string): string {
  const until = now().getTime() + lifetimeMs
  return `${config().publicUrl}/reach/${userId}.${until}.${proofOf(userId, email, until)}`
}

/** The actor's address if messages to it came back; null otherwise. */
export async function unreachableAddress(actor: Actor): Promise<string | null> {
  const person = actor.kind === 'person' ? await findPerson(actor.userId) : null
  return person && (await isUnreachable(person.email)) ? person.email : null
}

/** Writes to the actor's address once more, with a link that shows that it works. @throws AppError conflict, too-many */
export async function askReach(actor: Actor): Promise<void> {
  allow(notificationsPolicy.askReach(actor), 'Sign in to have your address tried again')
  if (!(await unreachableAddress(actor)))
    throw new AppError('conflict', 'Your address works, for all we know')
  await perPerson.consume(actor.userId)
  await transaction((session) => record(session, actor, reachAsked, { userId: actor.userId }))
}

/** The address that a link proves. @throws AppError not-found for one that is not ours, too old, or of another address */
export async function readReachLink(token: string): Promise<string> {
  const [userId = '', until = '', proof = ''] = token.split('.')
  const person = await findPerson(userId)
  const expected = Buffer.from(proofOf(userId, person?.email ?? '', Number(until)))
  const given = Buffer.from(proof)
  const isOurs = given.length === expected.length && timingSafeEqual(given, expected)
  if (!person || !isOurs || Number(until) <= now().getTime()) throw notFound('Link')
  return person.email
}

/** Writes to an address again from now on: somebody there opened the link. @throws AppError not-found */
export async function proveReach(token: string): Promise<void> {
  await noteReachable(await readReachLink(token))
}
