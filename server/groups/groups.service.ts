import mongoose, { type ClientSession, type HydratedDocument } from 'mongoose'
import { searchStems } from '../../shared/challenges/search-words.ts'
import { groupChanged, groupFounded } from '../../shared/groups/groups.events.ts'
import { joiningLabels } from '../../shared/groups/group.ts'
import type { EditGroupInput, GroupInput } from '../../shared/groups/groups.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { isId, newId } from '../../shared/platform/ids.ts'
import { record } from '../audit/index.ts'
import { categories, codeNames, organisationIdsOf, regions } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { longestSearchMs, transaction } from '../platform/database.ts'
import { AppError, allow, type FieldErrors, notFound } from '../platform/errors.ts'
import { limit } from '../platform/limits.ts'
import { refuseUnseen, type Shown } from '../platform/unseen-changes.ts'
import { Group, GroupMember, type GroupMemberRecord, type GroupRecord } from './groups.model.ts'
import { groupPolicy, type GroupStanding } from './groups.policy.ts'

const { trusted } = mongoose
const mostListed = 200
const foundings = limit('groups founded', 10, 24 * 60 * 60)

export const whoOrganises = 'An organiser of the group does this'

/** A group with the place that an actor has in it. */
export interface Placed {
  group: GroupRecord
  membership: GroupMemberRecord | null
  standing: GroupStanding
}

/** The membership that counts: through the organisation that the actor acts for now. */
async function membershipOf(actor: Actor, groupId: string, session?: ClientSession) {
  if (actor.kind !== 'person' || !actor.organisation) return null
  return GroupMember.findOne({ groupId, userId: actor.userId, organisationId: actor.organisation.id })
    .session(session ?? null)
    .lean<GroupMemberRecord>()
}

/** A group that this actor may know of. @throws AppError not-found */
export async function getGroup(actor: Actor, id: string, session?: ClientSession): Promise<Placed> {
  const group =
    isId(id) && groupPolicy.see(actor)
      ? await Group.findById(id)
          .session(session ?? null)
          .lean<GroupRecord>()
      : null
  if (!group) throw notFound('Group')
  const membership = await membershipOf(actor, id, session)
  const { status, joining } = group
  return { group, membership, standing: { status, joining, role: membership?.role ?? null } }
}

/** The same, for whoever may read its board. @throws AppError not-found to suppliers, forbidden to other authorities */
export async function getGroupInside(actor: Actor, id: string, session?: ClientSession): Promise<Placed> {
  const placed = await getGroup(actor, id, session)
  allow(groupPolicy.read(actor, placed.standing), 'Members of the group read its board: join it first')
  return placed
}

/** A group by its id, whoever asks: for telling its members. Null for an id that nobody has. */
export const findGroup = async (id: string): Promise<GroupRecord | null> =>
  isId(id) ? Group.findById(id).lean<GroupRecord>() : null

interface Wanted {
  q: string
  categories: string[]
  regions: string[]
}

/** The groups that fit, those in which something happened last first, and of those the actor's own before all. */
export async function listGroups(actor: Actor, wanted: Wanted): Promise<(Placed & { members: number })[]> {
  if (!groupPolicy.see(actor)) throw notFound('Page')
  const filter = {
    ...(wanted.categories.length > 0 ? { categories: { $in: wanted.categories } } : {}),
    // A group that names no region is for everywhere.
    ...(wanted.regions.length > 0
      ? { $or: [{ regions: { $in: wanted.regions } }, { regions: { $size: 0 } }] }
      : {}),
  }
  const groups = await Group.find(trusted(filter))
    .sort({ status: 1, lastAt: -1, _id: 1 })
    .limit(mostListed)
    .maxTimeMS(longestSearchMs)
    .lean<GroupRecord[]>()
  const stems = searchStems(wanted.q)
  const found = groups.filter(({ title, purpose }) => {
    const all = new Set(searchStems(`${title}\n${purpose}`))
    return stems.every((stem) => all.has(stem))
  })
  return place(actor, found)
}

/** The working groups of which each of these people is a member. */
export async function groupIdsOf(userIds: string[]): Promise<Map<string, Set<string>>> {
  const members = await GroupMember.find(
    { userId: trusted({ $in: userIds }) },
    { userId: 1, groupId: 1 },
  ).lean()
  const groups = new Map<string, Set<string>>()
  for (const { userId, groupId } of members)
    groups.set(userId, (groups.get(userId) ?? new Set()).add(groupId))
  return groups
}

