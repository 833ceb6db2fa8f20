import type { ClientSession } from 'mongoose'
import type { DeclineKind } from '../../shared/matching/decline-kinds.ts'
import type { MatchStatus } from '../../shared/matching/match.ts'
import {
  matchAdded,
  matchApproved,
  matchDeclined,
  matchNotForMe,
  matchSent,
  matchTakenBack,
} from '../../shared/matching/matching.events.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { challengeFacts, findChallenge } from '../challenges/index.ts'
import { findOrganisation, type Organisation } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { allow, AppError, notFound } from '../platform/errors.ts'
import { Match, type MatchDocument, type MatchRecord } from './matching.model.ts'
import { type MatchFacts, matchPolicy } from './matching.policy.ts'
import { getRankedChallenge, loadMatch, matchFacts } from './matching.service.ts'

const idsOf = (match: MatchRecord) => ({
  matchId: match._id,
  challengeId: match.challengeId,
  supplierId: match.supplierId,
})

/**
 * A broker agrees to a match: it goes out at once if the supplier has signed up, else when it does.
 * @throws AppError not-found, forbidden, or conflict if it was decided in the meantime
 */
export async function approveMatch(actor: Actor, matchId: string): Promise<MatchRecord> {
  return transaction(async (session) => {
    const { match, challenge } = await loadMatch(session, actor, matchId)
    const may = (facts: MatchFacts) => matchPolicy.approve(actor, facts)
    insist(may, matchFacts(match.toObject(), challenge), 'proposed', 'Only a broker may approve a match.')
    match.set({ decision: { by: actor.userId, at: now(), reason: '' } })
    await record(session, actor, matchApproved, idsOf(match.toObject()))
    await sendOrWait(session, actor, match)
    return match.toObject()
  })
}

/** Tells a supplier that has signed up; any other waits until it has. */
async function sendOrWait(session: ClientSession, actor: Actor, match: MatchDocument): Promise<void> {
  const supplier = await findOrganisation(match.supplierId)
  const isClaimed = supplier?.isVerified === true
  match.set({
    'supplier.isClaimed': isClaimed,
    ...(isClaimed ? { status: 'sent', sentAt: now() } : { status: 'approved' }),
  })
  await match.save({ session })
  if (isClaimed) await record(session, actor, matchSent, { ...idsOf(match.toObject()), by: 'broker' })
}

/** A broker turns a match down; the supplier never hears of it. @throws AppError as for approving */
export async function declineMatch(
  actor: Actor,
  matchId: string,
  reason: string,
  kind: DeclineKind,
): Promise<MatchRecord> {
  return transaction(async (session) => {
    const { match, challenge } = await loadMatch(session, actor, matchId)
    const may = (facts: MatchFacts) => matchPolicy.decline(actor, facts)
    insist(may, matchFacts(match.toObject(), challenge), 'proposed', 'Only a broker may decline a match.')
    match.set({ status: 'declined', decision: { by: actor.userId, at: now(), reason, kind } })
    await match.save({ session })
    await record(session, actor, matchDeclined, { ...idsOf(match.toObject()), kind })
    return match.toObject()
  })
}

/**
 * A broker's own pick: the match counts as approved. A supplier that is in the ranking already keeps its
 * place and its score; one that is not gets both with the next ranking.
 * @throws AppError not-found, forbidden, invalid for what is no supplier, conflict if it was sent already
 */
