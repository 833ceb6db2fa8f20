import type { ClientSession, HydratedDocument } from 'mongoose'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { refuseDuplicate, transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { limit } from '../platform/limits.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { domainOf } from '../../shared/organisations/organisation-name.ts'
import {
  organisationClaimed,
  organisationClaimRefused,
  organisationClaimRequested,
  organisationVerified,
} from '../../shared/organisations/organisations.events.ts'
import { join } from './organisations.member.service.ts'
import { Claim as Claims, type ClaimRecord, Membership } from './organisations.people.model.ts'
import { organisationPolicy } from './organisations.policy.ts'
import {
  findOrganisations,
  loadOrganisation,
  type Organisation,
  type Person,
} from './organisations.service.ts'

const perPerson = limit('claims', 10, 24 * 60 * 60)

/** A claim with the organisation that it is on, for the broker who decides. */
export type Claim = Omit<ClaimRecord, '_id'> & {
  id: string
  organisation: Organisation
}

/**
 * Asks a broker to hand a profile taken from public records to its owner, or to take somebody into a
 * council whose domain did not show it. A company number proves nothing; an e-mail's domain is noted
 * only where it was on file for the firm before.
 * @throws AppError not-found, forbidden, too-many, conflict if the person has asked already
 */
export async function claimOrganisation(
  actor: Actor,
  id: string,
  why: string,
  person: Person,
): Promise<{ claimId: string }> {
  return transaction(async (session) => {
    const organisation = await loadOrganisation(id, session)
    const facts = {
      id: organisation._id,
      kind: organisation.kind,
      status: organisation.status,
    }
    if (!organisationPolicy.see(actor, facts)) throw notFound('Organisation')
    allow(
      organisationPolicy.claim(actor, facts),
      'This organisation has an owner. Ask its administrator to invite you.',
    )

    if (
      await Claims.exists({
        organisationId: id,
        userId: actor.userId,
        status: 'waiting',
      }).session(session)
    ) {
      throw new AppError('conflict', 'You have asked already. A broker will look at it.')
    }
    await perPerson.consume(actor.userId)
    const isDomainOnFile = organisation.emailDomains.includes(domainOf(person.email))
    const saved = Claims.create(
      [
        {
          organisationId: id,
          userId: actor.userId,
          name: person.name,
          email: person.email,
          why,
          isDomainOnFile,
        },
      ],
      { session },
    )
    const [claim] = await refuseDuplicate(saved, 'You have asked already. A broker will look at it.')
    if (!claim) throw new Error('A claim was not written')
    await record(session, actor, organisationClaimRequested, {
      organisationId: id,
      claimId: claim._id,
    })
    return { claimId: claim._id }
  })
}

/** A supplier is claimed like any organisation. */
export const claimSupplier = claimOrganisation

/** The claims that wait, oldest first. @throws AppError not-found unless by a broker */
export async function listClaims(actor: Actor): Promise<Claim[]> {
  if (!organisationPolicy.seeQueue(actor)) throw notFound()
  const claims = await Claims.find({ status: 'waiting' }).sort({ createdAt: 1 }).lean<ClaimRecord[]>()
  const organisations = await findOrganisations(claims.map(({ organisationId }) => organisationId))
  return claims.flatMap(({ _id, ...claim }) => {
    const organisation = organisations.get(claim.organisationId)
    return organisation ? [{ ...claim, id: _id, organisation }] : []
  })
}

/** How many claims wait for a broker's word; for whoever shows only the number. */
export async function countClaims(): Promise<number> {
  return Claims.countDocuments({ status: 'waiting' })
}

/** True while this person's claim on the organisation waits for a broker. */
export async function hasClaimed(userId: string, organisationId: string): Promise<boolean> {
  return userId !== '' && (await Claims.exists({ organisationId, userId, status: 'waiting' })) !== null
}

/**
 * The profile belongs to the claimant from now on. Other claims on the same firm are refused.
 * @throws AppError not-found, forbidden, conflict if the firm has an owner by now
 */
export async function approveClaim(actor: Actor, claimId: string, reason = ''): Promise<void> {
  await transaction(async (session) => {
    const claim = await loadWaiting(actor, claimId, session)
    const organisation = await loadOrganisation(claim.organisationId, session)
    if (organisation.kind === 'supplier' && organisation.status !== 'unclaimed') {
      throw new AppError('conflict', 'This firm has an owner by now')
    }
    claim.set({
      status: 'approved',
      decision: { userId: actor.userId, at: now(), reason },
    })
    await claim.save({ session })

    const organisationId = organisation._id
    const hasAdmin = await Membership.exists({
      organisationId,
      role: 'admin',
    }).session(session)
    const person = {
      userId: claim.userId,
      name: claim.name,
      email: claim.email,
    }
    await join(session, actor, organisationId, person, hasAdmin ? 'member' : 'admin')
    await record(session, actor, organisationClaimed, {
      organisationId,
      claimId,
      userId: claim.userId,
    })
    if (organisation.status === 'verified') return

    organisation.set({ status: 'verified', updatedAt: now() })
    await organisation.save({ session })
    await record(session, actor, organisationVerified, { organisationId })
    if (organisation.kind === 'supplier') await refuseOthers(actor, organisationId, session)
  })
}

/** @throws AppError not-found, forbidden */
export async function refuseClaim(actor: Actor, claimId: string, reason: string): Promise<void> {
  await transaction(async (session) => {
    await refuse(actor, await loadWaiting(actor, claimId, session), reason, session)
  })
}

type ClaimDocument = HydratedDocument<ClaimRecord>

async function refuse(
  actor: Actor,
  claim: ClaimDocument,
  reason: string,
  session: ClientSession,
): Promise<void> {
  claim.set({
    status: 'refused',
    decision: { userId: actor.userId, at: now(), reason },
  })
  await claim.save({ session })
  const { organisationId, userId } = claim
  await record(session, actor, organisationClaimRefused, {
    organisationId,
    claimId: claim._id,
    userId,
  })
}

async function refuseOthers(actor: Actor, organisationId: string, session: ClientSession): Promise<void> {
  const others = await Claims.find({
    organisationId,
    status: 'waiting',
  }).session(session)
  for (const other of others)
    await refuse(actor, other, 'Somebody else showed that the firm is theirs', session)
}

async function loadWaiting(actor: Actor, claimId: string, session: ClientSession): Promise<ClaimDocument> {
  if (!organisationPolicy.decideClaim(actor)) throw notFound('Claim')
  const claim = await Claims.findById(claimId).session(session)
  if (!claim) throw notFound('Claim')
  if (claim.status !== 'waiting') throw new AppError('conflict', 'This claim has been decided')
  return claim
}
