import { isPast } from '../../shared/challenges/effective-status.ts'
import { type Actor, actsFor, belongsTo, isBroker } from '../../shared/platform/actor.ts'
import { type ClarifiedChallenge, clarificationPolicy } from './clarifications.policy.ts'

/** What a decision needs to know about a question with confidential parts. */
export interface PrivateFacts {
  askerOrganisationId: string
  status: 'with-brokers' | 'to-agree' | 'entered' | 'withdrawn'
}

const isUnsettled = ({ status }: PrivateFacts): boolean => status === 'with-brokers' || status === 'to-agree'

/** While an answer to everybody can still come of it. */
const isInTime = (challenge: ClarifiedChallenge, at: Date): boolean =>
  ['open', 'clarifications-closed'].includes(challenge.status) && !isPast(challenge.answerBy, at)

/** Who may do what with a question of which parts are confidential. The authority never knows that there is one. */
export const privatePolicy = {
  /** As any question: by a supplier, before the deadline for questions. */
  ask: clarificationPolicy.ask,

  /** The supplier who asked, and the brokerage. */
  read: (actor: Actor, { askerOrganisationId }: PrivateFacts): boolean =>
    belongsTo(actor, askerOrganisationId) || clarificationPolicy.seeAsker(actor),

  /** A broker proposes the words that everybody would read. */
  proposeWording: (actor: Actor, challenge: ClarifiedChallenge, question: PrivateFacts, at: Date): boolean =>
    isBroker(actor) && isUnsettled(question) && isInTime(challenge, at),

  /** Only the supplier can agree that words of its own are read by everybody. */
  decideWording: (actor: Actor, challenge: ClarifiedChallenge, question: PrivateFacts, at: Date): boolean =>
    actsFor(actor, question.askerOrganisationId) && question.status === 'to-agree' && isInTime(challenge, at),

  /** The supplier takes it back, or a broker ends what can't be answered to everybody. */
  withdraw: (actor: Actor, _challenge: ClarifiedChallenge, question: PrivateFacts): boolean =>
    (actsFor(actor, question.askerOrganisationId) || isBroker(actor)) && isUnsettled(question),
}