/** Those who still belong to the organisation for which they came in: only their memberships count. */
export async function stillIn(members: GroupMemberRecord[]): Promise<GroupMemberRecord[]> {
  const organisations = await organisationIdsOf(members.map(({ userId }) => userId))
  return members.filter(({ userId, organisationId }) => organisations.get(userId)?.has(organisationId))
}

async function place(actor: Actor, groups: GroupRecord[]) {
  const members = await GroupMember.find({ groupId: trusted({ $in: groups.map(({ _id }) => _id) }) }).lean<
    GroupMemberRecord[]
  >()
  const present = await stillIn(members)
  const placed = groups.map((group) => {
    const inIt = present.filter(({ groupId }) => groupId === group._id)
    const membership =
      inIt.find((one) => one.userId === actor.userId && one.organisationId === actor.organisation?.id) ?? null
    const { status, joining } = group
    const standing: GroupStanding = { status, joining, role: membership?.role ?? null }
    return { group, membership, standing, members: inIt.length }
  })
  return placed.toSorted((a, b) => Number(b.membership !== null) - Number(a.membership !== null))
}

/** @throws AppError invalid for a category or region that the reference data don't know */
export function refuseUnknownPlaces({ categories: codes, regions: places }: Omit<Wanted, 'q'>): void {
  const errors: FieldErrors = {}
  if (codes.some((code) => !categories().find(code))) errors['categories'] = 'Choose categories from the list'
  if (places.some((code) => !regions().find(code))) errors['regions'] = 'Choose regions from the list'
  if (Object.keys(errors).length > 0) throw new AppError('invalid', 'Some codes are not known', errors)
}

/** @throws AppError not-found to whom groups are nothing, forbidden to those who only read */
export function refuseFounding(actor: Actor): void {
  if (!groupPolicy.see(actor)) throw notFound('Page')
  allow(groupPolicy.found(actor), 'People who act for a confirmed authority found working groups')
}

/** Founds a group, with the actor as its organiser. @returns its id */
export async function foundGroup(actor: Actor, input: GroupInput, isExample = false): Promise<string> {
  refuseFounding(actor)
  refuseUnknownPlaces(input)
  await foundings.consume(actor.userId)
  const { id: organisationId, name: organisationName } = actor.organisation as NonNullable<
    Actor['organisation']
  >
  return transaction(async (session) => {
    const at = now()
    const groupId = newId()
    const group = { ...input, _id: groupId, foundedBy: actor.userId, createdAt: at, lastAt: at, isExample }
    await Group.create([group], { session })
    const role = 'organiser' as const
    const member = { groupId, userId: actor.userId, organisationId, organisationName, role, since: at }
    await GroupMember.create([member], { session })
    await record(session, actor, groupFounded, { groupId, organisationId })
    return groupId
  })
}

/** A group under change in a transaction. */
export interface Changing extends Omit<Placed, 'group'> {
  group: HydratedDocument<GroupRecord>
  session: ClientSession
}

/** Loads a group for a change, does it and keeps the group, in one transaction. @throws AppError not-found */
export async function changeGroup<Result>(
  actor: Actor,
  id: string,
  work: (changing: Changing) => Promise<Result>,
): Promise<Result> {
  return transaction(async (session) => {
    const placed = await getGroup(actor, id, session)
    const group = await Group.findById(id).session(session)
    if (!group) throw notFound('Group')
    const result = await work({ ...placed, group, session })
    group.lastAt = now()
    await group.save({ session })
    return result
  })
}

/** What a group says of itself, as its form shows it. */
export const groupWords = ({
  title,
  purpose,
  joining,
  categories: codes,
  regions: places,
}: GroupInput): Shown => [
  ['Title', title],
  ['What is it for?', purpose],
  ['Who may come in?', joiningLabels[joining]],
  ['Categories', codes.map(codeNames.category).join('\n')],
  ['Regions', places.map(codeNames.region).join('\n')],
]

/** Changes what a group says of itself. @throws AppError conflict where somebody else did meanwhile */
export async function editGroup(
  actor: Actor,
  id: string,
  { revision, ...input }: EditGroupInput,
): Promise<void> {
  refuseUnknownPlaces(input)
  await changeGroup(actor, id, async ({ group, standing, session }) => {
    allow(groupPolicy.organise(actor, standing), whoOrganises)
    refuseUnseen(groupWords(group), revision)
    group.set(input)
    await record(session, actor, groupChanged, { groupId: id })
  })
}
