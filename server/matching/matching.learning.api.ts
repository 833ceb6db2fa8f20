import { z } from 'zod'
import { declineKinds } from '../../shared/matching/decline-kinds.ts'
import { builtInVersion, modelStatuses, trainingOutcomes } from '../../shared/matching/matching-model.ts'
import { type Endpoint, endpoint } from '../platform/api.ts'
import type { MatchingModelRecord, TrainingRecord } from './matching.learning.model.ts'
import { askToRetrain, latestTraining, listModels, liveModel, useModel } from './matching.learning.service.ts'

const tag = 'matching'
const share = z.number().min(0).max(1)
const count = z.number().int()
const trainedOn = z.object({ good: count, bad: count, byKind: z.partialRecord(z.enum(declineKinds), count) })
const figures = z.object({ challenges: count, ndcgAt10: share, recallAt100: share, reciprocalRank: share })

const modelAnswer = z
  .object({
    version: count,
    status: z.enum(modelStatuses),
    weights: z.record(z.string(), share),
    trainedOn: trainedOn.nullable(),
    evaluation: z.object({ own: figures, live: figures, liveVersion: count }).nullable(),
    createdAt: z.iso.datetime(),
    liveSince: z.iso.datetime().nullable(),
    askedBy: z.enum(['nobody', 'schedule', 'broker']),
  })
  .meta({ id: 'MatchingModel' })

const trainingAnswer = z
  .object({
    id: z.string(),
    askedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
    outcome: z.enum(trainingOutcomes).nullable(),
    version: count.nullable(),
    trainedOn: trainedOn.nullable(),
  })
  .meta({ id: 'MatchingTraining' })

const modelsAnswer = z.object({
  live: count,
  items: z.array(modelAnswer),
  training: trainingAnswer.nullable(),
})

const askedBy = ({ version, by }: MatchingModelRecord) => {
  if (version === builtInVersion) return 'nobody'
  return by ? 'broker' : 'schedule'
}

const presentModel = (model: MatchingModelRecord) => ({
  version: model.version,
  status: model.status,
  weights: model.weights,
  trainedOn: model.trainedOn,
  evaluation: model.evaluation,
  createdAt: model.createdAt,
  liveSince: model.liveSince,
  askedBy: askedBy(model),
})

const presentTraining = (training: TrainingRecord) => ({
  id: training._id,
  askedAt: training.askedAt,
  finishedAt: training.finishedAt,
  outcome: training.outcome,
  version: training.version,
  trainedOn: training.trainedOn,
})

async function everything(actor: Parameters<typeof listModels>[0]) {
  const models = await listModels(actor)
  const [{ version }, training] = await Promise.all([liveModel(), latestTraining()])
  return { live: version, items: models.map(presentModel), training: training && presentTraining(training) }
}

/** The versions of the weights for programs. */
export const learningEndpoints: Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/matching-models',
    summary: 'List the versions of the weights of the matching score, and what was learnt last (brokers)',
    tag,
    auth: 'signed-in',
    answer: modelsAnswer,
    handle: ({ actor }) => everything(actor),
  }),
  endpoint({
    method: 'post',
    path: '/matching-models/{version}/use',
    summary: 'Rank by an earlier version from now on (administrators of the brokerage)',
    tag,
    auth: 'signed-in',
    params: z.object({ version: z.coerce.number().int().min(0).max(999_999_999) }),
    answer: modelsAnswer,
    handle: async ({ actor, params: { version } }) => {
      await useModel(actor, version)
      return everything(actor)
    },
  }),
  endpoint({
    method: 'post',
    path: '/matching-models/retrain',
    summary: 'Learn the weights again from what was decided: a job does it (administrators of the brokerage)',
    tag,
    auth: 'signed-in',
    status: 202,
    answer: trainingAnswer,
    handle: async ({ actor }) => presentTraining(await askToRetrain(actor)),
  }),
]
