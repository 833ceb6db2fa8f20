import { amendmentRefusals, isSame } from '../../shared/challenges/amendment.ts'
import { type Attachment, contentOf } from '../../shared/challenges/challenge.ts'
import { challengeAmended } from '../../shared/challenges/challenges.events.ts'
import type { AmendChallenge } from '../../shared/challenges/challenges.schema.ts'
import { missingParts } from '../../shared/challenges/completeness.ts'
import { openStatuses } from '../../shared/challenges/life-cycle.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow } from '../platform/errors.ts'
import { setFields } from './challenges.content.ts'
import { challengePolicy } from './challenges.policy.ts'
import { keepVersion } from './challenges.review.service.ts'
import { loadForChange, standingOf } from './challenges.service.ts'

/**
 * Changes a public challenge: a new version for everybody at the same moment, with what changed and why. The
 * version before stays readable.
 * @param added files that come with the amendment, kept already
 * @throws AppError too-late after the deadline; invalid for a deadline moved forward, or nothing changed
 * @returns the new version's number
 */
export async function amendChallenge(
  actor: Actor,
  id: string,
  input: AmendChallenge,
  added: Attachment[] = [],
): Promise<number> {
  const { whatChanged, why, revision, ...fields } = input
  return transaction(async (session) => {
    const challenge = await loadForChange(session, actor, id)
    const at = now()
    const standing = standingOf(challenge.toObject(), at)
    if (standing.status === 'closed')
      throw new AppError('too-late', 'The challenge has closed, so it can’t be amended')
    if (!openStatuses.includes(standing.status))
      throw new AppError('conflict', 'Only a challenge that is open can be amended')
    allow(
      challengePolicy.take('amend', actor, standing),
      'Only members of this authority can amend the challenge',
    )
    if (revision !== undefined && revision !== challenge.revision) {
      throw new AppError(
        'conflict',
        'Somebody else amended the challenge while you were writing. Your words are still below: compare them with the public page, then try again.',
      )
    }

    const before = contentOf(challenge.toObject())
    setFields(challenge, fields)
    challenge.attachments.push(...added)
    const after = contentOf(challenge.toObject())
    if (isSame(before, after))
      throw new AppError('invalid', 'Nothing is different from the public version yet')
    const missing = missingParts(after).toReversed()
    const refusals = {
      ...Object.fromEntries(missing.map(({ field, text }) => [field, text])),
      ...amendmentRefusals(before, after, at),
    }
    if (Object.keys(refusals).length > 0)
      throw new AppError('invalid', 'The amendment can’t stand as it is', refusals)

    challenge.set({ version: challenge.version + 1, updatedAt: at, updatedBy: actor.userId })
    await challenge.save({ session })
    await keepVersion(session, actor, challenge, whatChanged, why)
    await record(session, actor, challengeAmended, { challengeId: id, version: challenge.version })
    return challenge.version
  })
}
