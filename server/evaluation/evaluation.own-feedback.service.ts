import mongoose, { type ClientSession } from 'mongoose'
import {
  evaluationFeedbackQuestionAsked,
  evaluationFeedbackRated,
} from '../../shared/evaluation/award.events.ts'
import type { RateInput } from '../../shared/evaluation/award.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { isId } from '../../shared/platform/ids.ts'
import type { ProposalResult } from '../../shared/proposals/proposal.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import type { Submitted } from '../proposals/index.ts'
import { Decision, type DecisionRecord, Feedback, type FeedbackRecord } from './evaluation.award.model.ts'
import { ownFeedbackPolicy } from './evaluation.award.policy.ts'

const { trusted } = mongoose

async function loadOwn(actor: Actor, proposalId: string, session: ClientSession | null = null) {
  const own = isId(proposalId)
    ? await Feedback.findOne({ proposalId }).sort({ sentAt: -1 }).session(session)
    : null
  const facts = own && { supplierId: own.supplierId, isSent: own.sentAt !== null }
  if (!own?.sent || !own.sentAt || !facts || !ownFeedbackPolicy.read(actor, facts)) throw notFound('Feedback')
  return { own, summary: own.sent, sentAt: own.sentAt, facts }
}

/** The feedback on a proposal of the actor's own supplier. @throws AppError not-found to everybody else, and before it is sent */
export async function readOwnFeedback(actor: Actor, proposalId: string) {
  const { own, summary, sentAt, facts } = await loadOwn(actor, proposalId)
  const { challengeId, rating, question } = own
  return {
    proposalId,
    challengeId,
    sentAt,
    summary,
    rating,
    question: question && {
      text: question.text,
      at: question.at,
      answer: question.answer,
      answeredAt: question.answeredAt,
    },
    may: { respond: ownFeedbackPolicy.respond(actor, facts) },
  }
}

/** True if the feedback on this proposal was sent, and the actor may read it. */
export async function hasOwnFeedback(actor: Actor, proposalId: string): Promise<boolean> {
  const own = await Feedback.findOne({ proposalId }, { supplierId: 1, sentAt: 1 }).sort({ sentAt: -1 }).lean()
  return (
    own !== null && ownFeedbackPolicy.read(actor, { supplierId: own.supplierId, isSent: own.sentAt !== null })
  )
}

/**
 * What came of proposals of the actor's own supplier, as far as it was told: by its feedback, by the contract, and by
 * what is public where it all ended without an award.
 */
export async function resultsTold(
  actor: Actor,
  proposals: Submitted[],
): Promise<Map<string, ProposalResult>> {
  const [feedback, decisions] = await Promise.all([
    Feedback.find(trusted({ proposalId: { $in: proposals.map(({ proposalId }) => proposalId) } })).lean<
      FeedbackRecord[]
    >(),
    Decision.find(trusted({ _id: { $in: proposals.map(({ challengeId }) => challengeId) } })).lean<
      DecisionRecord[]
    >(),
  ])
  return new Map(
    proposals.flatMap(({ proposalId, challengeId }) => {
      const sent = feedback
        .filter((one) => one.proposalId === proposalId && one.sentAt !== null)
        .find(({ supplierId }) => ownFeedbackPolicy.read(actor, { supplierId, isSent: true }))
      const decision = decisions.find(({ _id }) => _id === challengeId)
      const result = toldBy(sent, decision)
      return result ? [[proposalId, result] as const] : []
    }),
  )
}

function toldBy(
  sent: FeedbackRecord | undefined,
  decision: DecisionRecord | undefined,
): ProposalResult | null {
  if (decision?.endedAt) return 'no-award'
  if (!sent?.sent) return null
  const hasContract = decision?.contracts.some(({ submissionId }) => submissionId === sent.submissionId)
  return hasContract ? 'contract' : sent.sent.result
}

const whoResponds = 'Members of the supplier who may change something can do this; viewers read it'

/** Says how useful the feedback is; a later word takes the place of an earlier one. @throws AppError not-found, forbidden */
export async function rateFeedback(
  actor: Actor,
  proposalId: string,
  { how, words }: RateInput,
): Promise<void> {
  await transaction(async (session) => {
    const { own, facts } = await loadOwn(actor, proposalId, session)
    allow(ownFeedbackPolicy.respond(actor, facts), whoResponds)
    own.set({ rating: { how, words, at: now() } })
    await own.save({ session })
    const { challengeId, submissionId, supplierId } = own
    await record(session, actor, evaluationFeedbackRated, { challengeId, submissionId, supplierId })
  })
}

/** Asks the one question that a supplier has about its feedback. @throws AppError not-found, forbidden, conflict for a second */
export async function askAboutFeedback(actor: Actor, proposalId: string, text: string): Promise<void> {
  await transaction(async (session) => {
    const { own, facts } = await loadOwn(actor, proposalId, session)
    allow(ownFeedbackPolicy.respond(actor, facts), whoResponds)
    if (own.question)
      throw new AppError('conflict', 'Your question is asked already; there is one for each feedback.')
    own.set({ question: { text, at: now(), answer: '', answeredAt: null, answeredBy: '' } })
    await own.save({ session })
    const { challengeId, submissionId, supplierId } = own
    await record(session, actor, evaluationFeedbackQuestionAsked, { challengeId, submissionId, supplierId })
  })
}
