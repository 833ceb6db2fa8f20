import mongoose from 'mongoose'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { allow, notFound } from '../platform/errors.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import {
  memberRoleChanged,
  organisationRefused,
  organisationRegistered,
  organisationVerified,
} from '../../shared/organisations/organisations.events.ts'
import {
  Organisation as Organisations,
  type OrganisationDocument,
  type OrganisationRecord,
} from './organisations.model.ts'
import { Membership } from './organisations.people.model.ts'
import { type OrganisationFacts, organisationPolicy } from './organisations.policy.ts'
import { asOrganisation, loadOrganisation, type Organisation } from './organisations.service.ts'

const factsOf = ({ _id, kind, status }: OrganisationDocument): OrganisationFacts => ({
  id: _id,
  kind,
  status,
})

/** What waits for a broker's word, the longest waiting first, with those who asked. */
export async function listOrganisationsToVerify(actor: Actor): Promise<
  (Organisation & {
    founders: { userId: string; name: string; email: string }[]
  })[]
> {
  if (!organisationPolicy.seeQueue(actor)) throw notFound()
  const waiting = await Organisations.find({ status: 'pending' })
    .sort({ submittedAt: 1 })
    .lean<OrganisationRecord[]>()
  const members = await Membership.find({
    organisationId: mongoose.trusted({ $in: waiting.map(({ _id }) => _id) }),
    isFounder: true,
  }).lean()
  return waiting.map((organisation) => ({
    ...asOrganisation(organisation),
    founders: members
      .filter(({ organisationId }) => organisationId === organisation._id)
      .map(({ userId, name, email }) => ({ userId, name, email })),
  }))
}

/** How many organisations wait for a broker's word; for whoever shows only the number. */
export async function countOrganisationsToVerify(): Promise<number> {
  return Organisations.countDocuments({ status: 'pending' })
}

/**
 * A broker confirms an organisation: its people may publish or submit, and its founder administers it.
 * @throws AppError not-found, forbidden
 */
export async function verifyOrganisation(actor: Actor, id: string, reason = ''): Promise<void> {
  await transaction(async (session) => {
    const organisation = await loadOrganisation(id, session)
    if (!organisationPolicy.see(actor, factsOf(organisation))) throw notFound('Organisation')
    allow(
      organisationPolicy.verify(actor, factsOf(organisation)),
      'Only a broker can confirm an organisation that waits',
    )

    organisation.set({
      status: 'verified',
      confirmedAs: null,
      decision: { userId: actor.userId, at: now(), reason },
      updatedAt: now(),
    })
    await organisation.save({ session })
    await record(session, actor, organisationVerified, { organisationId: id })

    const founders = await Membership.find({
      organisationId: id,
      isFounder: true,
      role: 'member',
    }).session(session)
    for (const founder of founders) {
      founder.set({ role: 'admin' })
      await founder.save({ session })
      await record(session, actor, memberRoleChanged, {
        organisationId: id,
        userId: founder.userId,
        role: 'admin',
      })
    }
  })
}

/**
 * A broker turns an organisation down and says why; its people read the reason and may ask again.
 * @throws AppError not-found, forbidden
 */
export async function refuseOrganisation(actor: Actor, id: string, reason: string): Promise<void> {
  await transaction(async (session) => {
    const organisation = await loadOrganisation(id, session)
    if (!organisationPolicy.see(actor, factsOf(organisation))) throw notFound('Organisation')
    allow(
      organisationPolicy.refuse(actor, factsOf(organisation)),
      'Only a broker can refuse an organisation that waits',
    )

    organisation.set({
      status: 'refused',
      decision: { userId: actor.userId, at: now(), reason },
      updatedAt: now(),
    })
    await organisation.save({ session })
    await record(session, actor, organisationRefused, { organisationId: id })
  })
}

/**
 * Asks a broker again after a refusal.
 * @throws AppError not-found, forbidden
 */
export async function requestVerification(actor: Actor, id: string): Promise<void> {
  await transaction(async (session) => {
    const organisation = await loadOrganisation(id, session)
    if (!organisationPolicy.see(actor, factsOf(organisation))) throw notFound('Organisation')
    const isAllowed = organisationPolicy.requestVerification(actor, factsOf(organisation))
    allow(isAllowed, 'Only people of a refused organisation can ask again')

    organisation.set({
      status: 'pending',
      submittedAt: now(),
      updatedAt: now(),
    })
    await organisation.save({ session })
    await record(session, actor, organisationRegistered, {
      organisationId: id,
      kind: organisation.kind,
    })
  })
}
