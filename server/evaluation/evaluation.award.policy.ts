import type { AwardStage } from '../../shared/evaluation/award.ts'
import { type Actor, actsFor, belongsTo } from '../../shared/platform/actor.ts'
import { actsForBuyer, evaluationPolicy, type EvaluationStanding, isGuest } from './evaluation.policy.ts'

/** What a decision about feedback or award needs to know besides. */
export interface AwardStanding extends EvaluationStanding {
  stage: AwardStage
  isReleased: boolean
  hasContract: boolean
}

/** Whoever acts for a buyer, has declared, may stay, and did not score: the moderator and those who organise. */
const leads = (actor: Actor, standing: AwardStanding): boolean =>
  actsForBuyer(actor, standing) &&
  evaluationPolicy.readProposals(actor, standing) &&
  standing.own?.role !== 'evaluator'

/** Who may do what with the decision, the feedback and the award. Who scored decides nothing and writes no feedback. */
export const awardPolicy = {
  /** See who wins and what is written: those who may see the ranking, but for guests of the panel. */
  read: (actor: Actor, standing: AwardStanding): boolean =>
    evaluationPolicy.readRanking(actor, standing) && !isGuest(actor, standing),

  /** See what is recorded of the award, or that there is none: those inside, but for guests of the panel. */
  readAward: (actor: Actor, standing: EvaluationStanding): boolean =>
    evaluationPolicy.readProposals(actor, standing) && !isGuest(actor, standing),

  /** Look at exclusion grounds, from the opening on: they are considered before anybody can win (s.26). */
  checkExclusions: (actor: Actor, standing: AwardStanding): boolean =>
    leads(actor, standing) && ['open', 'decided'].includes(standing.stage),

  /** Read what was found: whoever looks, and those who may see the ranking. */
  readExclusions: (actor: Actor, standing: AwardStanding): boolean =>
    leads(actor, standing) || awardPolicy.read(actor, standing),

  /** Say, provisionally, who wins; anew until the feedback is out. */
  decide: (actor: Actor, standing: AwardStanding): boolean =>
    leads(actor, standing) && standing.state === 'agreed' && ['open', 'decided'].includes(standing.stage),

  write: (actor: Actor, standing: AwardStanding): boolean =>
    leads(actor, standing) && standing.stage === 'decided',

  release: (actor: Actor, standing: AwardStanding): boolean => awardPolicy.write(actor, standing),

  /** Answer what a supplier asked about its feedback; that changes nothing else. */
  answer: (actor: Actor, standing: AwardStanding): boolean => leads(actor, standing) && standing.isReleased,

  /** Record the publication, and correct it as long as nothing was signed on the strength of it. */
  publish: (actor: Actor, standing: AwardStanding): boolean =>
    leads(actor, standing) && ['released', 'published'].includes(standing.stage) && !standing.hasContract,

  enterContract: (actor: Actor, standing: AwardStanding): boolean =>
    leads(actor, standing) && standing.stage === 'published',

  recordNotice: (actor: Actor, standing: AwardStanding): boolean =>
    leads(actor, standing) && standing.hasContract,

  /** Give it up without an award, at any time once the proposals are open and before a contract. */
  end: (actor: Actor, standing: AwardStanding): boolean =>
    leads(actor, standing) && standing.stage !== 'ended' && !standing.hasContract,

  recordEndNotice: (actor: Actor, standing: AwardStanding): boolean =>
    leads(actor, standing) && standing.stage === 'ended',
}

/** What a decision about a supplier's own feedback needs to know. */
export interface OwnFeedback {
  supplierId: string
  isSent: boolean
}

/** A supplier and the feedback on its proposal; nobody else's people come here, the buyers' neither. */
export const ownFeedbackPolicy = {
  read: (actor: Actor, { supplierId, isSent }: OwnFeedback): boolean =>
    isSent && actor.organisation?.kind === 'supplier' && belongsTo(actor, supplierId),

  /** Rate it, and ask the one question. */
  respond: (actor: Actor, own: OwnFeedback): boolean =>
    ownFeedbackPolicy.read(actor, own) && actsFor(actor, own.supplierId),
}
