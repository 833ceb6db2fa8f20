import {
  isTrainingDone,
  keepTraining,
  liveModel,
  refuseTraining,
  trainingExamples,
} from '../../server/matching/index.ts'
import { broadcast } from '../../server/platform/live.ts'
import { logger } from '../../server/platform/logger.ts'
import { learnWeights } from '../../shared/matching/learning.ts'
import { matchingTrained, modelsAudience } from '../../shared/matching/matching.sockets.ts'
import { partNames, partWeights } from '../../shared/matching/parts.ts'
import { evaluate, loadEvaluationSet } from './evaluation.ts'

/** Learns the weights again, measures them beside the live ones, and keeps them; a training that ended is left. */
export async function retrain(trainingId: string): Promise<void> {
  if (await isTrainingDone(trainingId)) return
  const before = await liveModel()
  const examples = await trainingExamples(before.learntUntil)
  // Not the clock's: what is just being decided bears an earlier moment and can't be read yet.
  const learntUntil = new Date(Math.max(0, ...examples.map(({ at }) => at.getTime())))
  const learnt = learnWeights(examples, before.weights)
  if (!learnt.isLearnt) await refuseTraining(trainingId, learnt.why, learnt.trainedOn)
  else if (partNames.every((name) => learnt.weights[name] === before.weights[name]))
    await refuseTraining(trainingId, 'unchanged', learnt.trainedOn)
  else {
    const { weights, trainedOn } = learnt
    const set = await loadEvaluationSet()
    const own = await evaluate(set, weights)
    const live = await evaluate(set, before.weights)
    const builtIn = before.version === 0 ? live : await evaluate(set, partWeights)
    await keepTraining(trainingId, before, { weights, trainedOn, learntUntil, own, live, builtIn })
  }
  broadcast(modelsAudience, matchingTrained, {})
  logger('matching').info({ trainedOn: learnt.trainedOn, live: before.version }, 'Learnt from decisions')
}
