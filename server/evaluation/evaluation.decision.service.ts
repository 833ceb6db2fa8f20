import type { ClientSession, HydratedDocument } from 'mongoose'
import { choiceFault, isAboveThreshold, stageOf } from '../../shared/evaluation/award.ts'
import { evaluationDecided } from '../../shared/evaluation/award.events.ts'
import type { DecideInput } from '../../shared/evaluation/award.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { findOrganisations } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { refuseDuplicate, transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { Decision, type DecisionRecord } from './evaluation.award.model.ts'
import { awardPolicy, type AwardStanding } from './evaluation.award.policy.ts'
import { draftFeedback } from './evaluation.drafts.service.ts'
import { incompleteAmong } from './evaluation.exclusions.read.service.ts'
import { type OpenedProposal, openedProposals } from './evaluation.proposals.ts'
import { readRanking } from './evaluation.ranking.service.ts'
import { type Evaluated, facts, loadEvaluation } from './evaluation.service.ts'

/** A challenge between ranking and contract, as the rules of this part see it for one actor. */
export interface Awarding extends Evaluated {
  /** Null while nothing is decided. */
  decision: HydratedDocument<DecisionRecord> | null
  standing: AwardStanding
}

/** @throws AppError not-found to everybody who may not know of the evaluation */
export async function loadAwarding(
  actor: Actor,
  challengeId: string,
  session: ClientSession | null = null,
): Promise<Awarding> {
  const evaluated = await loadEvaluation(actor, challengeId, session)
  const decision = await Decision.findById(challengeId).session(session)
  const standing = {
    ...evaluated.standing,
    stage: stageOf(decision),
    isReleased: decision !== null && decision.releasedAt !== null,
    hasContract: decision !== null && decision.contracts.length > 0,
  }
  return { ...evaluated, decision, standing }
}

const crossed = 'Somebody else has just changed this. Look at it again.'

/** Loads, changes and keeps a decision in one transaction. */
export async function changeAwarding<Result>(
  actor: Actor,
  challengeId: string,
  work: (awarding: Awarding, session: ClientSession) => Promise<Result>,
): Promise<Result> {
  return refuseDuplicate(
    transaction(async (session) => work(await loadAwarding(actor, challengeId, session), session)),
    crossed,
  )
}

/** How many may win: as many as the challenge has pilots. */
export const mostWinners = ({ budget }: Evaluated['challenge']): number => Math.max(1, budget.pilots ?? 1)

/** What actors may do with decision, feedback and award now. */
export const mayAward = (actor: Actor, standing: AwardStanding) => ({
  decide: awardPolicy.decide(actor, standing),
  write: awardPolicy.write(actor, standing),
  release: awardPolicy.release(actor, standing),
  answer: awardPolicy.answer(actor, standing),
  publish: awardPolicy.publish(actor, standing),
  enterContract: awardPolicy.enterContract(actor, standing),
  recordNotice: awardPolicy.recordNotice(actor, standing),
  end: awardPolicy.end(actor, standing),
  recordEndNotice: awardPolicy.recordEndNotice(actor, standing),
})

/** The ranking with what was decided on it. @throws AppError not-found to whoever may not see the ranking */
export async function readDecision(actor: Actor, challengeId: string) {
  const { challenge, decision, standing } = await loadAwarding(actor, challengeId)
  if (!awardPolicy.read(actor, standing)) throw notFound('Decision')
  const { ranking, unreadable } = await readRanking(actor, challengeId)
  const first = ranking.filter(({ rank }) => rank !== null && rank <= mostWinners(challenge))
  const unchecked = new Set(
    await incompleteAmong(
      challengeId,
      first.map(({ submissionId }) => submissionId),
    ),
  )
  return {
    challenge: facts(challenge),
    unreadable,
    isAbove: isAboveThreshold(challenge),
    stage: standing.stage,
    most: mostWinners(challenge),
    /** Who would win by the ranking without their exclusion grounds having been looked at. */
    unchecked: first
      .filter(({ submissionId }) => unchecked.has(submissionId))
      .map(({ supplierName }) => supplierName),
    ranking: ranking.map(({ submissionId, supplierName, rank, total, unranked }) => ({
      submissionId,
      supplierName,
      rank,
      total,
      isRanked: unranked === null,
    })),
    decision: decision && {
      winners: decision.winners.map(({ submissionId, supplierName }) => ({ submissionId, supplierName })),
      noAward: decision.noAward,
      words: decision.words,
      decidedAt: decision.decidedAt,
      releasedAt: decision.releasedAt,
    },
    may: mayAward(actor, standing),
  }
}

export type ReadDecision = Awaited<ReturnType<typeof readDecision>>

/** Above the threshold nobody wins whose exclusion grounds were not looked at (s.26). */
async function refuseUnchecked(
  challengeId: string,
  winners: readonly string[],
  opened: readonly OpenedProposal[],
): Promise<void> {
  const missing = new Set(await incompleteAmong(challengeId, winners))
  if (missing.size === 0) return
  const names = opened.filter(({ submissionId }) => missing.has(submissionId))
  const fault = `First finish the checks of exclusion grounds of ${names.map(({ supplierName }) => supplierName).join(', ')}`
  throw new AppError('invalid', fault, { winners: fault })
}

/**
 * Records, provisionally, who wins or that nothing is awarded; drafts the feedback the first time. Nobody outside the
 * buyer learns of it.
 * @throws AppError not-found, forbidden, invalid naming the field
 */
export async function decide(actor: Actor, challengeId: string, input: DecideInput): Promise<void> {
  const { ranking, unreadable } = await readRanking(actor, challengeId)
  if (unreadable.length > 0 && input.words === '') {
    const fault = `${unreadable.join(', ')} cannot be read, and is not in the ranking: say why you decide all the same`
    throw new AppError('invalid', fault, { words: fault })
  }
  await changeAwarding(actor, challengeId, async (awarding, session) => {
    const { challenge, decision, standing } = awarding
    allow(
      awardPolicy.decide(actor, standing),
      'The moderator, or somebody who acts for a buyer and did not score, decides, until the feedback is out',
    )
    const fault =
      input.outcome === 'award'
        ? choiceFault(ranking, input.winners, mostWinners(challenge), input.words)
        : null
    if (fault)
      throw new AppError('invalid', fault, { [fault.includes('say how') ? 'words' : 'winners']: fault })
    const opened = await openedProposals(challenge)
    const isAward = input.outcome === 'award'
    if (isAward && isAboveThreshold(challenge)) await refuseUnchecked(challengeId, input.winners, opened)
    const suppliers = await findOrganisations(opened.map(({ supplierId }) => supplierId))
    const chosen = opened.filter(({ submissionId }) => isAward && input.winners.includes(submissionId))
    const made = decision ?? new Decision({ _id: challengeId })
    made.set({
      winners: chosen.map(({ submissionId, proposalId, supplierId, supplierName }) => ({
        submissionId,
        proposalId,
        supplierId,
        supplierName,
        companyNumber: suppliers.get(supplierId)?.supplier?.companyNumber ?? null,
      })),
      noAward:
        isAward || input.because === '' ? null : { because: input.because, words: input.words, notice: null },
      words: isAward ? input.words : '',
      decidedAt: now(),
      decidedBy: actor.userId,
    })
    await made.save({ session })
    await draftFeedback(actor, awarding, opened, ranking, session)
    await record(session, actor, evaluationDecided, { challengeId })
  })
}
