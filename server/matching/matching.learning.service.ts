import mongoose, { type ClientSession } from 'mongoose'
import type { Example } from '../../shared/matching/learning.ts'
import { teaches } from '../../shared/matching/learning.ts'
import { builtInVersion } from '../../shared/matching/matching-model.ts'
import { matchingModelChanged, matchingRetrainAsked } from '../../shared/matching/matching.events.ts'
import { partNames, type Parts, partWeights } from '../../shared/matching/parts.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { allow, AppError, notFound } from '../platform/errors.ts'
import { refuseWhileBehind } from '../platform/load.ts'
import {
  type LiveModel,
  MatchingModel,
  type MatchingModelRecord,
  MatchingTraining,
  type TrainingRecord,
} from './matching.learning.model.ts'
import { Match, type MatchRecord } from './matching.model.ts'
import { matchPolicy } from './matching.policy.ts'

const { trusted } = mongoose
const mostExamples = 20_000
const mostListed = 100
// A worker that died with a training in hand is not waited for any longer than this.
const longestTrainingMs = 15 * 60_000

/** Whether weights name just the parts that the present ranking makes: those of an older one cannot rank. */
export const areOfPresentParts = (weights: Parts): boolean =>
  Object.keys(weights).length === partNames.length && partNames.every((name) => name in weights)

/** The version that matches are ranked by; the built-in one until another goes live. */
export async function liveModel(session: ClientSession | null = null): Promise<LiveModel> {
  const stored = await MatchingModel.findOne({ status: 'live' }).session(session).lean<MatchingModelRecord>()
  const since = stored?.liveSince ?? null
  const learntUntil = stored?.learntUntil ?? since
  const isUsed = stored && stored.version !== builtInVersion && areOfPresentParts(stored.weights)
  return isUsed
    ? { version: stored.version, weights: stored.weights, since, learntUntil }
    : { version: builtInVersion, weights: partWeights, since, learntUntil }
}

/** How much each part counts at this moment. */
export const liveWeights = async (): Promise<Parts> => (await liveModel()).weights

/** The versions, the latest first, with the built-in one last. @throws AppError not-found for all but brokers */
export async function listModels(actor: Actor): Promise<MatchingModelRecord[]> {
  if (!matchPolicy.seeModels(actor)) throw notFound()
  const newest = await MatchingModel.find({ version: trusted({ $ne: builtInVersion }) })
    .sort({ version: -1 })
    .limit(mostListed)
    .lean<MatchingModelRecord[]>()
  const builtIn = await MatchingModel.findOne({ version: builtInVersion }).lean<MatchingModelRecord>()
  return [...newest, builtIn ? { ...builtIn, weights: partWeights } : builtInModel('live')]
}

const builtInModel = (status: 'live' | 'retired'): MatchingModelRecord => ({
  _id: String(builtInVersion),
  version: builtInVersion,
  weights: partWeights,
  trainedOn: null,
  evaluation: null,
  status,
  createdAt: now(),
  by: '',
  liveSince: null,
})

/** The latest attempt at learning; null before the first. */
export async function latestTraining(): Promise<TrainingRecord | null> {
  return MatchingTraining.findOne().sort({ askedAt: -1, _id: -1 }).lean<TrainingRecord>()
}

/** True while a training that was asked for has not ended, and may still. */
export const isUnderWay = (training: TrainingRecord | null): boolean =>
  training !== null &&
  training.finishedAt === null &&
  now().getTime() - training.askedAt.getTime() < longestTrainingMs

/**
 * Asks for the weights to be learnt again; while that is under way, asking twice is asking once.
 * @throws AppError not-found for all but brokers, forbidden for all but administrators; busy while
 * other work is late
 */
export async function askToRetrain(actor: Actor): Promise<TrainingRecord> {
  insist(actor)
  refuseWhileBehind('Learning again')
  return transaction(async (session) => {
    const latest = await MatchingTraining.findOne()
      .sort({ askedAt: -1, _id: -1 })
      .session(session)
      .lean<TrainingRecord>()
    if (latest && isUnderWay(latest)) return latest
    const training = new MatchingTraining({
      _id: newId(),
      after: latest?._id ?? '',
      askedAt: now(),
      by: actor.userId,
    })
    await training.save({ session })
    await record(session, actor, matchingRetrainAsked, { trainingId: training._id })
    return training.toObject()
  })
}

/**
 * Ranks by an earlier version from now on; the live one again changes nothing.
 * @throws AppError not-found, forbidden, or conflict for a version that never went live or is of other parts
 */
export async function useModel(actor: Actor, version: number): Promise<void> {
  insist(actor)
  await transaction(async (session) => {
    const live = await liveModel(session)
    if (live.version === version) return
    const wanted = await MatchingModel.findOne({ version }).session(session).lean<MatchingModelRecord>()
    if (!wanted) throw notFound('Version')
    if (wanted.status === 'no-better') {
      throw new AppError(
        'conflict',
        'This version ranked worse than the one that was live: it cannot be used.',
      )
    }
    if (version !== builtInVersion && !areOfPresentParts(wanted.weights)) {
      throw new AppError('conflict', 'This version weighs other parts than the present ranking has.')
    }
    await retireLive(session)
    const at = now()
    const goesLive = { status: 'live' as const, liveSince: at, learntUntil: at }
    await MatchingModel.updateOne({ version }, { $set: goesLive }, { session })
    await record(session, actor, matchingModelChanged, { version, from: live.version })
  })
}

function insist(actor: Actor): void {
  if (!matchPolicy.seeModels(actor)) throw notFound()
  allow(matchPolicy.changeModels(actor), 'Only an administrator of the brokerage may change what ranks.')
}

/** Makes room for another version to go live; the built-in one gets its row, so that it can be gone back to. */
export async function retireLive(session: ClientSession): Promise<void> {
  const { matchedCount } = await MatchingModel.updateOne(
    { status: 'live' },
    { $set: { status: 'retired' } },
    { session },
  )
  if (matchedCount === 0) await new MatchingModel(builtInModel('retired')).save({ session })
}

/**
 * What people decided since the live version read decisions, or was gone back to: each is learnt from once, and what
 * was learnt is not learnt again after somebody went back to an earlier version.
 */
export async function trainingExamples(since: Date | null): Promise<(Example & { at: Date })[]> {
  const after = trusted({ $gt: since ?? new Date(0) })
  const matches = await Match.find(
    { parts: trusted({ $ne: null }), $or: [{ 'decision.at': after }, { 'answer.at': after }] },
    { supplierId: 1, status: 1, parts: 1, decision: 1, answer: 1 },
  )
    .sort({ 'decision.at': -1, _id: 1 })
    .limit(mostExamples)
    .lean<MatchRecord[]>()
  return matches.flatMap((match) => exampleOf(match, since) ?? [])
}

/** The last word on a match that says something about its fit: the supplier's own, else the broker's. */
function exampleOf({ supplierId, status, parts, decision, answer }: MatchRecord, since: Date | null) {
  if (!parts) return null
  const isNew = ({ at }: { at: Date }): boolean => since === null || at > since
  if (answer?.kind && teaches(answer.kind)) {
    if (!isNew(answer)) return null
    const { by: decidedBy, at, kind } = answer
    return { parts, isGood: false, kind, supplierId, decidedBy, at }
  }
  if (!decision || !isNew(decision)) return null
  const isGood = status !== 'declined'
  const { by: decidedBy, at } = decision
  return { parts, isGood, kind: isGood ? null : (decision.kind ?? null), supplierId, decidedBy, at }
}
