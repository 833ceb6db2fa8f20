import {
  type IntroductionKind,
  type IntroductionStatus,
  type SideAnswer,
  waitingStatuses,
} from '../../shared/matching/introduction.ts'
import { type Actor, actsFor, belongsTo, isBroker } from '../../shared/platform/actor.ts'
import { matchPolicy } from './matching.policy.ts'

/** What a decision needs to know about an introduction. */
export interface IntroductionFacts {
  sides: { organisationId: string; answer: SideAnswer }[]
  /** At this instant: one whose time is over is `expired`, whatever is stored. */
  status: IntroductionStatus
}

const isWaiting = ({ status }: IntroductionFacts): boolean => waitingStatuses.includes(status)
const isOfASide = (actor: Actor, { sides }: IntroductionFacts): boolean =>
  sides.some(({ organisationId }) => belongsTo(actor, organisationId))

/** An introduction is between the brokers and its two sides. */
export const introductionPolicy = {
  /** All introductions of a challenge, with what each side answered and why. */
  seeAll: (actor: Actor): boolean => matchPolicy.seeRanking(actor),

  /** @param possible the kinds that the law and the challenge leave open at this moment */
  propose: (actor: Actor, between: IntroductionKind, possible: IntroductionKind[]): boolean =>
    isBroker(actor) && possible.includes(between),

  /** One introduction, as one of its sides. */
  see: isOfASide,

  /** Yes or no, once, by somebody who may act for a confirmed organisation. */
  answer: (actor: Actor, introduction: IntroductionFacts): boolean =>
    isWaiting(introduction) &&
    actor.organisation?.isVerified === true &&
    introduction.sides.some(
      ({ organisationId, answer }) => answer === 'none' && actsFor(actor, organisationId),
    ),

  /** The contact of the other side: both said yes. */
  seeContact: (actor: Actor, introduction: IntroductionFacts): boolean =>
    introduction.status === 'made' && isOfASide(actor, introduction),

  /** What was made stays made: its contacts are known. */
  withdraw: (actor: Actor, introduction: IntroductionFacts): boolean =>
    isBroker(actor) && isWaiting(introduction),

  /** Foothold itself ends what is still stored as waiting when its time is over. */
  expire: (actor: Actor, introduction: IntroductionFacts): boolean =>
    actor.kind === 'system' && introduction.status === 'expired',

  /** Everybody reads how many suppliers met the buyer in engagement; who, only its own people and the brokers. */
  seeNamesOnRecord: (actor: Actor, buyerIds: string[]): boolean =>
    introductionPolicy.seeAll(actor) || buyerIds.some((id) => belongsTo(actor, id)),
}
