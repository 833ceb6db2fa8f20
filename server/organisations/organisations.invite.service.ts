import { createHash, createHmac } from 'node:crypto'
import type { ClientSession } from 'mongoose'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { config } from '../platform/config.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { limit } from '../platform/limits.ts'
import { type Actor, belongsTo, type Role } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { memberInvited } from '../../shared/organisations/organisations.events.ts'
import { join } from './organisations.member.service.ts'
import { Invitation as Invitations, type InvitationRecord, Membership } from './organisations.people.model.ts'
import { organisationPolicy } from './organisations.policy.ts'
import { getOrganisation, loadOrganisation, type Organisation, type Person } from './organisations.service.ts'

const perOrganisation = limit('invitations', 20, 60 * 60)
const lifetimeMs = 7 * 24 * 60 * 60 * 1000

/** An invitation as its organisation and the invited person see it. */
export interface Invitation {
  id: string
  organisationId: string
  email: string
  role: Role
  createdAt: Date
  expiresAt: Date
  state: 'waiting' | 'accepted' | 'withdrawn' | 'expired'
}

// The secret part of the link follows from the id, so that the worker which writes the e-mail can make it
// and neither event, job nor database holds it; the database has its hash, to look it up.
const tokenOf = (invitationId: string): string =>
  createHmac('sha256', config().sessionSecret).update(`invitation ${invitationId}`).digest('base64url')
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** The address that the invited person opens; only for the e-mail to them. */
export const invitationLink = (invitationId: string): string =>
  `${config().publicUrl}/invitations/${tokenOf(invitationId)}`

/**
 * Invites an e-mail address into the actor's organisation; it is told of by e-mail. A second invitation
 * to one address takes the place of the first. Only a confirmed organisation invites: the e-mail has its name
 * in it, which until then nobody has looked at.
 * @throws AppError not-found, forbidden, too-many, conflict if the address is a member's
 */
export async function inviteMember(
  actor: Actor,
  organisationId: string,
  { email, role }: { email: string; role: Role },
): Promise<Invitation> {
  return transaction(async (session) => {
    const organisation = await loadOrganisation(organisationId, session)
    if (!belongsTo(actor, organisationId)) throw notFound('Organisation')
    const facts = {
      id: organisation._id,
      kind: organisation.kind,
      status: organisation.status,
    }
    allow(
      organisationPolicy.manageMembers(actor, facts),
      'Only an administrator of the organisation can invite people',
    )
    allow(
      organisationPolicy.invite(actor, facts),
      'A broker confirms your organisation first. Then you can invite people.',
    )
    await perOrganisation.consume(organisationId)
    if (await Membership.exists({ organisationId, email }).session(session)) {
      const message = 'This person is a member already'
      throw new AppError('conflict', message, { email: message })
    }
    await withdrawWaiting(organisationId, email, session)
    const _id = newId()
    const at = now()
    const [invitation] = await Invitations.create(
      [
        {
          _id,
          organisationId,
          email,
          role,
          tokenHash: hashOf(tokenOf(_id)),
          invitedBy: actor.userId,
          createdAt: at,
          expiresAt: new Date(at.getTime() + lifetimeMs),
        },
      ],
      { session },
    )
    await record(session, actor, memberInvited, {
      organisationId,
      invitationId: _id,
    })
    if (!invitation) throw new Error('An invitation was not written')
    return present(invitation)
  })
}

async function withdrawWaiting(organisationId: string, email: string, session: ClientSession): Promise<void> {
  const waiting = {
    organisationId,
    email,
    acceptedAt: null,
    withdrawnAt: null,
  }
  await Invitations.updateMany(waiting, {
    $set: { withdrawnAt: now() },
  }).session(session)
}

/** The invitations of an organisation that nobody has taken up or back, newest first. */
export async function listInvitations(organisationId: string): Promise<Invitation[]> {
  const open = await Invitations.find({
    organisationId,
    acceptedAt: null,
    withdrawnAt: null,
  })
    .sort({ createdAt: -1 })
    .lean<InvitationRecord[]>()
  return open.map(present)
}

/** For the worker that writes the e-mail; null for an id that nobody has. */
export async function findInvitation(
  id: string,
): Promise<(Invitation & { organisation: Organisation }) | null> {
  const record = await Invitations.findById(id).lean<InvitationRecord>()
  return (
    record && {
      ...present(record),
      organisation: await getOrganisation(record.organisationId),
    }
  )
}

/** What a link leads to, for the page that asks whether to accept. @throws AppError not-found */
export async function getInvitationByToken(
  token: string,
): Promise<Invitation & { organisation: Organisation }> {
  const found = await Invitations.findOne({
    tokenHash: hashOf(token),
  }).lean<InvitationRecord>()
  if (!found) throw notFound('Invitation')
  return {
    ...present(found),
    organisation: await getOrganisation(found.organisationId),
  }
}

/** @throws AppError not-found, forbidden */
export async function withdrawInvitation(
  actor: Actor,
  organisationId: string,
  invitationId: string,
): Promise<void> {
  await transaction(async (session) => {
    const { _id: id, kind, status } = await loadOrganisation(organisationId, session)
    const invitation = await Invitations.findOne({
      _id: invitationId,
      organisationId,
    }).session(session)
    if (!invitation || !belongsTo(actor, organisationId)) throw notFound('Invitation')
    allow(
      organisationPolicy.manageMembers(actor, { id, kind, status }),
      'Only an administrator can withdraw an invitation',
    )
    invitation.set({ withdrawnAt: now() })
    await invitation.save({ session })
  })
}

/**
 * Takes an invitation up. The link was sent to one address, and opens for the person with that address only.
 * @throws AppError not-found for a wrong link, conflict for one that is used, withdrawn or too old
 */
export async function acceptInvitation(
  actor: Actor,
  token: string,
  person: Person,
): Promise<{ organisationId: string }> {
  return transaction(async (session) => {
    const invitation = await Invitations.findOne({
      tokenHash: hashOf(token),
    }).session(session)
    if (!invitation || actor.kind !== 'person') throw notFound('Invitation')
    const { state, organisationId, email, role } = present(invitation)
    if (state !== 'waiting') throw new AppError('conflict', refusals[state])
    const isTheirs = email.toLowerCase() === person.email.toLowerCase()
    allow(isTheirs, 'This invitation was sent to another e-mail address. Sign in with that one.')

    invitation.set({ acceptedAt: now() })
    await invitation.save({ session })
    await join(session, actor, organisationId, person, role)
    return { organisationId }
  })
}

const refusals = {
  accepted: 'This invitation has been used.',
  withdrawn: 'This invitation was withdrawn. Ask for a new one.',
  expired: 'This invitation is older than a week. Ask for a new one.',
}

function present({
  _id,
  organisationId,
  email,
  role,
  createdAt,
  expiresAt,
  acceptedAt,
  withdrawnAt,
}: InvitationRecord): Invitation {
  const ended = acceptedAt ? 'accepted' : withdrawnAt ? 'withdrawn' : null
  const state = ended ?? (expiresAt <= now() ? 'expired' : 'waiting')
  return { id: _id, organisationId, email, role, createdAt, expiresAt, state }
}
