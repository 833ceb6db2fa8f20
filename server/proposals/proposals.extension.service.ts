import type { ExtendDeadline } from '../../shared/challenges/challenges.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { extendDeadline } from '../challenges/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError } from '../platform/errors.ts'
import { Opening } from './proposals.keys.model.ts'
import { findOpening, loadOpening } from './proposals.openings.service.ts'

/**
 * Takes responses again after a failure of this service near the deadline, for everybody, as long as nobody has come to
 * open the proposals. What was submitted stays submitted.
 * @returns the challenge's new version
 * @throws AppError not-found, forbidden, conflict, invalid
 */
export async function extendAfterFailure(
  actor: Actor,
  challengeId: string,
  input: ExtendDeadline,
): Promise<number> {
  await loadOpening(actor, challengeId)
  return transaction(async (session) => {
    const opening = await findOpening(challengeId, session)
    if (!opening || opening.acts.length > 0)
      throw new AppError(
        'conflict',
        'Somebody has come to open the proposals, so the deadline stands: nobody may write knowing what others wrote.',
      )
    const version = await extendDeadline(session, actor, challengeId, input)
    // Whoever comes to open at the same moment writes the same record: one of the two begins again.
    await Opening.updateOne({ _id: challengeId }, { $set: { extendedAt: now() } }, { session })
    return version
  })
}
