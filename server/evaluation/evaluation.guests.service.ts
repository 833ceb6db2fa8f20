import { createHash, createHmac } from 'node:crypto'
import {
  evaluationGuestInvited,
  evaluationGuestJoined,
  evaluationGuestWithdrawn,
  guestLinkDays,
  type GuestRole,
  type InviteGuestInput,
  mostWaitingGuests,
} from '../../shared/evaluation/guests.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { isId, newId } from '../../shared/platform/ids.ts'
import { record } from '../audit/index.ts'
import { buyersOf, findChallenge } from '../challenges/index.ts'
import { findPerson } from '../identity/index.ts'
import { membersOfAny, membershipsOf } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { config } from '../platform/config.ts'
import { refuseDuplicate, transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { limit } from '../platform/limits.ts'
import { Guest, type GuestRecord } from './evaluation.guests.model.ts'
import { Evaluation, type EvaluationRecord } from './evaluation.model.ts'
import { change, couldSeeNames, newMember } from './evaluation.panel.service.ts'
import { evaluationPolicy } from './evaluation.policy.ts'
import { areProposalsOpen } from './evaluation.proposals.ts'
import { clearanceIn, loadEvaluation, present } from './evaluation.service.ts'

const perOrganisation = limit('evaluation-guests', 20, 60 * 60)
const onlyOrganisers = 'Only somebody who acts for a buyer makes the panel'
const invalid = (field: string, message: string) => new AppError('invalid', message, { [field]: message })

// The secret part of the link follows from the id, so that the worker which writes the e-mail can make it.
const tokenOf = (guestId: string): string =>
  createHmac('sha256', config().sessionSecret).update(`evaluation guest ${guestId}`).digest('base64url')
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** The address that the invited person opens; only for the e-mail to them. */
export const guestLink = (guestId: string): string =>
  `${config().publicUrl}/evaluation-invitations/${tokenOf(guestId)}`

export type GuestState = 'waiting' | 'accepted' | 'withdrawn' | 'expired'

function stateOf({ acceptedAt, withdrawnAt, expiresAt }: GuestRecord): GuestState {
  if (acceptedAt) return 'accepted'
  if (withdrawnAt) return 'withdrawn'
  return now() >= expiresAt ? 'expired' : 'waiting'
}

const waitingFor = (challengeId: string) => Guest.find({ challengeId, acceptedAt: null, withdrawnAt: null })

/** Addresses that were asked into a panel and have not come, for whoever makes it. @throws AppError not-found, forbidden */
export async function listGuests(actor: Actor, challengeId: string) {
  const { standing } = await loadEvaluation(actor, challengeId)
  allow(evaluationPolicy.organise(actor, standing), onlyOrganisers)
  const guests = await waitingFor(challengeId).sort({ createdAt: 1 }).lean<GuestRecord[]>()
  return guests.map((guest) => ({
    id: guest._id,
    email: guest.email,
    role: guest.role,
    expiresAt: guest.expiresAt,
    state: stateOf(guest),
  }))
}

/**
 * Asks somebody who is no member of a buyer into the panel, by an e-mail address; a second invitation of one address
 * takes the place of the first. The e-mail names the challenge and the authority, and nothing of a proposal.
 * @throws AppError not-found, forbidden, too-many, conflict once all scores are in, invalid for a member of a buyer
 */
export async function inviteGuest(
  actor: Actor,
  challengeId: string,
  { email, role }: InviteGuestInput,
): Promise<{ id: string }> {
  // Not in the transaction, which may run more than once.
  await perOrganisation.consume(actor.organisation?.id ?? '')
  return change(actor, challengeId, async ({ challenge, standing }, session) => {
    const isLate =
      standing.state === 'agreed' && evaluationPolicy.organise(actor, { ...standing, state: 'consensus' })
    if (isLate) throw new AppError('conflict', 'The scores stand: nobody can join any more.')
    allow(evaluationPolicy.organise(actor, standing), onlyOrganisers)
    if (role === 'evaluator' && standing.state === 'consensus')
      throw new AppError('conflict', 'All scores are in: nobody can join who has not scored alone.')
    const members = await membersOfAny(buyersOf(challenge))
    if (members.some((one) => one.email.toLowerCase() === email))
      throw invalid('email', 'They belong to an authority that buys: choose them from the list above')
    const waiting = await waitingFor(challengeId).session(session)
    for (const one of waiting.filter((guest) => guest.email === email)) {
      one.set({ withdrawnAt: now() })
      await one.save({ session })
    }
    if (
      waiting.filter((guest) => guest.email !== email && stateOf(guest) === 'waiting').length >=
      mostWaitingGuests
    )
      throw new AppError(
        'too-many',
        `At most ${mostWaitingGuests} invitations wait at a time. Withdraw one first.`,
      )
    const _id = newId()
    const at = now()
    const expiresAt = new Date(at.getTime() + guestLinkDays * 24 * 60 * 60_000)
    const tokenHash = hashOf(tokenOf(_id))
    const made = {
      _id,
      challengeId,
      email,
      role,
      tokenHash,
      invitedBy: actor.userId,
      createdAt: at,
      expiresAt,
    }
    await Guest.create([made], { session })
    await record(session, actor, evaluationGuestInvited, { challengeId, guestId: _id })
    return { id: _id }
  })
}

/** Takes back what nobody has taken up. @throws AppError not-found, forbidden */
export async function withdrawGuest(actor: Actor, challengeId: string, guestId: string): Promise<void> {
  await change(actor, challengeId, async ({ standing }, session) => {
    allow(evaluationPolicy.organise(actor, standing), onlyOrganisers)
    const guest = await Guest.findOne({ _id: guestId, challengeId, acceptedAt: null }).session(session)
    if (!isId(guestId) || !guest) throw notFound('Invitation')
    guest.set({ withdrawnAt: now() })
    await guest.save({ session })
    await record(session, actor, evaluationGuestWithdrawn, { challengeId, guestId })
  })
}

/** What a link leads to: the challenge, who buys, and as what one is asked. @throws AppError not-found */
export async function getGuestInvitation(token: string) {
  const guest = await Guest.findOne({ tokenHash: hashOf(token) }).lean<GuestRecord>()
  const challenge = guest && (await findChallenge(guest.challengeId))
  if (!guest || !challenge) throw notFound('Invitation')
  const { _id: id, role, expiresAt } = guest
  const facts = { id: challenge._id, title: challenge.title, authorityName: challenge.authorityName }
  return { id, role, expiresAt, state: stateOf(guest), challenge: facts }
}

/** For the worker that writes the e-mail; null for an id that nobody has. */
export async function findGuest(id: string): Promise<{
  email: string
  role: GuestRole
  challengeId: string
  expiresAt: Date
  state: GuestState
} | null> {
  const guest = await Guest.findById(id).lean<GuestRecord>()
  if (!guest) return null
  const { email, role, challengeId, expiresAt } = guest
  return { email, role, challengeId, expiresAt, state: stateOf(guest) }
}

/**
 * Takes the link of an e-mail up: it opens for the person with that address, and not for anybody who belongs to a
 * supplier. They are in the panel from then on, and see nothing of a proposal before they declared their interests.
 * @throws AppError not-found for a wrong link, forbidden, conflict for one that is used, withdrawn or over
 */
export async function joinAsGuest(actor: Actor, token: string): Promise<{ challengeId: string }> {
  const person = await findPerson(actor.userId)
  const ownOrganisations = await membershipsOf(actor.userId)
  const work = transaction(async (session) => {
    const guest = await Guest.findOne({ tokenHash: hashOf(token) }).session(session)
    if (!guest || !person) throw notFound('Invitation')
    allow(
      guest.email === person.email.toLowerCase(),
      'This invitation was sent to another email address. Sign in with that one.',
    )
    if (stateOf(guest) !== 'waiting')
      throw new AppError(
        'conflict',
        'This invitation was used or withdrawn, or is too old. Ask for a new one.',
      )
    allow(
      ownOrganisations.every(({ organisation }) => organisation.kind !== 'supplier'),
      'You belong to a supplier: nobody who might answer a challenge judges what others answer.',
    )
    const { challengeId, role } = guest
    const evaluation =
      (await Evaluation.findById(challengeId).session(session)) ?? new Evaluation({ _id: challengeId })
    const before = evaluation.toObject().panel.findLast(({ userId }) => userId === actor.userId)
    if (before && clearanceIn(before) === 'barred') throw notFound('Invitation')
    if (present(evaluation).some(({ userId }) => userId === actor.userId))
      throw new AppError('conflict', 'You are in this panel already.')
    if (role === 'evaluator' && (await hasSeenNames(evaluation.toObject(), actor.userId)))
      throw new AppError('forbidden', 'You could see who wrote which proposal: somebody else has to score.')
    if (evaluation.state === 'agreed' || (role === 'evaluator' && evaluation.state === 'consensus'))
      throw new AppError('conflict', 'All scores are in: nobody can join who has not scored alone.')
    const { userId } = actor
    const facts = { userId, name: person.name, organisationId: '', role, invitedBy: guest.invitedBy }
    evaluation.panel.push({ ...newMember(facts, before), isGuest: true })
    guest.set({ acceptedAt: now() })
    await guest.save({ session })
    await evaluation.save({ session })
    await record(session, actor, evaluationGuestJoined, {
      challengeId,
      guestId: guest._id,
      guestUserId: userId,
    })
    return { challengeId }
  })
  return refuseDuplicate(work, 'Somebody else has just changed this evaluation. Open the link again.')
}

/** True in an anonymous first look for somebody who may have read names in an earlier part, as a member of a buyer. */
async function hasSeenNames(
  { _id: challengeId, settings, panel }: EvaluationRecord,
  userId: string,
): Promise<boolean> {
  if (!settings?.isAnonymous || !panel.some((one) => one.userId === userId && couldSeeNames(one)))
    return false
  const challenge = await findChallenge(challengeId)
  return challenge !== null && (await areProposalsOpen(challenge))
}

/** True for a guest who may read the proposals for a challenge with their writers: its files are theirs to read, too. */
export async function readsAsGuest(actor: Actor, challengeId: string): Promise<boolean> {
  try {
    const { standing } = await loadEvaluation(actor, challengeId)
    return standing.own?.isGuest === true && evaluationPolicy.seeNames(actor, standing)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return false
    throw error
  }
}
