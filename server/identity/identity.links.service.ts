import { createHash, createHmac } from 'node:crypto'
import type { ClientSession } from 'mongoose'
import { now } from '../platform/clock.ts'
import { config } from '../platform/config.ts'
import { AppError } from '../platform/errors.ts'
import { newId } from '../../shared/platform/ids.ts'
import { AccountLink, type LinkPurpose, type LinkRecord } from './identity.model.ts'

const hourMs = 60 * 60 * 1000
const kinds: Record<LinkPurpose, { path: string; lifetimeMs: number }> = {
  'verify-email': { path: 'verify-email', lifetimeMs: 24 * hourMs },
  'reset-password': { path: 'reset-password', lifetimeMs: hourMs },
  'change-email': { path: 'change-email', lifetimeMs: 24 * hourMs },
}

// The secret part follows from the id, so that the worker which writes the e-mail can make it, and neither
// event, job nor database holds it; the database has its hash, to look it up.
const tokenOf = (linkId: string, purpose: LinkPurpose): string =>
  createHmac('sha256', config().sessionSecret).update(`account link ${purpose} ${linkId}`).digest('base64url')
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** The address that the person opens; only for the e-mail to them. */
export const linkAddress = ({ id, purpose }: { id: string; purpose: LinkPurpose }): string =>
  `${config().publicUrl}/${kinds[purpose].path}/${tokenOf(id, purpose)}`

/** Makes a link that proves `email`; earlier ones of the person for the same purpose open nothing any more. */
export async function createLink(
  session: ClientSession,
  link: { userId: string; purpose: LinkPurpose; email: string; noteTo?: string },
): Promise<string> {
  const { userId, purpose, email, noteTo = null } = link
  const at = now()
  await AccountLink.updateMany({ userId, purpose, usedAt: null }, { $set: { usedAt: at } }).session(session)
  const _id = newId()
  const tokenHash = hashOf(tokenOf(_id, purpose))
  const expiresAt = new Date(at.getTime() + kinds[purpose].lifetimeMs)
  await AccountLink.create([{ _id, userId, purpose, email, noteTo, tokenHash, createdAt: at, expiresAt }], {
    session,
  })
  return _id
}

/** Closes every link that was sent to a person: after a change that says who holds the account. */
export async function closeLinks(session: ClientSession, userId: string): Promise<void> {
  await AccountLink.updateMany({ userId, usedAt: null }, { $set: { usedAt: now() } }).session(session)
}

/** A link that still opens something; null for one that is unknown, used or too old. */
export async function findLink(purpose: LinkPurpose, token: string): Promise<LinkRecord | null> {
  const link = await AccountLink.findOne({
    tokenHash: hashOf(token),
    purpose,
    usedAt: null,
  }).lean<LinkRecord>()
  return link && link.expiresAt > now() ? link : null
}

/** A link by its id, if it still opens something: for the worker that writes the e-mail. */
export async function findOpenLink(
  linkId: string,
): Promise<{ id: string; purpose: LinkPurpose; email: string; noteTo: string | null } | null> {
  const link = await AccountLink.findOne({ _id: linkId, usedAt: null }).lean<LinkRecord>()
  if (!link || link.expiresAt <= now()) return null
  return { id: link._id, purpose: link.purpose, email: link.email, noteTo: link.noteTo }
}

/** What is said of a link that opens nothing, whatever the cause. */
export const linkIsOver = 'This link has been used, is too old, or is not complete.'

/**
 * Uses a link up, in the transaction that does what it is for: of two who open it at once, one does.
 * @throws AppError not-found
 */
export async function takeLink(
  session: ClientSession,
  purpose: LinkPurpose,
  token: string,
): Promise<LinkRecord> {
  const at = now()
  const link = await AccountLink.findOneAndUpdate(
    { tokenHash: hashOf(token), purpose, usedAt: null },
    { $set: { usedAt: at } },
  )
    .session(session)
    .lean<LinkRecord>()
  if (!link || link.expiresAt <= at) throw new AppError('not-found', linkIsOver)
  return link
}
