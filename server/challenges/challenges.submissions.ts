import mongoose, { type ClientSession } from 'mongoose'
import { type ChallengeContent, contentOf } from '../../shared/challenges/challenge.ts'
import type { Difference } from '../platform/compare-words.ts'
import type { ChallengeDocument, StoredChallenge } from './challenges.model.ts'
import { differences } from './differences.ts'

/** What the authorities of a joint challenge were asked to approve once. */
interface SubmissionRecord {
  _id: string
  challengeId: string
  content: ChallengeContent
  at: Date
}

const { Schema, model } = mongoose
const schema = new Schema<SubmissionRecord>(
  {
    _id: { type: String, required: true },
    challengeId: { type: String, required: true },
    content: { type: Schema.Types.Mixed, required: true },
    at: { type: Date, required: true },
  } as never,
  { collection: 'challenge_submissions', versionKey: false, minimize: false },
)
schema.index({ challengeId: 1, at: -1 })
const JointSubmission = model<SubmissionRecord>('JointSubmission', schema)

/** Keeps what others are asked to approve; nothing for a challenge of one authority. */
export async function keepSubmission(session: ClientSession, challenge: ChallengeDocument): Promise<void> {
  const { _id: challengeId, coBuyers, submittedAt, ...stored } = challenge.toObject()
  if (coBuyers.length === 0 || !submittedAt) return
  const _id = `${challengeId}.${submittedAt.toISOString()}`
  await JointSubmission.create([{ _id, challengeId, content: contentOf(stored), at: submittedAt }], {
    session,
  })
}

/**
 * What changed in a joint challenge since it was submitted before.
 * @param seen when the words were submitted that somebody read; empty for the last time before this one
 */
export async function changedSinceSubmitted(challenge: StoredChallenge, seen: string): Promise<Difference[]> {
  const { _id: challengeId, submittedAt } = challenge
  if (!submittedAt) return []
  const kept = await JointSubmission.find({ challengeId })
    .sort({ at: -1 })
    .limit(50)
    .lean<SubmissionRecord[]>()
  const earlier = kept.filter(({ at }) => at < submittedAt)
  const before = seen === '' ? earlier[0] : earlier.find(({ at }) => at.toISOString() === seen)
  return before ? differences(before.content, contentOf(challenge)) : []
}
