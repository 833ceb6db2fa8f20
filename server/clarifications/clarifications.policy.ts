import { isPast } from '../../shared/challenges/effective-status.ts'
import { type Actor, actsFor, belongsTo, isBroker, isOfBrokerage } from '../../shared/platform/actor.ts'

/** What a decision needs to know about the challenge. */
export interface ClarifiedChallenge {
  /** The authority that leads it, and those that approved it as co-buyers. */
  buyerIds: string[]
  /** The state at this moment, by the clock. */
  status: string
  /** It has been public, or is. */
  isPublished: boolean
  askBy: Date | null
  answerBy: Date | null
}

/** What a decision needs to know about the question. */
export interface QuestionFacts {
  askerOrganisationId: string
  status: 'waiting' | 'answered' | 'merged'
  isReported: boolean
  /** It was asked in a live session, in front of everybody. */
  isFromSession?: boolean
  /** Everybody can read it though it waits. */
  isShown?: boolean
}

const isPublic = ({ status, isPublished }: ClarifiedChallenge): boolean =>
  isPublished && ['open', 'clarifications-closed', 'closed', 'withdrawn'].includes(status)
const isRunning = ({ status }: ClarifiedChallenge): boolean =>
  ['open', 'clarifications-closed'].includes(status)
const isOfBuyer = (actor: Actor, { buyerIds }: ClarifiedChallenge): boolean =>
  buyerIds.some((id) => belongsTo(actor, id))

/** Who may do what in the clarifications of a challenge. A deadline is met up to its very instant. */
export const clarificationPolicy = {
  /** Whose challenge it is: they are told of each question at once. */
  isOfBuyer,

  /** The published log is public as soon as the challenge is. */
  readLog: (_actor: Actor, challenge: ClarifiedChallenge): boolean => isPublic(challenge),

  /** Questions without an answer: those who asked, those who answer, and the brokers; all, if asked live or shown. */
  readWaiting: (actor: Actor, challenge: ClarifiedChallenge, question: QuestionFacts): boolean =>
    question.isFromSession === true ||
    question.isShown === true ||
    isOfBuyer(actor, challenge) ||
    isOfBrokerage(actor) ||
    (actor.organisation?.kind === 'supplier' && belongsTo(actor, question.askerOrganisationId)),

  /** Who asked is for the brokers alone. */
  seeAsker: (actor: Actor): boolean => isOfBrokerage(actor),

  /** Any supplier may ask, matched or not, confirmed or not, before the deadline for questions. */
  ask: (actor: Actor, challenge: ClarifiedChallenge, at: Date): boolean =>
    actor.organisation?.kind === 'supplier' &&
    actsFor(actor, actor.organisation.id) &&
    challenge.status === 'open' &&
    !isPast(challenge.askBy, at),

  /** A buyer answers, or a broker for it, before the deadline for answers. */
  answer: (actor: Actor, challenge: ClarifiedChallenge, question: QuestionFacts, at: Date): boolean =>
    (challenge.buyerIds.some((id) => actsFor(actor, id)) || isBroker(actor)) &&
    isRunning(challenge) &&
    question.status === 'waiting' &&
    !isPast(challenge.answerBy, at),

  /** A published answer is corrected by those who may answer, as long as somebody can still respond. */
  correct: (actor: Actor, challenge: ClarifiedChallenge, question: QuestionFacts): boolean =>
    (challenge.buyerIds.some((id) => actsFor(actor, id)) || isBroker(actor)) &&
    isRunning(challenge) &&
    question.status === 'answered',

  /** A waiting question is left with a published reason; after the time for answers too, lest it wait for ever. */
  leave: (actor: Actor, challenge: ClarifiedChallenge, question: QuestionFacts): boolean =>
    (challenge.buyerIds.some((id) => actsFor(actor, id)) || isBroker(actor)) &&
    isRunning(challenge) &&
    question.status === 'waiting',

  /** Closing comes once no question can be asked any more; whether one waits is for the service to see. */
  close: (actor: Actor, challenge: ClarifiedChallenge): boolean =>
    (challenge.buyerIds.some((id) => actsFor(actor, id)) || isBroker(actor)) &&
    challenge.status === 'clarifications-closed',

  /** Whoever may answer or correct writes its draft. */
  draft: (actor: Actor, challenge: ClarifiedChallenge, question: QuestionFacts, at: Date): boolean =>
    clarificationPolicy.answer(actor, challenge, question, at) ||
    clarificationPolicy.correct(actor, challenge, question),

  /** An officer of a buyer signs off what somebody else wrote and put forward. */
  signOff: (
    actor: Actor,
    challenge: ClarifiedChallenge,
    question: QuestionFacts,
    draft: { writtenBy: string; askedBy: string | null },
    at: Date,
  ): boolean =>
    challenge.buyerIds.some((id) => actsFor(actor, id)) &&
    clarificationPolicy.draft(actor, challenge, question, at) &&
    actor.userId !== draft.writtenBy &&
    actor.userId !== draft.askedBy,

  /** A buyer or a broker says what a question is about; in the record of what is over too. */
  sort: (actor: Actor, challenge: ClarifiedChallenge, question: QuestionFacts): boolean =>
    (challenge.buyerIds.some((id) => actsFor(actor, id)) || isBroker(actor)) &&
    isPublic(challenge) &&
    question.status !== 'merged',

  /** A broker replaces words that must not stand in public. */
  redact: (actor: Actor, challenge: ClarifiedChallenge, question: QuestionFacts): boolean =>
    isBroker(actor) && isPublic(challenge) && question.status !== 'merged',

  /** Another supplier than the one who asked wants to know it too, while an answer can still come. */
  vote: (actor: Actor, challenge: ClarifiedChallenge, question: QuestionFacts, at: Date): boolean =>
    actor.organisation?.kind === 'supplier' &&
    actsFor(actor, actor.organisation.id) &&
    actor.organisation.id !== question.askerOrganisationId &&
    isRunning(challenge) &&
    question.status === 'waiting' &&
    question.isShown === true &&
    !isPast(challenge.answerBy, at),

  /** A broker shows to everybody what waits. */
  show: (actor: Actor, challenge: ClarifiedChallenge, question: QuestionFacts): boolean =>
    isBroker(actor) && isRunning(challenge) && question.status === 'waiting' && question.isShown !== true,

  /** A buyer, or a broker for it, chooses when questions are shown and whether answers are signed off. */
  changeSettings: (actor: Actor, challenge: ClarifiedChallenge): boolean =>
    (challenge.buyerIds.some((id) => actsFor(actor, id)) || isBroker(actor)) && isRunning(challenge),

  merge: (actor: Actor, challenge: ClarifiedChallenge, question: QuestionFacts): boolean =>
    isBroker(actor) && isRunning(challenge) && question.status === 'waiting',

  /** Whoever acts for an organisation and can read a question may ask the brokers to look at it. */
  report: (actor: Actor, challenge: ClarifiedChallenge, question: QuestionFacts): boolean =>
    actor.organisation !== null &&
    actsFor(actor, actor.organisation.id) &&
    isPublic(challenge) &&
    question.status !== 'merged' &&
    (question.status === 'answered' || clarificationPolicy.readWaiting(actor, challenge, question)),

  dismissReport: (actor: Actor, _challenge: ClarifiedChallenge, question: QuestionFacts): boolean =>
    isBroker(actor) && question.isReported,
}
