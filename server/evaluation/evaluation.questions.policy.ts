import type { QuestionState } from '../../shared/evaluation/questions.ts'
import { type Actor, actsFor, belongsTo } from '../../shared/platform/actor.ts'
import type { AwardStanding } from './evaluation.award.policy.ts'
import { actsForBuyer, evaluationPolicy } from './evaluation.policy.ts'

/** Who may ask one supplier about its proposal after the opening, and who reads it. */
export const askingPolicy = {
  /** Whoever acts for a buyer, declared and may stay, until the feedback is out. */
  ask: (actor: Actor, standing: AwardStanding): boolean =>
    actsForBuyer(actor, standing) &&
    evaluationPolicy.seeNames(actor, standing) &&
    ['open', 'decided'].includes(standing.stage),

  /** Whoever may read the proposals with their names reads what was asked and answered of them. */
  read: (actor: Actor, standing: AwardStanding): boolean => evaluationPolicy.seeNames(actor, standing),
}

/** A supplier and what it was asked about its own proposal; no other supplier learns of it. */
export const askedPolicy = {
  read: (actor: Actor, { supplierId }: { supplierId: string }): boolean =>
    actor.organisation?.kind === 'supplier' && belongsTo(actor, supplierId),

  /** In its time, once. */
  answer: (actor: Actor, { supplierId, state }: { supplierId: string; state: QuestionState }): boolean =>
    askedPolicy.read(actor, { supplierId }) && actsFor(actor, supplierId) && state === 'waiting',
}
