import mongoose, { type ClientSession } from 'mongoose'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { type Actor, belongsTo, type Role } from '../../shared/platform/actor.ts'
import {
  memberAdded,
  memberRemoved,
  memberRoleChanged,
  organisationRegistered,
} from '../../shared/organisations/organisations.events.ts'
import { Organisation as Organisations } from './organisations.model.ts'
import {
  Invitation,
  Membership as Memberships,
  type MembershipRecord,
  Removal,
} from './organisations.people.model.ts'
import { organisationPolicy } from './organisations.policy.ts'
import {
  findOrganisations,
  loadOrganisation,
  type Organisation,
  organisationForEmailDomain,
  type Person,
  within,
} from './organisations.service.ts'

/** A person's place in an organisation. */
export type Membership = Omit<MembershipRecord, '_id'>

/** Everybody in an organisation, the longest there first. */
export async function membersOf(organisationId: string): Promise<Membership[]> {
  return Memberships.find({ organisationId }, { _id: 0 }).sort({ since: 1 }).lean<Membership[]>()
}

/** Everybody in any of these organisations. */
export async function membersOfAny(organisationIds: string[]): Promise<Membership[]> {
  const within = mongoose.trusted({ $in: organisationIds })
  return Memberships.find({ organisationId: within }, { _id: 0 }).lean<Membership[]>()
}

/** Everybody who acts as a broker: members of the brokerage who may change things. */
export async function listBrokers(): Promise<Membership[]> {
  const brokerages = await Organisations.find({ kind: 'brokerage', status: 'verified' }, { _id: 1 }).lean()
  const members = await membersOfAny(brokerages.map(({ _id }) => _id))
  return members.filter(({ role }) => role !== 'viewer')
}

/** The organisations that a person belongs to, with the role in each. */
export async function membershipsOf(
  userId: string,
): Promise<(Membership & { organisation: Organisation })[]> {
  const memberships = await Memberships.find({ userId }, { _id: 0 }).sort({ since: 1 }).lean<Membership[]>()
  const organisations = await findOrganisations(memberships.map((membership) => membership.organisationId))
  return memberships.flatMap((membership) => {
    const organisation = organisations.get(membership.organisationId)
    return organisation ? [{ ...membership, organisation }] : []
  })
}

/** The ids of the organisations that each of these people belongs to now; nobody is left out. */
export async function organisationIdsOf(userIds: string[]): Promise<Map<string, Set<string>>> {
  const people = mongoose.trusted({ $in: userIds })
  const memberships = await Memberships.find({ userId: people }, { userId: 1, organisationId: 1 }).lean()
  const ids = new Map(userIds.map((userId) => [userId, new Set<string>()]))
  for (const { userId, organisationId } of memberships) ids.get(userId)?.add(organisationId)
  return ids
}

/**
 * Takes a person in. Does nothing if they are in already.
 * @throws AppError forbidden unless by the system or an administrator of the organisation
 */
export async function addMember(
  actor: Actor,
  organisationId: string,
  person: Person,
  role: Role,
  session?: ClientSession,
): Promise<void> {
  await within(session, async (inside) => {
    const organisation = await loadOrganisation(organisationId, inside)
    const facts = {
      id: organisation._id,
      kind: organisation.kind,
      status: organisation.status,
    }
    allow(
      organisationPolicy.manageMembers(actor, facts),
      'Only an administrator of the organisation can add members',
    )
    await join(inside, actor, organisationId, person, role)
  })
}

/** Writes the membership and tells of it; the caller has decided that it may be. */
export async function join(
  session: ClientSession,
  actor: Actor,
  organisationId: string,
  { userId, name, email }: Person,
  role: Role,
  isFounder = false,
): Promise<void> {
  if (await Memberships.exists({ organisationId, userId }).session(session)) return
  await Memberships.create([{ organisationId, userId, name, email, role, isFounder, since: now() }], {
    session,
  })
  await record(session, actor, memberAdded, { organisationId, userId, role })
}

/**
 * Makes a person with a proven e-mail address a member of the council that their domain belongs to alone.
 * The first of a council waits for a broker, and becomes its administrator then.
 * @returns the council, or null where the domain gives none
 */
