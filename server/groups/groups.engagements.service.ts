import { isDeepStrictEqual } from 'node:util'
import type { ClientSession, HydratedDocument } from 'mongoose'
import { engagementState, hasBegun } from '../../shared/groups/engagement.ts'
import {
  engagementAgreed,
  engagementAgreementWithdrawn,
  engagementCancelled,
  engagementChanged,
  engagementPlanned,
} from '../../shared/groups/engagements.events.ts'
import type { EditEngagementInput, EngagementInput } from '../../shared/groups/engagements.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { formatDateTime } from '../../shared/platform/dates.ts'
import { isId } from '../../shared/platform/ids.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { limit } from '../platform/limits.ts'
import { refuseUnseen } from '../platform/unseen-changes.ts'
import { agreedWords, plannedWords, wordsKey } from './groups.engagement-words.ts'
import { Engagement, type EngagementRecord, type Participant } from './groups.engagements.model.ts'
import { Group, GroupMember, type GroupMemberRecord, type GroupRecord } from './groups.model.ts'
import { engagementPolicy, type EngagementStanding, groupPolicy } from './groups.policy.ts'
import { changeGroup } from './groups.service.ts'

const day = 24 * 60 * 60
const plans = limit('engagements planned', 10, day)
/** Each of them tells people. */
export const changes = limit('engagement changes', 20, day)
const agreements = limit('engagement agreements', 30, day)

export const whoLeads =
  'An organiser of the group who acts for the authority that leads the engagement does this'

/** Why something can't be done with an engagement, for whoever asked: who does it, or that its time is over or to come. */
export function whyNot(
  actor: Actor,
  { engagement, standing }: Pick<Engaged, 'standing'> & { engagement: { startsAt: Date } },
  wanted: 'change' | 'notes',
): string {
  if (wanted === 'change' && hasBegun(standing.state))
    return 'An engagement that has begun can’t be changed or cancelled. Say in its notes what became of it.'
  const isTooEarly = wanted === 'notes' && ['planned', 'announced'].includes(standing.state)
  return isTooEarly && engagementPolicy.lead(actor, standing)
    ? `You can write notes after the event has begun, on ${formatDateTime(engagement.startsAt)}`
    : whoLeads
}

/** An engagement with what decides about it for one actor. */
export interface Engaged {
  engagement: EngagementRecord
  group: GroupRecord
  standing: EngagementStanding
}

async function standingOf(
  actor: Actor,
  engagement: EngagementRecord,
  group: GroupRecord,
): Promise<EngagementStanding> {
  const own = actor.organisation
    ? await GroupMember.findOne({
        groupId: group._id,
        userId: actor.userId,
        organisationId: actor.organisation.id,
      }).lean<GroupMemberRecord>()
    : null
  const at = now()
  return {
    state: engagementState(engagement, at),
    leadId: engagement.leadId,
    authorityIds: engagement.authorities.map(({ organisationId }) => organisationId),
    takesRegistrations: engagement.registerBy > at,
    hasChallenge: engagement.challengeId !== null,
    group: { status: group.status, joining: group.joining, role: own?.role ?? null },
  }
}

/** An engagement that this actor may know of. @throws AppError not-found */
export async function getEngagement(actor: Actor, id: string, session?: ClientSession): Promise<Engaged> {
  const engagement = isId(id)
    ? await Engagement.findById(id)
        .session(session ?? null)
        .lean<EngagementRecord>()
    : null
  const group = engagement && (await Group.findById(engagement.groupId).lean<GroupRecord>())
  if (!engagement || !group) throw notFound('Engagement')
  const standing = await standingOf(actor, engagement, group)
  const wasPublic = engagement.status !== 'cancelled' || engagement.cancelled?.wasPublic === true
  const isSeen =
    engagementPolicy.see(actor, standing) && (wasPublic || groupPolicy.read(actor, standing.group))
  if (!isSeen) throw notFound('Engagement')
  return { engagement, group, standing }
}

/** An engagement by its id, whoever asks: for telling people. Null for an id that nobody has. */
export const findEngagement = async (id: string): Promise<EngagementRecord | null> =>
  isId(id) ? Engagement.findById(id).lean<EngagementRecord>() : null

