import type { Actor } from '../../shared/platform/actor.ts'
import type { ScaleLevel } from '../../shared/evaluation/scale.ts'
import { notFound } from '../platform/errors.ts'
import type { Shown } from '../platform/unseen-changes.ts'
import { viewOf } from './evaluation.anonymous.ts'
import { Score, type ScoreRecord } from './evaluation.model.ts'
import { evaluationPolicy } from './evaluation.policy.ts'
import { loadEvaluation, scaleOf } from './evaluation.service.ts'

type Scored = Pick<ScoreRecord, 'points' | 'reasons' | 'evidence'>

/** A score as its form shows it; an empty one before there is any. */
export function scoreShown(score: Scored | null, levels: readonly ScaleLevel[]): Shown {
  const { points = null, reasons = '', evidence = '' } = score ?? {}
  const level = levels.find((one) => one.points === points)
  return [
    ['Level', level ? `${level.points} – ${level.title}` : ''],
    ['Your reasons', reasons],
    ['Evidence', evidence],
  ]
}

/** What is kept of one score of the actor's now; no proposal is opened for it. @throws AppError not-found */
export async function scoreKept(
  actor: Actor,
  challengeId: string,
  submissionId: string,
  criterionId: string,
): Promise<{ revision: number; shown: Shown }> {
  const evaluated = await loadEvaluation(actor, challengeId)
  if (!evaluationPolicy.readSheet(actor, evaluated.standing)) throw notFound('Score')
  const meant = viewOf(actor, evaluated.evaluation, evaluated.standing).submissionOf(submissionId)
  const place = { challengeId, userId: actor.userId, submissionId: meant ?? '', criterionId }
  const score = await Score.findOne(place).lean<ScoreRecord>()
  return { revision: score?.revision ?? 0, shown: scoreShown(score, scaleOf(evaluated).levels) }
}