export async function joinByEmailDomain(
  actor: Actor,
  person: Person,
  session?: ClientSession,
): Promise<Organisation | null> {
  const council = await organisationForEmailDomain(person.email)
  if (!council || (await Removal.exists({ organisationId: council.id, userId: person.userId }))) return null
  await within(session, async (inside) => {
    const document = await loadOrganisation(council.id, inside)
    const isFirst = (await Memberships.countDocuments({ organisationId: council.id }).session(inside)) === 0
    await join(inside, actor, council.id, person, 'member', isFirst)
    if (!isFirst || document.status === 'verified') return
    document.set({ status: 'pending', submittedAt: now(), updatedAt: now() })
    await document.save({ session: inside })
    await record(inside, actor, organisationRegistered, {
      organisationId: council.id,
      kind: 'authority',
    })
  })
  return council
}

/**
 * @throws AppError forbidden unless by an administrator; conflict if nobody would be left to administer
 */
export async function changeRole(
  actor: Actor,
  organisationId: string,
  userId: string,
  role: Role,
): Promise<void> {
  await within(undefined, async (session) => {
    const membership = await loadMembership(actor, organisationId, userId, session)
    allow(
      await mayManage(actor, organisationId, session),
      'Only an administrator of the organisation can change roles',
    )
    if (membership.role === role) return
    if (membership.role === 'admin') await keepAnAdmin(organisationId, userId, session)
    membership.set({ role })
    await membership.save({ session })
    if (role !== 'admin') await withdrawInvitationsBy(organisationId, userId, session)
    await record(session, actor, memberRoleChanged, {
      organisationId,
      userId,
      role,
    })
  })
}

/**
 * Takes a person out; everybody may leave by themselves.
 * @throws AppError forbidden unless by an administrator or the person; conflict for the last administrator
 */
export async function removeMember(actor: Actor, organisationId: string, userId: string): Promise<void> {
  await within(undefined, async (session) => {
    const membership = await loadMembership(actor, organisationId, userId, session)
    const isLeaving = actor.userId === userId && belongsTo(actor, organisationId)
    const isAllowed = isLeaving || (await mayManage(actor, organisationId, session))
    allow(isAllowed, 'Only an administrator of the organisation can remove members')
    if (membership.role === 'admin') await keepAnAdmin(organisationId, userId, session)
    await membership.deleteOne({ session })
    if (!isLeaving) await Removal.create([{ organisationId, userId, at: now() }], { session })
    await withdrawInvitationsBy(organisationId, userId, session)
    await record(session, actor, memberRemoved, { organisationId, userId })
  })
}

/** A person goes by another name or address now: their colleagues see it. */
export async function renameMember(
  userId: string,
  changes: { name?: string; email?: string },
  session?: ClientSession,
): Promise<void> {
  await within(session, (inside) => Memberships.updateMany({ userId }, { $set: changes }).session(inside))
}

async function loadMembership(actor: Actor, organisationId: string, userId: string, session: ClientSession) {
  const isInside = actor.kind === 'system' || belongsTo(actor, organisationId)
  const membership = isInside ? await Memberships.findOne({ organisationId, userId }).session(session) : null
  if (!membership) throw notFound('Member')
  return membership
}

async function mayManage(actor: Actor, organisationId: string, session: ClientSession): Promise<boolean> {
  const { _id: id, kind, status } = await loadOrganisation(organisationId, session)
  return organisationPolicy.manageMembers(actor, { id, kind, status })
}

async function keepAnAdmin(organisationId: string, userId: string, session: ClientSession): Promise<void> {
  // Writing to the organisation makes two such changes at once collide, so that they can't both see the other's admin.
  const organisation = await loadOrganisation(organisationId, session)
  organisation.set({ updatedAt: now() })
  await organisation.save({ session })
  const admins = await Memberships.find({ organisationId, role: 'admin' }, { userId: 1 }).session(session)
  if (admins.some((admin) => admin.userId !== userId)) return
  throw new AppError('conflict', 'This is the only administrator. Make somebody else an administrator first.')
}

/** Whoever may not invite any more leaves no open invitation behind. */
async function withdrawInvitationsBy(
  organisationId: string,
  invitedBy: string,
  session: ClientSession,
): Promise<void> {
  await Invitation.updateMany(
    { organisationId, invitedBy, acceptedAt: null, withdrawnAt: null },
    { $set: { withdrawnAt: now() } },
    { session },
  )
}
