import mongoose, { type ClientSession } from 'mongoose'
import { effectiveStatus } from '../../shared/challenges/effective-status.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { isId } from '../../shared/platform/ids.ts'
import { brokerage, opensAfterMs, vacant } from '../../shared/proposals/opening.ts'
import { proposalsOpened, proposalsOpeningBegun } from '../../shared/proposals/openings.events.ts'
import { record } from '../audit/index.ts'
import { buyersOf, type Challenge, findChallenge } from '../challenges/index.ts'
import { askPassword } from '../identity/index.ts'
import { membersOf } from '../organisations/index.ts'
import { asBuffer } from '../platform/bytes.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { joinShares, makeOpeningKey, openedPrivateKey, threshold } from './opening-key.ts'
import { Opening, type OpeningRecord } from './proposals.keys.model.ts'
import { holderOf, openingPolicy } from './proposals.openings.policy.ts'

const onlyHolders = 'Only those who are named as holders of the key can open the proposals'

/** So many officers of the leading authority have a share at most. */
const mostOfficers = 10

function asOpening(kept: OpeningRecord): OpeningRecord {
  return {
    ...kept,
    publicKey: asBuffer(kept.publicKey),
    openedKey: kept.openedKey && asBuffer(kept.openedKey),
    shares: kept.shares.map(({ holder, wrapped }) => ({ holder, wrapped: asBuffer(wrapped) })),
  }
}

/** The opening of a challenge as it stands; null before there is a key. */
export async function findOpening(
  challengeId: string,
  session: ClientSession | null = null,
): Promise<OpeningRecord | null> {
  const kept = await Opening.findById(challengeId).session(session).lean<OpeningRecord>()
  return kept && asOpening(kept)
}

/** The opening of a challenge, with a key that is made when it is first needed. */
export async function ensureOpening(challenge: Challenge): Promise<OpeningRecord> {
  const known = await findOpening(challenge._id)
  if (known) return known
  const key = await makeOpeningKey(challenge._id, await firstHolders(challenge))
  const kept = await Opening.findOneAndUpdate(
    { _id: challenge._id },
    { $setOnInsert: { ...key, acts: [], openedAt: null, openedKey: null, createdAt: now() } },
    { upsert: true, returnDocument: 'after' },
  ).lean<OpeningRecord>()
  if (!kept) throw new Error('The opening key could not be kept')
  return asOpening(kept)
}

/** Whoever wrote the challenge and the administrators of its authority, or all its officers; and the brokers as one. */
async function firstHolders({ authorityId, createdBy }: Challenge): Promise<string[]> {
  const officers = (await membersOf(authorityId)).filter(({ role }) => role !== 'viewer')
  const named = officers.filter(({ userId, role }) => userId === createdBy || role === 'admin')
  const holders = (named.length > 0 ? named : officers).map(({ userId }) => userId)
  return [...(holders.length > 0 ? new Set(holders.slice(0, mostOfficers)) : [vacant]), brokerage]
}

/**
 * A request that came in time and was held up so long that the proposals are open by now is refused; opening begins a
 * minute after the deadline, and none should take so long.
 * @throws AppError too-late
 */
export async function refuseOpened(challengeId: string, session: ClientSession): Promise<void> {
  if ((await findOpening(challengeId, session))?.openedAt)
    throw new AppError('too-late', 'The proposals were opened before your request was done.')
}

/** When the proposals of a challenge can be opened at the earliest; null without a deadline. */
export const opensFrom = ({ timetable: { respondBy } }: Challenge): Date | null =>
  respondBy && new Date(respondBy.getTime() + opensAfterMs)

/** What the rules of opening need to know of a challenge, at `at`. */
export const openingFacts = (challenge: Challenge, opening: OpeningRecord, at: Date) => ({
  buyerIds: buyersOf(challenge),
  isClosed: effectiveStatus(challenge, at) === 'closed',
  opensFrom: opensFrom(challenge),
  officers: opening.shares.map(({ holder }) => holder).filter((holder) => holder !== brokerage),
  isOpened: opening.openedAt !== null,
  came: opening.acts.map(({ holder }) => holder),
})

/** A challenge whose opening this actor may know of. @throws AppError not-found */
export async function loadOpening(
  actor: Actor,
  challengeId: string,
): Promise<{ challenge: Challenge; opening: OpeningRecord }> {
  const challenge = isId(challengeId) ? await findChallenge(challengeId) : null
  if (!challenge || !openingPolicy.see(actor, { buyerIds: buyersOf(challenge) })) throw notFound('Challenge')
  return { challenge, opening: await ensureOpening(challenge) }
}

/**
 * Comes to open the proposals of a challenge. The second of two holders opens them: from then on its buyers read them.
 * Coming twice is once.
 * @returns true if they are open now
 * @throws AppError not-found; forbidden to who has no share; conflict before the deadline and a minute, or for somebody
 * who has come as another holder: two shares in one hand are one
 */
export async function comeToOpen(actor: Actor, challengeId: string): Promise<boolean> {
  await loadOpening(actor, challengeId)
  return transaction(async (session) => {
    const at = now()
    const challenge = await findChallenge(challengeId, session)
    const opening = await findOpening(challengeId, session)
    if (!challenge || !opening) throw notFound('Challenge')
    const facts = openingFacts(challenge, opening, at)
    const holder = holderOf(actor, facts)
    if (!holder) allow(false, onlyHolders)
    if (opening.openedAt) return true
    if (!openingPolicy.open(actor, facts, at)) {
      throw new AppError('conflict', 'The proposals cannot be opened before a minute after the deadline.')
    }
    if (facts.came.includes(holder)) return false
    if (opening.acts.some(({ userId }) => userId === actor.userId))
      throw new AppError(
        'conflict',
        'You have come already, for another holder. Somebody else has to come, too.',
      )
    const acts = [...opening.acts, { holder, userId: actor.userId, at }]
    if (acts.length < threshold) {
      await Opening.updateOne({ _id: challengeId }, { $set: { acts } }, { session })
      await record(session, actor, proposalsOpeningBegun, { challengeId })
      return false
    }
    const shares = opening.shares.filter((share) => acts.some((act) => act.holder === share.holder))
    const openedKey = await joinShares(challengeId, opening.publicKey, shares)
    await Opening.updateOne({ _id: challengeId }, { $set: { acts, openedKey, openedAt: at } }, { session })
    await record(session, actor, proposalsOpened, { challengeId })
    return true
  })
}

/**
 * The same for somebody who gives their password again, in a page or by a program: whoever has a browser that was left
 * open, or a token, is not yet the holder.
 * @throws AppError as `comeToOpen`; invalid for a wrong password, too-many after ten in a quarter of an hour
 */
export async function comeToOpenWith(actor: Actor, challengeId: string, password: string): Promise<boolean> {
  const { challenge, opening } = await loadOpening(actor, challengeId)
  allow(holderOf(actor, openingFacts(challenge, opening, now())) !== '', onlyHolders)
  await askPassword(actor.userId, password, 'password')
  return comeToOpen(actor, challengeId)
}

/** True once the proposals of a challenge were opened. */
export const isOpened = async (challengeId: string): Promise<boolean> =>
  (await Opening.exists({ _id: challengeId, openedAt: mongoose.trusted({ $ne: null }) })) !== null

/** What opens the submissions of a challenge; null before two came. */
export async function readingKey(challengeId: string): Promise<Buffer | null> {
  const { openedKey } = (await findOpening(challengeId)) ?? {}
  return openedKey ? openedPrivateKey(challengeId, openedKey) : null
}