/** What was announced: what is to come first, the soonest before all, then what was held, the last first. */
export async function listAnnounced(): Promise<EngagementRecord[]> {
  const all = await Engagement.find({ status: 'announced' })
    .sort({ startsAt: -1, _id: 1 })
    .limit(200)
    .lean<EngagementRecord[]>()
  const isToCome = (one: EngagementRecord) => engagementState(one, now()) !== 'held'
  return [...all.filter(isToCome).toReversed(), ...all.filter((one) => !isToCome(one))]
}

/** What a group plans and held, the latest first. The caller has asked whether its board may be read. */
export const engagementsOf = (groupId: string): Promise<EngagementRecord[]> =>
  Engagement.find({ groupId }).sort({ startsAt: -1, _id: 1 }).lean<EngagementRecord[]>()

const participant = (actor: Actor): Participant => ({
  organisationId: actor.organisation?.id ?? '',
  organisationName: actor.organisation?.name ?? '',
  agreedAt: now(),
  agreedBy: actor.userId,
})

type Timed = EngagementInput & { startsAt: Date; registerBy: Date }

/** @throws AppError invalid for what lies in the past, but for a last time to register that stays as it was */
export function inTime(input: EngagementInput, before?: { registerBy: Date }): Timed {
  const { startsAt, registerBy } = input
  const isAsBefore = before !== undefined && registerBy?.getTime() === before.registerBy.getTime()
  const errors: Record<string, string> = {}
  if (!startsAt || startsAt <= now()) errors['startsAt'] = 'The start must be in the future'
  if (!registerBy || (registerBy <= now() && !isAsBefore))
    errors['registerBy'] = 'The last time to register must be in the future'
  if (!startsAt || !registerBy || Object.keys(errors).length > 0)
    throw new AppError('invalid', 'These times have passed', errors)
  return { ...input, startsAt, registerBy }
}

/** Plans an engagement for a group; the actor's authority leads it. @returns its id */
export async function planEngagement(
  actor: Actor,
  groupId: string,
  input: EngagementInput,
  isExample = false,
): Promise<string> {
  const timed = inTime(input)
  await plans.consume(actor.userId)
  return changeGroup(actor, groupId, async ({ standing, session }) => {
    allow(groupPolicy.engage(actor, standing), 'An organiser who acts for an authority plans an engagement')
    const at = now()
    const engagement = new Engagement({
      ...timed,
      groupId,
      leadId: actor.organisation?.id ?? '',
      authorities: [participant(actor)],
      createdBy: actor.userId,
      createdAt: at,
      updatedAt: at,
      isExample,
    })
    await engagement.save({ session })
    await record(session, actor, engagementPlanned, { engagementId: engagement._id, groupId })
    return engagement._id
  })
}

interface Changing extends Omit<Engaged, 'engagement'> {
  engagement: HydratedDocument<EngagementRecord>
  session: ClientSession
  /** What every event of it carries. */
  ids: { engagementId: string; groupId: string }
}

/** Loads an engagement, changes and keeps it in one transaction. @throws AppError not-found */
export async function changeEngagement<Result>(
  actor: Actor,
  id: string,
  work: (changing: Changing) => Promise<Result>,
): Promise<Result> {
  return transaction(async (session) => {
    const engaged = await getEngagement(actor, id, session)
    const engagement = await Engagement.findById(id).session(session)
    if (!engagement) throw notFound('Engagement')
    const ids = { engagementId: id, groupId: engagement.groupId }
    const result = await work({ ...engaged, engagement, session, ids })
    engagement.updatedAt = now()
    await engagement.save({ session })
    return result
  })
}

type Said = Pick<EngagementRecord, keyof EngagementInput>

const saidIn = ({ title, learn, questions, startsAt, minutes, place, registerBy }: Said): Said => ({
  title,
  learn,
  questions,
  startsAt,
  minutes,
  place,
  registerBy,
})

