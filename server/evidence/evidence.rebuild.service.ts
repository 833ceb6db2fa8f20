import { evidenceRebuildAsked } from '../../shared/evidence/evidence.events.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { record } from '../audit/index.ts'
import { listPublishedIds } from '../challenges/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { allow } from '../platform/errors.ts'
import { countAwards } from './evidence.awards.service.ts'
import { countChallenge } from './evidence.challenges.service.ts'
import { CountedChallenges } from './evidence.model.ts'
import { evidencePolicy } from './evidence.policy.ts'
import { evidenceState, kindOfFacts, noteRebuilt } from './evidence.state.service.ts'
import { countSums } from './evidence.sums.service.ts'

/** Counts everything anew: public awards, each public challenge, what suppliers reported. Safe to repeat and to break off. */
export async function rebuildEvidence(): Promise<void> {
  await countAwards()
  const published = await listPublishedIds()
  const counted = await CountedChallenges.distinct('_id')
  // What is counted and not public any more is read again too, and counts for nothing then.
  for (const id of new Set([...published, ...counted])) await countChallenge(id)
  await countSums()
  await noteRebuilt(now())
}

/** Counts everything anew if that was never done, or not by the rules of today. */
export async function beginEvidence(): Promise<void> {
  const { rebuiltAt, kind } = await evidenceState()
  if (!rebuiltAt || kind !== kindOfFacts) await rebuildEvidence()
}

/** Has a worker count everything anew. @throws AppError forbidden to everybody but brokers */
export async function askToRebuild(actor: Actor): Promise<void> {
  allow(evidencePolicy.rebuild(actor), 'Only a broker can have the figures counted anew')
  await transaction((session) => record(session, actor, evidenceRebuildAsked, { rebuildId: newId() }))
}
