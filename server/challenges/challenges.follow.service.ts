import type { Actor } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { now } from '../platform/clock.ts'
import { allow } from '../platform/errors.ts'
import { Follow } from './challenges.model.ts'
import { challengePolicy } from './challenges.policy.ts'
import { getVisibleChallenge, standingOf } from './challenges.service.ts'

/** From now on the person hears what happens to this challenge; asking twice is once. */
export async function followChallenge(actor: Actor, id: string): Promise<void> {
  const challenge = await getVisibleChallenge(actor, id)
  allow(challengePolicy.follow(actor, standingOf(challenge)), 'Sign in to follow a challenge that is open')
  const key = { challengeId: id, userId: actor.userId }
  await Follow.updateOne(key, { $setOnInsert: { _id: newId(), since: now() } }, { upsert: true })
}

/** The person no longer hears of it; nothing happens if they didn't before. */
export async function unfollowChallenge(actor: Actor, id: string): Promise<void> {
  await getVisibleChallenge(actor, id)
  await Follow.deleteOne({ challengeId: id, userId: actor.userId })
}

/** The ids of the people who follow a challenge. */
export async function followersOf(id: string): Promise<string[]> {
  const rows = await Follow.find({ challengeId: id }).sort({ since: 1 }).lean<{ userId: string }[]>()
  return rows.map(({ userId }) => userId)
}

/** The ids of the challenges that a person follows. */
export const followedBy = (userId: string): Promise<string[]> => Follow.distinct('challengeId', { userId })

/** True if this person follows the challenge. */
export async function isFollowing(actor: Actor, id: string): Promise<boolean> {
  if (actor.kind !== 'person') return false
  return (await Follow.exists({ challengeId: id, userId: actor.userId })) !== null
}