/** Nobody stands behind words that they never agreed to: all but the lead are asked again. */
async function lapseAgreements(actor: Actor, { engagement, session, ids }: Changing): Promise<void> {
  const { authorities, lapsed = [], leadId } = engagement.toObject()
  const others = authorities.filter(({ organisationId }) => organisationId !== leadId)
  const asked = others.map(({ organisationId, organisationName }) => ({ organisationId, organisationName }))
  engagement.set({
    authorities: authorities.filter(({ organisationId }) => organisationId === leadId),
    lapsed: [...lapsed, ...asked],
  })
  for (const { organisationId } of others)
    await record(session, actor, engagementAgreementWithdrawn, { ...ids, organisationId })
}

/**
 * Changes what is planned; who registered is told, and who agreed to other words is asked again.
 * @throws AppError conflict where somebody else changed it meanwhile
 */
export async function editEngagement(
  actor: Actor,
  id: string,
  { revision, ...input }: EditEngagementInput,
): Promise<void> {
  const engaged = await getEngagement(actor, id)
  allow(engagementPolicy.change(actor, engaged.standing), whyNot(actor, engaged, 'change'))
  const timed = inTime(input, engaged.engagement)
  await changes.consume(actor.userId)
  await changeEngagement(actor, id, async (changing) => {
    const { engagement, standing, session, ids } = changing
    allow(engagementPolicy.change(actor, standing), whyNot(actor, changing, 'change'))
    const before = engagement.toObject()
    refuseUnseen(plannedWords(before), revision)
    if (isDeepStrictEqual(saidIn(before), saidIn(timed))) return
    if (!isDeepStrictEqual(agreedWords(before), agreedWords(timed))) {
      await lapseAgreements(actor, changing)
      engagement.set({ earlierWords: [...(before.earlierWords ?? []), agreedWords(before)] })
    }
    engagement.set(timed)
    const isPublic = standing.state === 'announced'
    await record(session, actor, engagementChanged, { ...ids, isPublic })
  })
}

/**
 * Takes part for the actor's authority.
 * @param seen which words they read
 * @throws AppError conflict where the words changed since then
 */
export async function agreeToEngagement(actor: Actor, id: string, seen: string): Promise<void> {
  await agreements.consume(actor.userId)
  await changeEngagement(actor, id, async ({ engagement, standing, session, ids }) => {
    const organisationId = actor.organisation?.id ?? ''
    if (standing.authorityIds.includes(organisationId)) return
    allow(
      engagementPolicy.agree(actor, standing),
      'Members of the group who act for an authority decide for it, until the engagement starts or a challenge came of it',
    )
    if (seen !== wordsKey(agreedWords(engagement.toObject())))
      throw new AppError(
        'conflict',
        'The words changed after you opened this page. Read below what changed, then say again whether you take part.',
      )
    engagement.set({
      authorities: [...engagement.authorities, participant(actor)],
      lapsed: (engagement.lapsed ?? []).filter((one) => one.organisationId !== organisationId),
    })
    await record(session, actor, engagementAgreed, { ...ids, organisationId })
  })
}

/** Takes the actor's authority out again. */
export async function withdrawAgreement(actor: Actor, id: string): Promise<void> {
  await agreements.consume(actor.userId)
  await changeEngagement(actor, id, async ({ engagement, standing, session, ids }) => {
    const organisationId = actor.organisation?.id ?? ''
    allow(
      engagementPolicy.withdrawAgreement(actor, standing),
      'People who act for an authority that takes part take it out, until the engagement starts; the one that leads cancels',
    )
    engagement.set({
      authorities: engagement.authorities.filter((one) => one.organisationId !== organisationId),
    })
    await record(session, actor, engagementAgreementWithdrawn, { ...ids, organisationId })
  })
}

/** Calls it off, with a reason, before it has begun. */
export async function cancelEngagement(actor: Actor, id: string, reason: string): Promise<void> {
  await changeEngagement(actor, id, async (changing) => {
    const { engagement, standing, session, ids } = changing
    allow(engagementPolicy.cancel(actor, standing), whyNot(actor, changing, 'change'))
    const isPublic = standing.state === 'announced'
    const cancelled = { at: now(), byUserId: actor.userId, reason, wasPublic: isPublic }
    engagement.set({ status: 'cancelled', cancelled })
    await record(session, actor, engagementCancelled, { ...ids, isPublic })
  })
}
