import type { Actor } from '../../shared/platform/actor.ts'
import { evaluationPolicy, type EvaluationStanding, isGuest } from './evaluation.policy.ts'

/** Who may take everything on record about an evaluation away. */
export const recordPolicy = {
  /** Whoever of the buyers may read the proposals, once every score stands. Brokers read on the pages. */
  take: (actor: Actor, standing: EvaluationStanding): boolean =>
    actor.organisation?.kind === 'authority' &&
    evaluationPolicy.readRanking(actor, standing) &&
    !isGuest(actor, standing),
}
