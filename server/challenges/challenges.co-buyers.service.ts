import type { ClientSession } from 'mongoose'
import type { ChallengeRecord, CoBuyer } from '../../shared/challenges/challenge.ts'
import {
  challengeCoBuyerAsked,
  challengeCoBuyerDecided,
  challengeCoBuyerInvited,
  challengeCoBuyerJoined,
  challengeCoBuyerRemoved,
} from '../../shared/challenges/challenges.events.ts'
import { type DecideAsCoBuyer, mostCoBuyers } from '../../shared/challenges/challenges.together.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { findOrganisations } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import type { ChallengeDocument } from './challenges.model.ts'
import { challengePolicy } from './challenges.policy.ts'
import { loadForChange, standingOf } from './challenges.service.ts'

/** An authority as one that is asked to take part, from now on. */
export const asInvited = (authority: { authorityId: string; authorityName: string }): CoBuyer => ({
  authorityId: authority.authorityId,
  authorityName: authority.authorityName,
  status: 'invited',
  invitedAt: now(),
  joinedAt: null,
  decidedAt: null,
  decidedBy: '',
  reason: '',
})

/**
 * Asks another authority to take part in a draft; its people can read it from now on.
 * @throws AppError invalid for one that leads, takes part already, or is no confirmed authority
 */
export const inviteCoBuyer = (
  actor: Actor,
  id: string,
  { authorityId }: { authorityId: string },
): Promise<void> => inviteCoBuyers(actor, id, [authorityId])

/**
 * The same for several at once: all are asked or none.
 * @param agreed when those said that they take part that said so before they were asked
 */
export async function inviteCoBuyers(
  actor: Actor,
  id: string,
  authorityIds: string[],
  agreed: ReadonlyMap<string, Date> = new Map(),
): Promise<void> {
  const authorities = await findOrganisations(authorityIds)
  await transaction(async (session) => {
    const challenge = await loadForChange(session, actor, id)
    allow(
      challengePolicy.invite(actor, standingOf(challenge.toObject())),
      'Only members of the confirmed authority that leads it can invite others, while it is a draft',
    )
    for (const authorityId of authorityIds) {
      const authority = authorities.get(authorityId) ?? null
      refuseGuest(challenge, authorityId, authority)
      challenge.coBuyers = challenge.coBuyers.filter((one) => one.authorityId !== authorityId)
      const guest = asInvited({ authorityId, authorityName: authority?.name ?? '' })
      challenge.coBuyers.push({ ...guest, joinedAt: agreed.get(authorityId) ?? null })
    }
    await save(session, actor, challenge)
    for (const organisationId of authorityIds)
      await record(session, actor, challengeCoBuyerInvited, { challengeId: id, organisationId })
  })
}

function refuseGuest(
  { authorityId: lead, coBuyers }: ChallengeDocument,
  authorityId: string,
  authority: { kind: string; status: string } | null,
): void {
  const refuse = (message: string): never => {
    throw new AppError('invalid', message, { authorityId: message })
  }
  if (authority?.kind !== 'authority') refuse('Choose an authority from the list')
  if (authority?.status !== 'verified') refuse('Nobody of this authority is confirmed on Foothold yet')
  if (authorityId === lead) refuse('Your authority leads it: invite another')
  if (coBuyers.some((one) => one.authorityId === authorityId && one.status !== 'declined'))
    refuse('This authority takes part already, or has been asked')
  if (coBuyers.length >= mostCoBuyers) refuse(`At most ${mostCoBuyers} authorities can take part`)
}

/** Takes an authority out of a joint challenge, whatever it has said. */
export async function removeCoBuyer(actor: Actor, id: string, authorityId: string): Promise<void> {
  await transaction(async (session) => {
    const challenge = await loadForChange(session, actor, id)
    allow(
      challengePolicy.uninvite(actor, standingOf(challenge.toObject())),
      'Only members of the authority that leads it can take another out, before it is public',
    )
    if (!challenge.coBuyers.some((one) => one.authorityId === authorityId)) throw notFound('Authority')
    challenge.coBuyers = challenge.coBuyers.filter((one) => one.authorityId !== authorityId)
    await save(session, actor, challenge)
    await record(session, actor, challengeCoBuyerRemoved, { challengeId: id, organisationId: authorityId })
  })
}

/** Approves the challenge as it was submitted, or declines to take part: each authority for itself. */
export async function decideAsCoBuyer(
  actor: Actor,
  id: string,
  { decision, reason, submittedAt }: DecideAsCoBuyer,
): Promise<void> {
  await transaction(async (session) => {
    const challenge = await loadForChange(session, actor, id)
    allow(
      challengePolicy.decide(actor, standingOf(challenge.toObject()), decision),
      'Only members of an authority that takes part can decide for it: they approve it once it is submitted',
    )
    const own = challenge.coBuyers.find(({ authorityId }) => authorityId === actor.organisation?.id)
    if (!own) throw notFound('Challenge')
    if (decision === 'join') return joinAs(session, actor, challenge, own)
    const isApproved = decision === 'approve'
    // An approval is of the words that somebody read, never of those that took their place meanwhile.
    if (isApproved && submittedAt !== challenge.submittedAt?.toISOString())
      throw new AppError(
        'conflict',
        'It was submitted anew after you opened this page. Read what changed, then decide again.',
      )
    own.status = isApproved ? 'approved' : 'declined'
    own.decidedAt = now()
    own.decidedBy = actor.userId
    own.reason = reason
    await save(session, actor, challenge)
    const organisationId = own.authorityId
    await record(session, actor, challengeCoBuyerDecided, { challengeId: id, organisationId, isApproved })
  })
}

/** Notes that an authority takes part; said twice it is said once. */
async function joinAs(
  session: ClientSession,
  actor: Actor,
  challenge: ChallengeDocument,
  own: CoBuyer,
): Promise<void> {
  if (own.status !== 'invited' || own.joinedAt) return
  own.joinedAt = now()
  await save(session, actor, challenge)
  await record(session, actor, challengeCoBuyerJoined, {
    challengeId: challenge._id,
    organisationId: own.authorityId,
  })
}

/** Asks everybody anew: an approval is of the words as they were submitted. The caller saves the challenge. */
export async function askCoBuyers(
  session: ClientSession,
  actor: Actor,
  challenge: ChallengeDocument,
): Promise<void> {
  for (const coBuyer of challenge.coBuyers) {
    if (coBuyer.status === 'declined') continue
    Object.assign(coBuyer, { status: 'invited', decidedAt: null, decidedBy: '' })
    const organisationId = coBuyer.authorityId
    await record(session, actor, challengeCoBuyerAsked, { challengeId: challenge._id, organisationId })
  }
}

/** The authorities whose people a challenge concerns from inside: its own and those that approved it. */
export const buyersOf = ({
  authorityId,
  coBuyers,
}: Pick<ChallengeRecord, 'authorityId' | 'coBuyers'>): string[] => [
  authorityId,
  ...coBuyers.flatMap((one) => (one.status === 'approved' ? [one.authorityId] : [])),
]

async function save(session: ClientSession, actor: Actor, challenge: ChallengeDocument): Promise<void> {
  challenge.set({ updatedAt: now(), updatedBy: actor.userId })
  await challenge.save({ session })
}
