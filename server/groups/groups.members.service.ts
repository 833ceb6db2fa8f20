import type { ClientSession } from 'mongoose'
import { type GroupRole, mostMembers } from '../../shared/groups/group.ts'
import {
  groupJoined,
  groupJoinRequested,
  groupLeft,
  groupMemberRemoved,
  groupRequestDecided,
  groupRoleChanged,
} from '../../shared/groups/groups.events.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { limit } from '../platform/limits.ts'
import { markClosed } from './groups.close.service.ts'
import { GroupMember, type GroupMemberRecord, GroupRequest, type GroupRequestRecord } from './groups.model.ts'
import { groupPolicy } from './groups.policy.ts'
import { changeGroup, type Changing, getGroup, stillIn, whoOrganises } from './groups.service.ts'

const asking = limit('groups asked', 30, 24 * 60 * 60)

/** Everybody in a group who still belongs to the organisation for which they came in, organisers first. */
export async function membersOf(groupId: string): Promise<GroupMemberRecord[]> {
  const members = await GroupMember.find({ groupId }).sort({ since: 1, _id: 1 }).lean<GroupMemberRecord[]>()
  return (await stillIn(members)).toSorted(
    (a, b) => Number(b.role === 'organiser') - Number(a.role === 'organiser'),
  )
}

/** Who waits to be let in. */
export const requestsOf = (groupId: string): Promise<GroupRequestRecord[]> =>
  GroupRequest.find({ groupId }).sort({ at: 1 }).lean<GroupRequestRecord[]>()

/** True if this person has asked and waits. */
export const hasAsked = async (actor: Actor, groupId: string): Promise<boolean> =>
  (await GroupRequest.exists({ groupId, userId: actor.userId })) !== null

interface Newcomer {
  userId: string
  organisationId: string
  organisationName: string
}

const asNewcomer = (actor: Actor): Newcomer => ({
  userId: actor.userId,
  organisationId: actor.organisation?.id ?? '',
  organisationName: actor.organisation?.name ?? '',
})

async function takeIn(session: ClientSession, actor: Actor, groupId: string, one: Newcomer): Promise<void> {
  if ((await GroupMember.countDocuments({ groupId }).session(session)) >= mostMembers)
    throw new AppError(
      'conflict',
      `The group has ${mostMembers} members, which is as many as a group can have`,
    )
  const { userId, organisationId, organisationName } = one
  // Whoever was in for another organisation is in for this one now, and goes on to organise: nobody else may be there to.
  const before = await GroupMember.findOneAndDelete(
    { groupId, userId },
    { session },
  ).lean<GroupMemberRecord>()
  const role: GroupRole = before?.role ?? 'member'
  const member = { groupId, userId, organisationId, organisationName, role, since: now() }
  await GroupMember.create([member], { session })
  await GroupRequest.deleteOne({ groupId, userId }, { session })
  await record(session, actor, groupJoined, { groupId, userId, organisationId })
}

/** Joins a group that is open. */
export async function joinGroup(actor: Actor, groupId: string): Promise<void> {
  await changeGroup(actor, groupId, async ({ standing, session }) => {
    if (standing.role !== null) return
    allow(groupPolicy.join(actor, standing), 'People who act for a confirmed authority join an open group')
    await takeIn(session, actor, groupId, asNewcomer(actor))
  })
}

/** Asks to be let in; asked again, the note is replaced. */
export async function askToJoin(actor: Actor, groupId: string, note: string): Promise<void> {
  await asking.consume(actor.userId)
  await changeGroup(actor, groupId, async ({ standing, session }) => {
    allow(groupPolicy.ask(actor, standing), 'People who act for a confirmed authority ask to join this group')
    const { userId, organisationId, organisationName } = asNewcomer(actor)
    await GroupRequest.deleteOne({ groupId, userId }, { session })
    await GroupRequest.create([{ groupId, userId, organisationId, organisationName, note, at: now() }], {
      session,
    })
    await record(session, actor, groupJoinRequested, { groupId, userId, organisationId })
  })
}

