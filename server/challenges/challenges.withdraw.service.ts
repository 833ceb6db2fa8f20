import { challengeWithdrawn } from '../../shared/challenges/challenges.events.ts'
import { stepFrom } from '../../shared/challenges/life-cycle.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow } from '../platform/errors.ts'
import { challengePolicy } from './challenges.policy.ts'
import { loadForChange, standingOf } from './challenges.service.ts'

/** Ends a challenge for good, with a reason that stays with it; a public one stays readable. */
export async function withdrawChallenge(actor: Actor, id: string, input: { reason: string }): Promise<void> {
  await transaction(async (session) => {
    const challenge = await loadForChange(session, actor, id)
    const standing = standingOf(challenge.toObject())
    if (!stepFrom(standing.status, 'withdraw'))
      throw new AppError('conflict', 'This challenge is withdrawn already')
    if (challenge.conclusion)
      throw new AppError('conflict', 'How this challenge came out is public: it can’t be withdrawn any more')
    allow(
      challengePolicy.take('withdraw', actor, standing),
      'Only members of this authority, or a broker for a public one, can withdraw the challenge',
    )

    challenge.set({
      status: 'withdrawn',
      schedule: null,
      withdrawnReason: input.reason,
      withdrawnAt: now(),
      updatedAt: now(),
      updatedBy: actor.userId,
    })
    await challenge.save({ session })
    await record(session, actor, challengeWithdrawn, { challengeId: id, wasPublic: standing.isPublished })
  })
}
