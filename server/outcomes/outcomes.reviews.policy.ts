import type { PilotSide } from '../../shared/outcomes/pilot.ts'
import type { ReviewState } from '../../shared/outcomes/reviews.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { pilotPolicy, pilotSideOf, type PilotStanding } from './outcomes.policy.ts'

/** What a decision about a review needs to know. */
export interface ReviewStanding extends PilotStanding {
  /** Whose review it is. */
  side: PilotSide
  state: ReviewState
}

const isOwn = (actor: Actor, { side }: ReviewStanding): boolean => pilotSideOf(actor) === side
const isSubmitted = ({ state }: ReviewStanding): boolean =>
  state === 'submitted' || state === 'submitted-late'

/** Who may do what with a review of a pilot, planned or not. Nobody but the two sides knows of any. */
export const reviewPolicy = {
  /** When it is due and whether it is there. */
  see: (actor: Actor, standing: ReviewStanding): boolean =>
    (standing.isPlanned || standing.hasReviews) && pilotPolicy.see(actor, standing),

  /** All of it, the draft and the figures: whoever wrote it. */
  readOwn: (actor: Actor, standing: ReviewStanding): boolean =>
    reviewPolicy.see(actor, standing) && isOwn(actor, standing),

  /** What was submitted: the other side too, of a supplier's review the words without the figures. */
  read: (actor: Actor, standing: ReviewStanding): boolean =>
    reviewPolicy.see(actor, standing) && (isOwn(actor, standing) || isSubmitted(standing)),

  /** Write, submit and correct, from two weeks before it is due: who acts for the supplier, who leads for the buyer. */
  write: (actor: Actor, standing: ReviewStanding): boolean =>
    reviewPolicy.readOwn(actor, standing) &&
    standing.state !== 'to-come' &&
    (standing.side === 'supplier'
      ? pilotPolicy.actForSupplier(actor, standing)
      : pilotPolicy.plan(actor, standing)),

  /** Leave it out, with a reason, while nothing is submitted. */
  skip: (actor: Actor, standing: ReviewStanding): boolean =>
    reviewPolicy.write(actor, standing) && !isSubmitted(standing) && standing.state !== 'skipped',
}