/** Lets somebody in who asked, or does not. @throws AppError not-found for a request that is gone */
export async function decideRequest(
  actor: Actor,
  groupId: string,
  requestId: string,
  isAccepted: boolean,
): Promise<void> {
  await changeGroup(actor, groupId, async ({ standing, session }) => {
    allow(groupPolicy.organise(actor, standing), whoOrganises)
    const request = await GroupRequest.findOne({ _id: requestId, groupId }).session(session).lean()
    if (!request) throw notFound('Request')
    await GroupRequest.deleteOne({ _id: requestId }, { session })
    if (isAccepted) await takeIn(session, actor, groupId, request)
    await record(session, actor, groupRequestDecided, { groupId, userId: request.userId, isAccepted })
  })
}

async function loadMember({ session }: Changing, groupId: string, userId: string) {
  const member = await GroupMember.findOne({ groupId, userId }).session(session)
  if (!member) throw notFound('Member')
  return member
}

/** Everybody else whose membership counts: who has left their organisation is nobody's organiser, and needs none. */
async function othersIn(
  groupId: string,
  userId: string,
  session?: ClientSession,
): Promise<GroupMemberRecord[]> {
  const all = await GroupMember.find({ groupId })
    .session(session ?? null)
    .lean<GroupMemberRecord[]>()
  return stillIn(all.filter((one) => one.userId !== userId))
}

const needsOrganiser = (others: GroupMemberRecord[]): boolean =>
  others.length > 0 && !others.some(({ role }) => role === 'organiser')

/** @throws AppError conflict where nobody would be left to organise others */
async function refuseNoOrganiser({ session }: Changing, groupId: string, userId: string): Promise<void> {
  if (needsOrganiser(await othersIn(groupId, userId, session)))
    throw new AppError('conflict', 'Make somebody else an organiser first')
}

/** What leaving would mean for the group. @throws AppError not-found; forbidden to whoever is no member */
export async function leavingOf(actor: Actor, groupId: string) {
  const { standing } = await getGroup(actor, groupId)
  allow(groupPolicy.leave(actor, standing), 'Members of the group leave it')
  const others = await othersIn(groupId, actor.userId)
  return {
    mustAppoint: needsOrganiser(others),
    closesIt: others.length === 0 && standing.status === 'active',
  }
}

/** Leaves a group; the last to leave closes it. */
export async function leaveGroup(actor: Actor, groupId: string): Promise<void> {
  await changeGroup(actor, groupId, async (changing) => {
    const { session, standing, group } = changing
    if (!groupPolicy.leave(actor, standing)) return
    await refuseNoOrganiser(changing, groupId, actor.userId)
    await GroupMember.deleteOne({ groupId, userId: actor.userId }, { session })
    await record(session, actor, groupLeft, { groupId, userId: actor.userId })
    const isEmpty = (await othersIn(groupId, actor.userId, session)).length === 0
    if (isEmpty && group.status === 'active') await markClosed(session, actor, group)
  })
}

/** Takes a member out. */
export async function removeMember(actor: Actor, groupId: string, userId: string): Promise<void> {
  await changeGroup(actor, groupId, async (changing) => {
    const { session, standing } = changing
    allow(groupPolicy.organise(actor, standing) && userId !== actor.userId, whoOrganises)
    await loadMember(changing, groupId, userId)
    await refuseNoOrganiser(changing, groupId, userId)
    await GroupMember.deleteOne({ groupId, userId }, { session })
    await record(session, actor, groupMemberRemoved, { groupId, userId })
  })
}

/** Makes a member an organiser, or an organiser a member. */
export async function changeGroupRole(
  actor: Actor,
  groupId: string,
  userId: string,
  role: GroupRole,
): Promise<void> {
  await changeGroup(actor, groupId, async (changing) => {
    const { session, standing } = changing
    allow(groupPolicy.appoint(actor, standing), 'An organiser of the group or a broker does this')
    const member = await loadMember(changing, groupId, userId)
    if (member.role === role) return
    if (role === 'member') await refuseNoOrganiser(changing, groupId, userId)
    member.role = role
    await member.save({ session })
    await record(session, actor, groupRoleChanged, { groupId, userId, role })
  })
}

/** Hears of what is written in the group, or no more: each member for themselves. */
export async function muteGroup(actor: Actor, groupId: string, isMuted: boolean): Promise<void> {
  await transaction(async (session) => {
    const { membership } = await getGroup(actor, groupId, session)
    if (!membership) throw notFound('Group')
    await GroupMember.updateOne({ _id: membership._id }, { $set: { isMuted } }, { session })
  })
}
