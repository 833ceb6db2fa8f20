import mongoose from 'mongoose'
import { groupIdsOf } from '../groups/index.ts'
import { organisationIdsOf } from '../organisations/index.ts'
import type { NoticeRecord } from './notifications.model.ts'

/** By what somebody was told: memberships, which may end. */
type Told = Pick<NoticeRecord, 'userId' | 'organisationId' | 'groupId'>

// What was told before the memberships were kept has none, as has what was told to the person alone.
const noneOr = (ids: Iterable<string>) => mongoose.trusted({ $in: [null, ...ids] })

/**
 * What a person may still read: told to them alone, or by way of an organisation or a working group to which they
 * belong now.
 */
export async function readableBy(userId: string) {
  const [organisations, groups] = await Promise.all([organisationIdsOf([userId]), groupIdsOf([userId])])
  return {
    userId,
    organisationId: noneOr(organisations.get(userId) ?? []),
    groupId: noneOr(groups.get(userId) ?? []),
  }
}

/** The same for several people: says of a notice whether its reader may still read it. */
export async function readersAmong(userIds: string[]): Promise<(told: Told) => boolean> {
  const [organisations, groups] = await Promise.all([organisationIdsOf(userIds), groupIdsOf(userIds)])
  return ({ userId, organisationId, groupId }) =>
    (!organisationId || organisations.get(userId)?.has(organisationId) === true) &&
    (!groupId || groups.get(userId)?.has(groupId) === true)
}
