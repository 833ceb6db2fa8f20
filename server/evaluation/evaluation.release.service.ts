import { evaluationFeedbackReleased, evaluationNotAwarded } from '../../shared/evaluation/award.events.ts'
import { choiceFault } from '../../shared/evaluation/award.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record, recordAll } from '../audit/index.ts'
import { concludeChallenge } from '../challenges/index.ts'
import { now } from '../platform/clock.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { Feedback, type FeedbackRecord } from './evaluation.award.model.ts'
import { awardPolicy } from './evaluation.award.policy.ts'
import { type Awarding, changeAwarding, mostWinners } from './evaluation.decision.service.ts'
import { summarySource } from './evaluation.feedback.service.ts'
import { findingsOf, summariesOf, type SummarySource } from './evaluation.summaries.ts'

/**
 * Sends every supplier whose proposal was assessed its summary, winner and losers in one transaction: all of them can
 * read it from the same instant on, or none (s.50(3), reg 31(4)). Where nothing is awarded, that is public from then on.
 * @throws AppError not-found, forbidden, conflict while something is to be mended, or if it is sent already
 */
export async function releaseFeedback(actor: Actor, challengeId: string): Promise<void> {
  await changeAwarding(actor, challengeId, async (awarding, session) => {
    const { decision, standing } = awarding
    if (!decision || !awardPolicy.read(actor, standing)) throw notFound('Feedback')
    if (standing.isReleased) throw new AppError('conflict', 'The feedback is sent already.')
    allow(
      awardPolicy.release(actor, standing),
      'Feedback is sent by somebody who acts for a buyer and did not score',
    )
    const feedback = await Feedback.find({ challengeId }).session(session).lean<FeedbackRecord[]>()
    const source = await summarySource(actor, awarding, feedback)
    refuseOutdated(awarding, source.ranking)
    const open = (await findingsOf(source)).filter(({ isKept }) => !isKept)
    if (open.length > 0)
      throw new AppError('conflict', `Still to mend: ${open.length}. Each is named on its page.`)
    const at = now()
    const summaries = await summariesOf(source)
    if (summaries.size !== source.proposals.length)
      throw new AppError('conflict', 'A proposal has no feedback yet. Decide once more, and it is drafted.')
    for (const own of feedback) {
      const sent = { $set: { sent: summaries.get(own.submissionId), sentAt: at } }
      await Feedback.updateOne({ _id: own._id, revision: own.revision }, sent, { session })
    }
    const won = new Set(decision.winners.map(({ submissionId }) => submissionId))
    decision.set({
      releasedAt: at,
      releasedBy: actor.userId,
      assessed: source.proposals.length,
      unsuccessful: source.proposals
        .filter(({ submissionId }) => !won.has(submissionId))
        .map(({ supplierName }) => supplierName),
      endedAt: decision.noAward ? at : null,
    })
    await decision.save({ session })
    const told = feedback.map(({ proposalId, supplierId }) => ({ challengeId, proposalId, supplierId }))
    await recordAll(session, actor, evaluationFeedbackReleased, told)
    if (!decision.noAward) return
    await concludeChallenge(session, challengeId, 'not-awarded', at)
    await record(session, actor, evaluationNotAwarded, { challengeId })
  })
}

/** A ground of exclusion that was found since may have changed the ranking. @throws AppError conflict */
function refuseOutdated({ challenge, decision }: Awarding, ranking: SummarySource['ranking']): void {
  if (!decision || decision.noAward) return
  const winners = decision.winners.map(({ submissionId }) => submissionId)
  const fault = choiceFault(ranking, winners, mostWinners(challenge), decision.words)
  if (fault)
    throw new AppError('conflict', `The ranking has changed since the decision. ${fault}: decide once more.`)
}
