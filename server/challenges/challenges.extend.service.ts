import type { ClientSession } from 'mongoose'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { challengeAmended } from '../../shared/challenges/challenges.events.ts'
import type { ExtendDeadline } from '../../shared/challenges/challenges.schema.ts'
import { extensionRefusals, isExtensible } from '../../shared/challenges/extension.ts'
import { stepFrom } from '../../shared/challenges/life-cycle.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { formatDateTime } from '../../shared/platform/dates.ts'
import { record } from '../audit/index.ts'
import { bankHolidays } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { AppError, allow } from '../platform/errors.ts'
import { challengePolicy } from './challenges.policy.ts'
import { keepVersion } from './challenges.review.service.ts'
import { loadForChange, standingOf } from './challenges.service.ts'

/** Whether this actor may extend the deadline now, as far as the challenge itself tells. */
export function mayExtend(actor: Actor, challenge: ChallengeRecord, at: Date = now()): boolean {
  const { respondBy } = challenge.timetable
  return (
    challengePolicy.take('extend', actor, standingOf(challenge, at)) &&
    !challenge.conclusion &&
    respondBy !== null &&
    isExtensible(respondBy, at, bankHolidays())
  )
}

/**
 * Takes responses again after the deadline, for everybody, as a new version that says why: an amendment to whoever is
 * concerned. For whoever knows that nobody has come to open the proposals, in that transaction.
 * @returns the new version's number
 * @throws AppError not-found, forbidden, conflict, invalid
 */
export async function extendDeadline(
  session: ClientSession,
  actor: Actor,
  challengeId: string,
  { respondBy: wanted, reason }: ExtendDeadline,
): Promise<number> {
  const at = now()
  const challenge = await loadForChange(session, actor, challengeId)
  const standing = standingOf(challenge.toObject(), at)
  const step = stepFrom(standing.status, 'extend')
  const { respondBy, pilotStart } = challenge.timetable
  if (!step || !respondBy || !wanted)
    throw new AppError(
      'conflict',
      'Only a deadline that has passed is extended here: an open challenge is amended',
    )
  allow(
    challengePolicy.take('extend', actor, standing),
    'Only members of a verified authority that buys can extend the deadline',
  )
  const refusals = extensionRefusals({ respondBy, pilotStart }, wanted, at, bankHolidays())
  if (Object.keys(refusals).length > 0)
    throw new AppError('invalid', 'The deadline can’t be extended like that', refusals)
  challenge.set({
    status: step.next,
    'timetable.respondBy': wanted,
    version: challenge.version + 1,
    updatedAt: at,
    updatedBy: actor.userId,
  })
  await challenge.save({ session })
  const whatChanged = `The deadline for responses moves from ${formatDateTime(respondBy)} to ${formatDateTime(wanted)}, for everybody.`
  await keepVersion(session, actor, challenge, { whatChanged, why: reason, newTerms: null })
  await record(session, actor, challengeAmended, { challengeId, version: challenge.version })
  return challenge.version
}
