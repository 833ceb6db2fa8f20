import mongoose, { type ClientSession, type HydratedDocument } from 'mongoose'
import { engagementState } from '../../shared/groups/engagement.ts'
import { engagementCancelled } from '../../shared/groups/engagements.events.ts'
import { groupClosed } from '../../shared/groups/groups.events.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { AppError, allow } from '../platform/errors.ts'
import { Engagement } from './groups.engagements.model.ts'
import type { GroupRecord } from './groups.model.ts'
import { groupPolicy } from './groups.policy.ts'
import { changeGroup } from './groups.service.ts'

const { trusted } = mongoose

export const whoCloses = 'An organiser or a broker closes an open group'

const openEngagements = (groupId: string, session?: ClientSession) =>
  Engagement.find({ groupId, status: trusted({ $in: ['planned', 'announced'] }) }).session(session ?? null)

/** What closing a group would come upon: what is announced and not over is in its way, what is planned goes with it. */
export async function closingOf(groupId: string, session?: ClientSession) {
  const open = await openEngagements(groupId, session)
  return {
    inTheWay: open.filter((one) => ['announced', 'under-way'].includes(engagementState(one, now()))),
    planned: open.filter(({ status }) => status === 'planned'),
  }
}

/** Closes a group: nobody writes or comes in any more, and what stands there stays. @throws AppError conflict */
export async function closeGroup(actor: Actor, id: string): Promise<void> {
  await changeGroup(actor, id, async ({ group, standing, session }) => {
    allow(groupPolicy.close(actor, standing), whoCloses)
    await markClosed(session, actor, group)
  })
}

/**
 * The same inside the caller's transaction, who has decided that it may be and saves the group.
 * @throws AppError conflict while suppliers are to come to an engagement that nobody could call off any more
 */
export async function markClosed(
  session: ClientSession,
  actor: Actor,
  group: HydratedDocument<GroupRecord>,
): Promise<void> {
  const { inTheWay, planned } = await closingOf(group._id, session)
  if (inTheWay.length > 0)
    throw new AppError(
      'conflict',
      'An engagement of the group is announced and not over. Cancel it, or close the group when it is over.',
    )
  const at = now()
  for (const engagement of planned) {
    const cancelled = { at, byUserId: actor.userId, reason: 'The group was closed.', wasPublic: false }
    engagement.set({ status: 'cancelled', cancelled, updatedAt: at })
    await engagement.save({ session })
    const ids = { engagementId: engagement._id, groupId: group._id }
    await record(session, actor, engagementCancelled, { ...ids, isPublic: false })
  }
  group.set({ status: 'closed', closedAt: at })
  await record(session, actor, groupClosed, { groupId: group._id })
}
