import { evaluationFeedbackQuestionAnswered } from '../../shared/evaluation/award.events.ts'
import type { FeedbackInput } from '../../shared/evaluation/award.schema.ts'
import { usefulness } from '../../shared/evaluation/feedback.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { unseen } from '../platform/unseen-changes.ts'
import { Feedback, type FeedbackRecord } from './evaluation.award.model.ts'
import { awardPolicy } from './evaluation.award.policy.ts'
import { type Awarding, changeAwarding, loadAwarding, mayAward } from './evaluation.decision.service.ts'
import { openedProposals } from './evaluation.proposals.ts'
import { readRanking } from './evaluation.ranking.service.ts'
import { facts, scaleOf } from './evaluation.service.ts'
import { findingsOf, type SummarySource, summariesOf } from './evaluation.summaries.ts'

/** Everything that the summaries of a challenge are made from, for somebody who may see it. @throws AppError not-found */
export async function summarySource(
  actor: Actor,
  awarding: Awarding,
  feedback: readonly FeedbackRecord[],
): Promise<SummarySource> {
  const { ranking } = await readRanking(actor, awarding.challenge._id)
  return {
    evaluated: awarding,
    decision: { winners: awarding.decision?.winners ?? [] },
    feedback,
    ranking,
    proposals: await openedProposals(awarding.challenge),
  }
}

async function loadFeedback(actor: Actor, challengeId: string) {
  const awarding = await loadAwarding(actor, challengeId)
  if (!awarding.decision || !awardPolicy.read(actor, awarding.standing)) throw notFound('Feedback')
  const feedback = await Feedback.find({ challengeId }).lean<FeedbackRecord[]>()
  const source = await summarySource(actor, awarding, feedback)
  const findings = awarding.standing.isReleased ? [] : await findingsOf(source)
  return { awarding, decision: awarding.decision, source, findings }
}

/** How far the feedback on each proposal is, and what suppliers said of it. @throws AppError not-found */
export async function listFeedback(actor: Actor, challengeId: string) {
  const { awarding, decision, source, findings } = await loadFeedback(actor, challengeId)
  const rated = source.feedback.flatMap(({ rating }) => (rating ? [rating.how] : []))
  return {
    challenge: facts(awarding.challenge),
    stage: awarding.standing.stage,
    releasedAt: decision.releasedAt,
    winners: decision.winners.map(({ supplierName }) => supplierName),
    toMend: findings.filter(({ isKept }) => !isKept).length,
    ratings: usefulness.map((how) => ({ how, count: rated.filter((one) => one === how).length })),
    proposals: source.ranking.map(({ submissionId, supplierName, rank }) => {
      const own = source.feedback.find((one) => one.submissionId === submissionId)
      return {
        submissionId,
        supplierName,
        rank,
        isWinner: decision.winners.some((one) => one.submissionId === submissionId),
        toMend: findings.filter((one) => one.submissionId === submissionId && !one.isKept).length,
        rating: own?.rating ?? null,
        question: own?.question ?? null,
      }
    }),
    may: mayAward(actor, awarding.standing),
  }
}

/** The feedback on one proposal as it is written, with what was found in it and what it will look like. @throws AppError not-found */
export async function readFeedback(actor: Actor, challengeId: string, submissionId: string) {
  const { awarding, decision, source, findings } = await loadFeedback(actor, challengeId)
  const own = source.feedback.find((one) => one.submissionId === submissionId)
  const ranked = source.ranking.find((one) => one.submissionId === submissionId)
  if (!own || !ranked) throw notFound('Feedback')
  const order = source.ranking.map((one) => one.submissionId)
  const summary = own.sent ?? (await summariesOf(source)).get(submissionId) ?? null
  return {
    challenge: facts(awarding.challenge),
    stage: awarding.standing.stage,
    submissionId,
    supplierName: ranked.supplierName,
    isWinner: decision.winners.some((one) => one.submissionId === submissionId),
    proposal: source.proposals.find((one) => one.submissionId === submissionId) ?? null,
    summary,
    texts: own.texts,
    furtherReasons: own.furtherReasons,
    keptBecause: own.keptBecause,
    keptFor: own.keptFor ?? [],
    revision: own.revision,
    savedAt: own.savedAt,
    levels: scaleOf(awarding).levels,
    sentAt: own.sentAt,
    rating: own.rating,
    question: own.question,
    findings: findings.filter((one) => one.submissionId === submissionId),
    next: order[order.indexOf(submissionId) + 1] ?? null,
    may: mayAward(actor, awarding.standing),
  }
}

export type ReadFeedback = Awaited<ReturnType<typeof readFeedback>>

/**
 * Saves what is written of one proposal, whole or not.
 * @param input.revision the one that was shown; an older one means that it was saved elsewhere in between
 * @throws AppError not-found, forbidden once it is sent, conflict
 */
export async function saveFeedback(
  actor: Actor,
  challengeId: string,
  submissionId: string,
  input: FeedbackInput,
): Promise<{ revision: number; savedAt: Date }> {
  const savedAt = now()
  return changeAwarding(actor, challengeId, async ({ decision, standing }, session) => {
    if (!decision || !awardPolicy.read(actor, standing)) throw notFound('Feedback')
    allow(
      awardPolicy.write(actor, standing),
      'Feedback is written by somebody who acts for a buyer and did not score, until it is sent',
    )
    const own = await Feedback.findOne({ challengeId, submissionId }).session(session)
    if (!own) throw notFound('Feedback')
    if (own.revision !== input.revision) throw new AppError('conflict', unseen)
    const texts = own.texts.map((text) => ({
      criterionId: text.criterionId,
      explanation: input.explanations[text.criterionId] ?? text.explanation,
      better: input.better[text.criterionId] ?? text.better,
      forOthers: input.forOthers[text.criterionId] ?? text.forOthers,
    }))
    const { furtherReasons, keptBecause, keptFor } = input
    own.set({
      texts,
      furtherReasons,
      keptBecause,
      keptFor,
      revision: own.revision + 1,
      savedAt,
      savedBy: actor.userId,
    })
    await own.save({ session })
    return { revision: own.revision, savedAt }
  })
}

/** Answers a supplier's question about its feedback, to that supplier alone; scores and feedback stay as they are. */
export async function answerFeedbackQuestion(
  actor: Actor,
  challengeId: string,
  submissionId: string,
  answer: string,
): Promise<void> {
  await changeAwarding(actor, challengeId, async ({ standing }, session) => {
    if (!awardPolicy.read(actor, standing)) throw notFound('Feedback')
    allow(
      awardPolicy.answer(actor, standing),
      'Somebody who acts for a buyer and did not score answers questions about feedback',
    )
    const own = await Feedback.findOne({ challengeId, submissionId }).session(session)
    if (!own?.question) throw notFound('Question')
    if (own.question.answeredAt) throw new AppError('conflict', 'This question is answered already.')
    own.set({ question: { ...own.question, answer, answeredAt: now(), answeredBy: actor.userId } })
    await own.save({ session })
    const { proposalId, supplierId } = own
    await record(session, actor, evaluationFeedbackQuestionAnswered, {
      challengeId,
      submissionId,
      proposalId,
      supplierId,
    })
  })
}
