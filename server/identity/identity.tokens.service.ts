import type { Request } from 'express'
import { createHash } from 'node:crypto'
import mongoose from 'mongoose'
import { record } from '../audit/index.ts'
import { findOrganisations, membershipsOf } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { refuseDuplicate, transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { limit } from '../platform/limits.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { tokenCreated, tokenRevoked } from '../../shared/identity/identity.events.ts'
import { isId, randomText } from '../../shared/platform/ids.ts'
import { actorFor } from './identity.actor.ts'
import { identityPolicy } from './identity.policy.ts'
import { refuseTermsDue } from './identity.terms.service.ts'
import { ApiToken, type TokenRecord, User, type UserRecord } from './identity.model.ts'

/** A token as its owner sees it; what opens the door is shown once, when it is made. */
export interface Token {
  id: string
  name: string
  organisation: { id: string; name: string } | null
  createdAt: Date
  expiresAt: Date
  lastUsedAt: Date | null
}

export interface NewToken {
  name: string
  expiresInDays: number
  /** Needed only by people who are in several organisations. */
  organisationId?: string | undefined
}

const mostTokens = 20
const perPerson = limit('tokens', 20, 60 * 60)
const usedEveryMs = 60_000
const dayMs = 24 * 60 * 60 * 1000

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')
const isLive = (at: Date) => ({ expiresAt: mongoose.trusted({ $gt: at }) })

/**
 * Makes a token for one of the person's organisations. The secret is in the answer and nowhere else.
 * @param requestKey the request's `Idempotency-Key`; a secret is not given twice, so a repeat is refused
 * @throws AppError forbidden while terms are due, invalid for an organisation that is not theirs, too-many, conflict at
 *   the most that one may have
 */
export async function createToken(
  actor: Actor,
  input: NewToken,
  requestKey: string | null = null,
): Promise<Token & { token: string }> {
  allow(identityPolicy.createToken(actor), 'Sign in before you make a token')
  const { userId } = actor
  await refuseTermsDue(userId)
  const organisation = await chosenOrganisation(userId, input.organisationId)
  await perPerson.consume(userId)
  const at = now()
  if ((await ApiToken.countDocuments({ userId, ...isLive(at) })) >= mostTokens) {
    throw new AppError('conflict', `You have ${mostTokens} tokens. Revoke one that is no longer used first.`)
  }
  const token = `fh_${randomText(40)}`
  const document = new ApiToken({
    userId,
    organisationId: organisation?.id ?? null,
    name: input.name,
    tokenHash: hashOf(token),
    requestKey,
    createdAt: at,
    expiresAt: new Date(at.getTime() + input.expiresInDays * dayMs),
  })
  const repeated = 'A token was made with this Idempotency-Key, and shown once. Revoke it and use a new key.'
  await transaction(async (session) => {
    await refuseDuplicate(document.save({ session }), repeated)
    await record(session, actor, tokenCreated, { userId, tokenId: document._id })
  })
  return { ...present(document.toObject(), organisation), token }
}

async function chosenOrganisation(userId: string, organisationId: string | undefined) {
  const memberships = await membershipsOf(userId)
  if (organisationId === undefined && memberships.length < 2) return memberships[0]?.organisation ?? null
  const membership = memberships.find((one) => one.organisationId === organisationId)
  if (membership) return membership.organisation
  const message = 'Choose one of the organisations that you belong to'
  throw new AppError('invalid', message, { organisationId: message })
}

function present(record: TokenRecord, organisation: { id: string; name: string } | null): Token {
  const { _id: id, name, createdAt, expiresAt, lastUsedAt } = record
  const scope = organisation && { id: organisation.id, name: organisation.name }
  return { id, name, organisation: scope, createdAt, expiresAt, lastUsedAt }
}

/** The tokens of a person that still open something, newest first. */
export async function listTokens(userId: string): Promise<Token[]> {
  const records = await ApiToken.find({ userId, ...isLive(now()) })
    .sort({ createdAt: -1 })
    .lean<TokenRecord[]>()
  const organisations = await findOrganisations(records.flatMap(({ organisationId }) => organisationId ?? []))
  return records.map((record) => present(record, organisations.get(record.organisationId ?? '') ?? null))
}

/** @throws AppError not-found for a token that is not this person's */
export async function revokeToken(actor: Actor, tokenId: string): Promise<void> {
  const { userId } = actor
  await transaction(async (session) => {
    const token = isId(tokenId) ? await ApiToken.findById(tokenId).session(session) : null
    if (!token || !identityPolicy.revokeToken(actor, token)) throw notFound('Token')
    await token.deleteOne({ session })
    await record(session, actor, tokenRevoked, { userId, tokenId })
  })
}

/** Every token of a person stops working: their password was forgotten, perhaps stolen. */
export async function revokeAllTokens(userId: string): Promise<void> {
  await ApiToken.deleteMany({ userId })
}

const refused =
  'This token is unknown, revoked or expired. Make one on your account page or by POST /api/v1/tokens.'

/**
 * Who is behind a token, for the organisation that it was made for.
 * @throws AppError unauthenticated; also when the person has left that organisation
 */
export async function useToken(
  token: string,
): Promise<{ actor: Actor; person: NonNullable<Request['person']>; tokenId: string }> {
  const at = now()
  const known = await ApiToken.findOne({ tokenHash: hashOf(token), ...isLive(at) }).lean<TokenRecord>()
  if (!known) throw new AppError('unauthenticated', refused)
  const { _id: tokenId, userId, organisationId, lastUsedAt } = known
  const [user, memberships] = await Promise.all([
    User.findById(userId).lean<UserRecord>(),
    membershipsOf(userId),
  ])
  const isMember = organisationId === null || memberships.some((one) => one.organisationId === organisationId)
  if (!user || !isMember) throw new AppError('unauthenticated', refused)
  if (!lastUsedAt || at.getTime() - lastUsedAt.getTime() >= usedEveryMs) {
    await ApiToken.updateOne({ _id: tokenId }, { $set: { lastUsedAt: at } })
  }
  const actor = actorFor(userId, organisationId, organisationId === null ? [] : memberships)
  const { name, email, language = null } = user
  return { actor, person: { userId, name, email, language }, tokenId }
}
