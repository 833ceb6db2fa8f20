import type { ClientSession } from 'mongoose'
import {
  isNoWorse,
  type ModelFigures,
  type ModelStatus,
  type TrainedOn,
  type TrainingOutcome,
} from '../../shared/matching/matching-model.ts'
import { matchingModelChanged, matchingModelTrained } from '../../shared/matching/matching.events.ts'
import { partNames, type Parts } from '../../shared/matching/parts.ts'
import { system } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import {
  type LiveModel,
  MatchingModel,
  type MatchingModelRecord,
  MatchingTraining,
  type TrainingRecord,
} from './matching.learning.model.ts'
import { liveModel, retireLive } from './matching.learning.service.ts'

/** What a training brought: new weights, measured on the same challenges as those that were live. */
export interface TrainedModel {
  weights: Parts
  trainedOn: TrainedOn
  /** The latest decision in it: those that came while it was measured are not. */
  learntUntil: Date
  own: ModelFigures
  live: ModelFigures
  builtIn: ModelFigures
}

/** True once a training was brought to its end. The one that the clock asks for is never at its end beforehand. */
export async function isTrainingDone(trainingId: string): Promise<boolean> {
  const training = trainingId ? await MatchingTraining.findById(trainingId).lean<TrainingRecord>() : null
  return training !== null && training.finishedAt !== null
}

/** Notes that nothing came of a training, and why. */
export async function refuseTraining(
  trainingId: string,
  outcome: TrainingOutcome,
  trainedOn: TrainedOn,
): Promise<void> {
  await transaction((session) => finish(session, trainingId, { outcome, trainedOn, version: null }))
}

/**
 * Keeps new weights as a version: live at once if they rank the evaluation set no worse than the live ones, else
 * as tried. The same weights tried again beside the same live version are no new version.
 * @param before the version that was live when the training began
 * @throws Error if another went live in the meantime: train again
 */
export async function keepTraining(
  trainingId: string,
  before: LiveModel,
  trained: TrainedModel,
): Promise<void> {
  await transaction(async (session) => {
    const live = await liveModel(session)
    if (live.version !== before.version || live.since?.getTime() !== before.since?.getTime())
      throw new Error(`Version ${live.version} went live while another was trained`)
    const { trainedOn } = trained
    const known = await triedBefore(session, trained.weights, live.version)
    if (known) return finish(session, trainingId, { outcome: 'no-better', trainedOn, version: known.version })
    const training = trainingId ? await MatchingTraining.findById(trainingId).session(session) : null
    const status = isNoWorse(trained.own, trained.live, trained.builtIn) ? 'live' : 'no-better'
    const version = await store(session, live.version, trained, status, training?.by ?? '')
    await finish(session, trainingId, { outcome: status, trainedOn, version })
  })
}

const areSame = (a: Parts, b: Parts): boolean => partNames.every((name) => a[name] === b[name])

async function triedBefore(session: ClientSession, weights: Parts, liveVersion: number) {
  const tried = await MatchingModel.find({ status: 'no-better', 'evaluation.liveVersion': liveVersion })
    .session(session)
    .lean<MatchingModelRecord[]>()
  return tried.find((model) => areSame(model.weights, weights))
}

async function store(
  session: ClientSession,
  liveVersion: number,
  { weights, trainedOn, learntUntil, own, live }: TrainedModel,
  status: Exclude<ModelStatus, 'retired'>,
  by: string,
): Promise<number> {
  const [latest] = await MatchingModel.find().sort({ version: -1 }).limit(1).session(session).lean()
  const version = (latest?.version ?? 0) + 1
  if (status === 'live') await retireLive(session)
  await new MatchingModel({
    version,
    weights,
    trainedOn,
    evaluation: { own, live, liveVersion },
    status,
    createdAt: now(),
    by,
    liveSince: status === 'live' ? now() : null,
    learntUntil: status === 'live' ? learntUntil : null,
  }).save({ session })
  await record(session, system, matchingModelTrained, {
    version,
    status,
    good: trainedOn.good,
    bad: trainedOn.bad,
    ndcgAt10: own.ndcgAt10,
    liveVersion,
    liveNdcgAt10: live.ndcgAt10,
    by,
  })
  if (status === 'live') await record(session, system, matchingModelChanged, { version, from: liveVersion })
  return version
}

async function finish(
  session: ClientSession,
  trainingId: string,
  ended: Pick<TrainingRecord, 'outcome' | 'trainedOn' | 'version'>,
): Promise<void> {
  const at = now()
  await MatchingTraining.updateOne(
    { _id: trainingId || newId() },
    { $set: { ...ended, finishedAt: at }, $setOnInsert: { askedAt: at, by: '' } },
    { session, upsert: true },
  )
}
