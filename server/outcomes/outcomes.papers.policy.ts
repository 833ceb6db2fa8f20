import type { PaperStage } from '../../shared/outcomes/papers.ts'
import { type Actor, actsFor } from '../../shared/platform/actor.ts'
import { pilotPolicy, pilotSideOf, type PilotStanding } from './outcomes.policy.ts'

/** What a decision about a report or a scale-up proposal needs to know, of it and of its pilot. */
export interface PaperStanding extends PilotStanding {
  stage: PaperStage
  /** The buyer asked for it; a report needs no asking. */
  isInvited: boolean
  /** The time for a scale-up proposal is over. */
  isOver: boolean
  /** Something was submitted and not withdrawn. */
  isSubmitted: boolean
  isAnswered: boolean
}

const isThere = ({ stage, isInvited, isPlanned }: PaperStanding): boolean =>
  isPlanned && (stage === 'pilot-report' || isInvited)

const isOfSupplier = (actor: Actor, standing: PaperStanding): boolean =>
  pilotPolicy.see(actor, standing) && pilotSideOf(actor) === 'supplier'

/** Who may do what with a pilot's report and with a scale-up proposal. Only the two sides of the pilot know of either. */
export const paperPolicy = {
  /** That it is asked for. */
  see: (actor: Actor, standing: PaperStanding): boolean =>
    isThere(standing) && pilotPolicy.see(actor, standing),

  /** What is not submitted: the supplier's people alone. */
  readDraft: (actor: Actor, standing: PaperStanding): boolean =>
    isThere(standing) && isOfSupplier(actor, standing),

  /** What was submitted: the supplier; the buyer a report at once, a scale-up proposal once its time is over. */
  read: (actor: Actor, standing: PaperStanding): boolean =>
    paperPolicy.see(actor, standing) &&
    standing.isSubmitted &&
    (isOfSupplier(actor, standing) || standing.stage === 'pilot-report' || standing.isOver),

  /** Write and submit: whoever acts for the supplier; a scale-up proposal in its time only. */
  write: (actor: Actor, standing: PaperStanding): boolean =>
    paperPolicy.readDraft(actor, standing) && actsFor(actor, standing.supplierId) && !standing.isOver,

  /** Take a scale-up proposal back in its time. What a report said stays said. */
  withdraw: (actor: Actor, standing: PaperStanding): boolean =>
    paperPolicy.write(actor, standing) && standing.stage === 'scale-up' && standing.isSubmitted,

  /** Ask for a scale-up proposal: whoever leads for the buyer. */
  invite: (actor: Actor, standing: PilotStanding): boolean => pilotPolicy.lead(actor, standing),

  /** Say once what follows from it, after its time. */
  answer: (actor: Actor, standing: PaperStanding): boolean =>
    pilotPolicy.lead(actor, standing) &&
    standing.stage === 'scale-up' &&
    standing.isOver &&
    standing.isSubmitted &&
    !standing.isAnswered,
}
