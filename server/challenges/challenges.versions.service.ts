import type { Actor } from '../../shared/platform/actor.ts'
import { notFound } from '../platform/errors.ts'
import { ChallengeVersion, type ChallengeVersionRecord, type StoredChallenge } from './challenges.model.ts'
import { getVisibleChallenge } from './challenges.service.ts'

/** The public versions of a challenge, the newest first; empty for one that was never published. */
export async function listVersions(
  actor: Actor,
  id: string,
): Promise<{ challenge: StoredChallenge; versions: ChallengeVersionRecord[] }> {
  const challenge = await getVisibleChallenge(actor, id)
  const versions = await ChallengeVersion.find({ challengeId: id })
    .sort({ number: -1 })
    .lean<ChallengeVersionRecord[]>()
  return { challenge, versions }
}

/** One public version with the one before it, if there is one. @throws AppError not-found */
export async function getVersion(
  actor: Actor,
  id: string,
  number: number,
): Promise<{
  challenge: StoredChallenge
  version: ChallengeVersionRecord
  before: ChallengeVersionRecord | null
}> {
  const challenge = await getVisibleChallenge(actor, id)
  const find = (wanted: number) =>
    ChallengeVersion.findOne({ challengeId: id, number: wanted }).lean<ChallengeVersionRecord>()
  const [version, before] = await Promise.all([find(number), find(number - 1)])
  if (!version) throw notFound('Version')
  return { challenge, version, before }
}