export async function addMatch(
  actor: Actor,
  challengeId: string,
  supplierId: string,
  reason: string,
): Promise<MatchRecord> {
  await getRankedChallenge(actor, challengeId)
  allow(matchPolicy.add(actor, { isChallengeOpen: true }), 'Only a broker may add a supplier.')
  const supplier = await findOrganisation(supplierId)
  if (supplier?.kind !== 'supplier' || !['verified', 'unclaimed'].includes(supplier.status)) {
    throw new AppError('invalid', 'Choose a supplier of the directory.', {
      supplierId: 'Choose a supplier of the directory',
    })
  }
  return transaction(async (session) => {
    const current = await findChallenge(challengeId, session)
    if (!current) throw notFound('Challenge')
    const known = await Match.findOne({ challengeId, supplierId }).session(session)
    const match = known ?? unranked(challengeId, current.version, supplier)
    const may = (facts: MatchFacts) => matchPolicy.approve(actor, facts)
    insist(
      may,
      matchFacts(match.toObject(), challengeFacts(current)),
      'proposed',
      'Only a broker may add a supplier.',
    )
    const by = { by: actor.userId, at: now(), reason }
    match.set({ addedBy: by, decision: by })
    await record(session, actor, matchAdded, idsOf(match.toObject()))
    await record(session, actor, matchApproved, idsOf(match.toObject()))
    await sendOrWait(session, actor, match)
    return match.toObject()
  })
}

function unranked(challengeId: string, challengeVersion: number, supplier: Organisation): MatchDocument {
  return new Match({
    challengeId,
    challengeVersion,
    supplierId: supplier.id,
    supplier: {
      name: supplier.name,
      isClaimed: supplier.isVerified,
      isSme: supplier.supplier?.isSme ?? null,
      isVcse: supplier.supplier?.isVcse ?? null,
      isExample: supplier.isExample,
    },
    rankedAt: now(),
    proposedAt: now(),
  })
}

/** A supplier says that a challenge is not for it. @throws AppError not-found, forbidden, conflict */
export async function refuseMatch(
  actor: Actor,
  matchId: string,
  reason: string,
  kind: DeclineKind,
): Promise<MatchRecord> {
  return transaction(async (session) => {
    const { match, challenge } = await loadMatch(session, actor, matchId)
    const may = (facts: MatchFacts) => matchPolicy.notForMe(actor, facts)
    insist(
      may,
      matchFacts(match.toObject(), challenge),
      'sent',
      'Only the supplier’s own people may say this.',
    )
    match.set({ status: 'not-for-me', answer: { by: actor.userId, at: now(), reason, kind } })
    await match.save({ session })
    await record(session, actor, matchNotForMe, { ...idsOf(match.toObject()), kind })
    return match.toObject()
  })
}

/**
 * A supplier takes back that a challenge is not for it: the match stands as it was sent, and nothing more is learnt
 * from the answer. What was said stays in the log alone.
 * @throws AppError not-found, forbidden, too-late, conflict if nothing stands to be taken back
 */
export async function takeBackRefusal(actor: Actor, matchId: string): Promise<MatchRecord> {
  return transaction(async (session) => {
    const { match, challenge } = await loadMatch(session, actor, matchId)
    const may = (facts: MatchFacts) => matchPolicy.takeBack(actor, facts)
    const facts = matchFacts(match.toObject(), challenge)
    insist(may, facts, 'not-for-me', 'Only the supplier’s own people may take this back.')
    match.set({ status: 'sent', answer: null, takenBackAt: now() })
    await match.save({ session })
    await record(session, actor, matchTakenBack, idsOf(match.toObject()))
    return match.toObject()
  })
}

/** Why a match that stands so can’t be decided on again. */
export const alreadyDone: Record<MatchStatus, string> = {
  proposed: 'This match has not been sent.',
  approved: 'This match has been approved already.',
  sent: 'This match has been sent already.',
  declined: 'This match has been declined already.',
  'not-for-me': 'The supplier has said already that this is not for it.',
}

/** Goes on if the policy says so; else says whether it is the person, the time or the match that stands in the way. */
function insist(
  may: (facts: MatchFacts) => boolean,
  facts: MatchFacts,
  best: MatchStatus,
  whoMay: string,
): void {
  if (may(facts)) return
  allow(may({ ...facts, status: best, isChallengeOpen: true }), whoMay)
  if (!facts.isChallengeOpen) {
    throw new AppError('too-late', 'This challenge takes no more responses: nothing is left to decide.')
  }
  throw new AppError('conflict', alreadyDone[facts.status])
}
