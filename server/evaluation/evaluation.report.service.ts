import type { Actor } from '../../shared/platform/actor.ts'
import { now } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { madeOnce } from '../platform/made-once.ts'
import { translator } from '../platform/translations.ts'
import { evaluationPolicy } from './evaluation.policy.ts'
import { recordPolicy } from './evaluation.record.policy.ts'
import { reportOf } from './evaluation.report.content.ts'
import { reportPdf } from './evaluation.report.pdf.ts'
import { loadEvaluation } from './evaluation.service.ts'

/**
 * The report of an evaluation as a PDF, made at most once a minute of the same content. What somebody's interest is
 * stands in it only for those who may take the whole record.
 * @throws AppError not-found to everybody who may not read the ranking; busy while too many files are made
 */
export async function evaluationReport(actor: Actor, challengeId: string): Promise<Buffer> {
  const evaluated = await loadEvaluation(actor, challengeId)
  const { standing } = evaluated
  if (!evaluationPolicy.readReport(actor, standing)) throw notFound('Report')
  const report = await reportOf(evaluated, recordPolicy.take(actor, standing))
  return madeOnce({ report }, () => reportPdf(report, now(), translator()))
}
