import mongoose, { type ClientSession } from 'mongoose'
import { type ChallengeContent, contentOf, type SameNeed } from '../../shared/challenges/challenge.ts'
import { challengeNeedShared, challengeNeedUnshared } from '../../shared/challenges/challenges.events.ts'
import type { ShareNeed } from '../../shared/challenges/challenges.together.schema.ts'
import { isNamed } from '../../shared/challenges/same-need.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import type { Difference } from '../platform/compare-words.ts'
import { AppError, allow } from '../platform/errors.ts'
import { limit } from '../platform/limits.ts'
import { differences } from './differences.ts'
import { Challenge, type ChallengeDocument, ChallengeVersion } from './challenges.model.ts'
import { challengePolicy } from './challenges.policy.ts'
import { loadForChange, standingOf } from './challenges.service.ts'

const { trusted } = mongoose
// Each tells the buyers, and moves figures that everybody reads. Taking it back is never refused: it hides, and tells once.
const sharings = limit('problems shared', 20, 24 * 60 * 60)
const whoShares = 'Only members of another confirmed authority can say that it has this problem too'

async function loadForSharing(
  session: ClientSession,
  actor: Actor,
  id: string,
): Promise<{ challenge: ChallengeDocument; organisation: NonNullable<Actor['organisation']> }> {
  const challenge = await loadForChange(session, actor, id)
  allow(challengePolicy.shareNeed(actor, standingOf(challenge.toObject())), whoShares)
  return { challenge, organisation: actor.organisation as NonNullable<Actor['organisation']> }
}

/** What an authority said, as far as it can be changed; what older records lack counts as not said. */
const wordsOf = (need: SameNeed) => {
  const { authorityName, note, volume, unit, spend, buyFrom } = need
  return JSON.stringify([authorityName, note, volume, unit, spend ?? '', buyFrom ?? '', isNamed(need)])
}

/** What of a challenge says which problem it is. */
const problemOf = ({ title, summary, problem, whoHasIt, users, outcomes }: ChallengeContent) =>
  JSON.stringify([title, summary, problem, whoHasIt, users, outcomes])

/** What changed in a public challenge since the version that somebody read, where its problem is another; else nothing. */
export async function problemChanges(
  challenge: ChallengeContent & { _id: string; version: number },
  seen: unknown,
): Promise<Difference[]> {
  const number = Number(seen)
  if (seen === null || seen === undefined || seen === '' || number === challenge.version) return []
  const before = await ChallengeVersion.findOne({ challengeId: challenge._id, number }).lean()
  if (!before || problemOf(before.content) === problemOf(challenge)) return []
  return differences(before.content, contentOf(challenge))
}

/**
 * Says for the actor's authority that it has the problem of a public challenge too; said again, it replaces what was
 * said before, and where that is the same nothing happens and nobody is told. It binds nobody, and changes neither the
 * challenge nor its version. @throws AppError too-many
 */
export async function shareNeed(actor: Actor, id: string, said: ShareNeed): Promise<void> {
  await sharings.consume(actor.userId)
  await transaction(async (session) => {
    const { challenge, organisation } = await loadForSharing(session, actor, id)
    const { unit, version, ...others } = said
    if ((await problemChanges(challenge.toObject(), version)).length > 0)
      throw new AppError(
        'conflict',
        'The problem was changed after you opened this page. Read below what changed, then say again whether you have it too.',
      )
    const need: SameNeed = {
      ...others,
      authorityId: organisation.id,
      authorityName: organisation.name,
      unit: said.volume === null ? '' : challenge.demand.unit || unit,
      at: now(),
      by: actor.userId,
    }
    const before = challenge.toObject().sameNeeds.find(({ authorityId }) => authorityId === organisation.id)
    if (before && wordsOf(before) === wordsOf(need)) return
    // Past the count of saves: who amends the challenge at this moment is not in the way of this, nor this of them.
    await Challenge.updateOne(
      { _id: id },
      { $pull: { sameNeeds: { authorityId: organisation.id } } },
      { session },
    )
    await Challenge.updateOne({ _id: id }, { $push: { sameNeeds: need } }, { session })
    await record(session, actor, challengeNeedShared, { challengeId: id, organisationId: organisation.id })
  })
}

/** Takes it back; nothing happens if the authority never said so. */
export async function unshareNeed(actor: Actor, id: string): Promise<void> {
  await transaction(async (session) => {
    const { organisation } = await loadForSharing(session, actor, id)
    const { modifiedCount } = await Challenge.updateOne(
      { _id: id, 'sameNeeds.authorityId': trusted({ $eq: organisation.id }) },
      { $pull: { sameNeeds: { authorityId: organisation.id } } },
      { session },
    )
    if (modifiedCount > 0)
      await record(session, actor, challengeNeedUnshared, {
        challengeId: id,
        organisationId: organisation.id,
      })
  })
}
