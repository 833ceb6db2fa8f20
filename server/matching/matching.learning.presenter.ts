import { brokersWords, declineKinds } from '../../shared/matching/decline-kinds.ts'
import type { TrainedOn, TrainingOutcome } from '../../shared/matching/matching-model.ts'
import { builtInVersion } from '../../shared/matching/matching-model.ts'
import { fewestExamples, fewestOfOneKind } from '../../shared/matching/learning.ts'
import { partNames, partWeights } from '../../shared/matching/parts.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { findPeople } from '../identity/index.ts'
import type { MatchingModelRecord, TrainingRecord } from './matching.learning.model.ts'
import {
  areOfPresentParts,
  isUnderWay,
  latestTraining,
  listModels,
  liveModel,
} from './matching.learning.service.ts'
import { matchPolicy } from './matching.policy.ts'
import { partLabels } from './matching.score.presenter.ts'

/** Everything that the page of versions shows. @throws AppError not-found for all but brokers */
export async function presentModels(actor: Actor) {
  const models = await listModels(actor)
  const [live, training] = await Promise.all([liveModel(), latestTraining()])
  const people = await findPeople([...models.map(({ by }) => by), training?.by ?? ''].filter(Boolean))
  const nameOf = (userId: string): string => people.get(userId)?.name ?? ''
  const measured = measuredAt(models)
  return {
    live: live.version,
    isUnderWay: isUnderWay(training),
    training: training && presentTraining(training, nameOf(training.by)),
    may: { change: matchPolicy.changeModels(actor) },
    versions: models.map((model) => {
      const isLive = model.version === live.version
      const isUsable = model.version === builtInVersion || areOfPresentParts(model.weights)
      return {
        version: model.version,
        isBuiltIn: model.version === builtInVersion,
        isLive,
        isUsable,
        status: isLive ? 'live' : model.status,
        weights: partNames.map((name) => ({
          name: partLabels[name],
          share: model.weights[name],
          isMore: model.weights[name] > partWeights[name],
          isLess: model.weights[name] < partWeights[name],
        })),
        trainedOn: model.trainedOn && presentCounts(model.trainedOn),
        ndcgAt10: measured.get(model.version) ?? null,
        evaluation: model.evaluation,
        createdAt: model.createdAt,
        by: nameOf(model.by),
        liveSince: model.liveSince,
        may: { use: matchPolicy.changeModels(actor) && !isLive && isUsable && model.status !== 'no-better' },
      }
    }),
  }
}

/** The figure of each version on the evaluation set; the built-in one's is known from whatever was tried beside it. */
function measuredAt(models: MatchingModelRecord[]): Map<number, number> {
  const figures = new Map<number, number>()
  for (const { version, evaluation } of models) {
    if (!evaluation) continue
    if (!figures.has(evaluation.liveVersion)) figures.set(evaluation.liveVersion, evaluation.live.ndcgAt10)
    figures.set(version, evaluation.own.ndcgAt10)
  }
  return figures
}

function presentCounts({ good, bad, byKind }: TrainedOn) {
  const kinds = declineKinds.flatMap((kind) => {
    const count = byKind[kind]
    return count ? [{ words: brokersWords[kind], count }] : []
  })
  return { total: good + bad, good, bad, kinds }
}

function presentTraining({ askedAt, finishedAt, outcome, version, trainedOn }: TrainingRecord, by: string) {
  return { askedAt, by, finishedAt, version, words: outcome && outcomeInWords(outcome, version, trainedOn) }
}

/** What came of a training, in a sentence for brokers. */
export function outcomeInWords(
  outcome: TrainingOutcome,
  version: number | null,
  trainedOn: TrainedOn | null,
): string {
  const { good, bad } = trainedOn ?? { good: 0, bad: 0 }
  const words: Record<TrainingOutcome, string> = {
    live: `Version ${version} is live. Open challenges are ranked again by it.`,
    'no-better': `Version ${version} ranked known awards worse than the live one: nothing changed.`,
    unchanged: 'What was decided agrees with the weights in force: nothing changed.',
    'too-few': `${good + bad} decisions since the live version say something about fit; at least ${fewestExamples} are needed.`,
    'one-sided': `${good} decisions in favour and ${bad} against; at least ${fewestOfOneKind} of each are needed.`,
    'against-the-score': 'What was decided speaks against the whole score: nothing was learnt from it.',
  }
  return words[outcome]
}
