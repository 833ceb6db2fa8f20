import type { Clearance, EvaluationState, PanelRole } from '../../shared/evaluation/panel.ts'
import { type Actor, actsFor, belongsTo, isBroker } from '../../shared/platform/actor.ts'

/** What a decision needs to know of the evaluation, and of the actor's part in it. */
export interface EvaluationStanding {
  /** The authority that leads the challenge, and those that approved it as co-buyers. */
  buyerIds: string[]
  /** True once the challenge can be read by everybody. */
  isPublished: boolean
  /** True once the proposals may be read. */
  isOpen: boolean
  state: EvaluationState
  hasSettings: boolean
  /** True while evaluators score without knowing who wrote: until everybody's scores are in. */
  isAnonymous: boolean
  /** Null for somebody who has no part in it yet. */
  own: {
    role: PanelRole
    clearance: Clearance
    hasSubmitted: boolean
    hasSeenNames: boolean
    isGuest?: boolean
  } | null
}

const isOfBuyer = (actor: Actor, { buyerIds }: EvaluationStanding): boolean =>
  actor.organisation?.kind === 'authority' && buyerIds.some((id) => belongsTo(actor, id))

/** True for whoever acts for one of the buyers. */
export const actsForBuyer = (actor: Actor, standing: EvaluationStanding): boolean =>
  isOfBuyer(actor, standing) && standing.buyerIds.some((id) => actsFor(actor, id))

/** Somebody who was asked into this panel by an e-mail address; never while they act for a supplier. */
export const isGuest = (actor: Actor, { own }: EvaluationStanding): boolean =>
  own?.isGuest === true && actor.kind === 'person' && actor.organisation?.kind !== 'supplier'

const isCleared = ({ own }: EvaluationStanding): boolean => own?.clearance === 'clear'

const moderates = (actor: Actor, standing: EvaluationStanding): boolean =>
  actsForBuyer(actor, standing) && standing.own?.role === 'moderator' && isCleared(standing)

/**
 * Who may do what in an evaluation. Suppliers and strangers never learn that there is one, nor does somebody who was
 * barred from it; whoever left the authority has lost their part in it. Guests know of the evaluation they were asked
 * into, and of nothing beside it: not of the decision, the feedback or the record.
 */
export const evaluationPolicy = {
  /** Know of it: the buyers' people, guests of its panel, and the brokers once the challenge is public. */
  enter: (actor: Actor, standing: EvaluationStanding): boolean =>
    standing.own?.clearance !== 'barred' &&
    (isOfBuyer(actor, standing) || isGuest(actor, standing) || (isBroker(actor) && standing.isPublished)),

  /** Make the panel: whoever acts for one of the buyers, since they are buyers alike; none of those who score. */
  organise: (actor: Actor, standing: EvaluationStanding): boolean =>
    actsForBuyer(actor, standing) &&
    standing.own?.clearance !== 'barred' &&
    standing.own?.role !== 'evaluator' &&
    standing.state !== 'agreed',

  /** Freely before publication; after it once, and only before anybody can read a proposal. */
  chooseSettings: (actor: Actor, standing: EvaluationStanding): boolean =>
    evaluationPolicy.organise(actor, standing) &&
    standing.state === 'preparing' &&
    !standing.isOpen &&
    (!standing.isPublished || !standing.hasSettings),

  /** Everybody who may know of it, before they see anything of the proposals, and anew when they learn more. */
  declare: (actor: Actor, standing: EvaluationStanding): boolean => evaluationPolicy.enter(actor, standing),

  /** Decide about somebody's interests: the moderator or an organiser without an open interest, never their own. */
  rule: (actor: Actor, standing: EvaluationStanding, userId: string): boolean =>
    userId !== actor.userId &&
    (moderates(actor, standing) ||
      (evaluationPolicy.organise(actor, standing) && standing.own?.clearance !== 'waiting')),

  begin: (actor: Actor, standing: EvaluationStanding): boolean =>
    evaluationPolicy.organise(actor, standing) && standing.state === 'preparing' && standing.isOpen,

  /** Anything of the proposals: only once they are open, and to whoever declared and may stay. */
  readProposals: (actor: Actor, standing: EvaluationStanding): boolean =>
    evaluationPolicy.enter(actor, standing) && standing.isOpen && isCleared(standing),

  /** Who wrote a proposal, and what says so; in an anonymous first look those who lead and do not score. */
  seeNames: (actor: Actor, standing: EvaluationStanding): boolean =>
    evaluationPolicy.readProposals(actor, standing) &&
    (!standing.isAnonymous || (actsForBuyer(actor, standing) && standing.own?.role !== 'evaluator')),

  /** The names of everybody who answered, tied to nothing: to declare against them, once something was declared at all. */
  declareAgainstNames: (actor: Actor, standing: EvaluationStanding): boolean =>
    evaluationPolicy.readProposals(actor, standing) && standing.isAnonymous,

  /** One's own score sheet: an evaluator's, from the beginning on; who sees no names has declared against them. */
  readSheet: (actor: Actor, standing: EvaluationStanding): boolean =>
    evaluationPolicy.readProposals(actor, standing) &&
    standing.state !== 'preparing' &&
    standing.own?.role === 'evaluator' &&
    (!standing.isAnonymous || standing.own.hasSeenNames),

  /** Give scores, alone, until they are submitted. */
  score: (actor: Actor, standing: EvaluationStanding): boolean =>
    (actsForBuyer(actor, standing) || isGuest(actor, standing)) &&
    evaluationPolicy.readSheet(actor, standing) &&
    standing.state === 'scoring' &&
    standing.own?.hasSubmitted === false,

  /** Give an evaluator's scores back before all are in: later the others' are known. */
  returnScores: (actor: Actor, standing: EvaluationStanding): boolean =>
    moderates(actor, standing) && standing.state === 'scoring',

  /** Others' scores: nobody's, not even to the moderator, before everybody's are in. */
  readScores: (actor: Actor, standing: EvaluationStanding): boolean =>
    evaluationPolicy.readProposals(actor, standing) && ['consensus', 'agreed'].includes(standing.state),

  agree: (actor: Actor, standing: EvaluationStanding): boolean =>
    moderates(actor, standing) && standing.isOpen && standing.state === 'consensus',

  /** The order is there once every score stands. */
  readRanking: (actor: Actor, standing: EvaluationStanding): boolean =>
    evaluationPolicy.readProposals(actor, standing) && standing.state === 'agreed',

  /** The report of all of it: whoever sees the ranking, but for guests of the panel. */
  readReport: (actor: Actor, standing: EvaluationStanding): boolean =>
    evaluationPolicy.readRanking(actor, standing) && !isGuest(actor, standing),
}
