import {
  engagementRegistered,
  engagementRegistrationWithdrawn,
} from '../../shared/groups/engagements.events.ts'
import type { RegisterInput } from '../../shared/groups/engagements.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { findOrganisations } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { allow } from '../platform/errors.ts'
import { limit } from '../platform/limits.ts'
import { refuseUnseen } from '../platform/unseen-changes.ts'
import { registrationWords } from './groups.engagement-words.ts'
import { type RegistrationRecord, Registration } from './groups.engagements.model.ts'
import { findEngagement, getEngagement } from './groups.engagements.service.ts'
import { engagementPolicy } from './groups.policy.ts'

// Each of them tells people. Taking it back is always possible: it can't be done more often than this.
const registrations = limit('engagement registrations', 20, 24 * 60 * 60)

const whoRegisters = 'People who act for a supplier register it, until the time for that is over'
const whoTakesBack = 'People who act for a supplier take its registration back, until the engagement starts'

/** Registers the actor's firm, or replaces its note. @throws AppError conflict where a colleague wrote another meanwhile */
export async function registerForEngagement(
  actor: Actor,
  engagementId: string,
  { note = '', revision }: RegisterInput,
): Promise<void> {
  await registrations.consume(actor.userId)
  await transaction(async (session) => {
    const { engagement, standing } = await getEngagement(actor, engagementId, session)
    allow(engagementPolicy.register(actor, standing), whoRegisters)
    const { id: organisationId, name: organisationName } = actor.organisation as NonNullable<
      Actor['organisation']
    >
    const known = await Registration.findOne({ engagementId, organisationId }).session(session)
    refuseUnseen(registrationWords(known), revision)
    const registration =
      known ??
      new Registration({ engagementId, organisationId, organisationName, userId: actor.userId, at: now() })
    registration.set({ note, userId: actor.userId })
    await registration.save({ session })
    if (known) return
    const ids = { engagementId, groupId: engagement.groupId, organisationId }
    await record(session, actor, engagementRegistered, ids)
  })
}

/** Takes the registration of the actor's firm back; nothing happens where there is none. */
export async function withdrawRegistration(actor: Actor, engagementId: string): Promise<void> {
  await transaction(async (session) => {
    const { engagement, standing } = await getEngagement(actor, engagementId, session)
    allow(engagementPolicy.unregister(actor, standing), whoTakesBack)
    const organisationId = actor.organisation?.id ?? ''
    const { deletedCount } = await Registration.deleteOne({ engagementId, organisationId }, { session })
    const ids = { engagementId, groupId: engagement.groupId, organisationId }
    if (deletedCount > 0) await record(session, actor, engagementRegistrationWithdrawn, ids)
  })
}

/** Who registered, in the order in which they did. The caller has asked the policy. */
export const registrationsOf = (engagementId: string): Promise<RegistrationRecord[]> =>
  Registration.find({ engagementId }).sort({ at: 1, _id: 1 }).lean<RegistrationRecord[]>()

/** The registration of the actor's own firm; null where there is none. */
export const ownRegistration = async (
  actor: Actor,
  engagementId: string,
): Promise<RegistrationRecord | null> =>
  actor.organisation
    ? Registration.findOne({ engagementId, organisationId: actor.organisation.id }).lean<RegistrationRecord>()
    : null

/** Who registered, as far as the actor may see: all of them, or their own firm's alone. @throws AppError not-found */
export async function listRegistrations(actor: Actor, engagementId: string): Promise<RegistrationRecord[]> {
  const { standing } = await getEngagement(actor, engagementId)
  if (engagementPolicy.seeRegistrations(actor, standing)) return registrationsOf(engagementId)
  const own = await ownRegistration(actor, engagementId)
  return own ? [own] : []
}

/** The suppliers that registered: they are told what becomes of it. */
export const suppliersRegistered = async (engagementId: string): Promise<string[]> =>
  (await registrationsOf(engagementId)).map(({ organisationId }) => organisationId)

/** Of these organisations those whose people may see who registered, as `seeRegistrations` has it: for telling them. */
export async function seeingRegistrations(
  engagementId: string,
  organisationIds: string[],
): Promise<Set<string>> {
  const holding = (await findEngagement(engagementId))?.authorities ?? []
  const known = await findOrganisations(organisationIds)
  return new Set(
    organisationIds.filter(
      (id) =>
        known.get(id)?.kind === 'brokerage' || holding.some(({ organisationId }) => organisationId === id),
    ),
  )
}
