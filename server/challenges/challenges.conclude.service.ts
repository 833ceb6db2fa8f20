import type { ClientSession } from 'mongoose'
import type { Conclusion } from '../../shared/challenges/conclusion.ts'
import { Challenge } from './challenges.model.ts'

/** Notes how a closed challenge came out, in the transaction of the room that decided it; the last word stands. */
export async function concludeChallenge(
  session: ClientSession,
  challengeId: string,
  outcome: Conclusion['outcome'],
  at: Date,
): Promise<void> {
  await Challenge.updateOne({ _id: challengeId }, { $set: { conclusion: { outcome, at } } }, { session })
}
