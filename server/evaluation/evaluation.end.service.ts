import { evaluationEndNoticeRecorded, evaluationNotAwarded } from '../../shared/evaluation/award.events.ts'
import type { EndInput, NoticeInput } from '../../shared/evaluation/award.schema.ts'
import { dayOf } from '../../shared/coaching/law/periods.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { concludeChallenge } from '../challenges/index.ts'
import { now } from '../platform/clock.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { Decision } from './evaluation.award.model.ts'
import { awardPolicy } from './evaluation.award.policy.ts'
import { checkNoticeDay, settle } from './evaluation.award.service.ts'
import { changeAwarding } from './evaluation.decision.service.ts'
import { evaluationPolicy } from './evaluation.policy.ts'

const whoEnds =
  'Somebody who acts for a buyer, has declared and did not score can end this, before a contract'

/**
 * Ends it without an award, with the reason, for everybody to read. Where the feedback is decided on and not sent yet,
 * it goes out with the decision instead: see `releaseFeedback`.
 * @throws AppError not-found, forbidden, conflict
 */
export async function endWithoutAward(
  actor: Actor,
  challengeId: string,
  { because, words }: EndInput,
): Promise<void> {
  await changeAwarding(actor, challengeId, async ({ decision, standing }, session) => {
    if (!evaluationPolicy.readProposals(actor, standing)) throw notFound('Award')
    if (standing.stage === 'ended') throw new AppError('conflict', 'It is ended already.')
    if (standing.hasContract)
      throw new AppError(
        'conflict',
        'A contract is recorded: there is an award, and it can’t be taken back here.',
      )
    allow(awardPolicy.end(actor, standing), whoEnds)
    if (standing.state === 'agreed' && !standing.isReleased)
      throw new AppError(
        'conflict',
        'Every score is agreed: decide that nothing is awarded, and send the feedback. That ends it.',
      )
    const at = now()
    const made = decision ?? new Decision({ _id: challengeId, decidedAt: at, decidedBy: actor.userId })
    made.set({ noAward: { because, words, notice: null }, endedAt: at })
    await settle(made, session)
    await concludeChallenge(session, challengeId, 'not-awarded', at)
    await record(session, actor, evaluationNotAwarded, { challengeId })
  })
}

/** Records that the procurement termination notice (UK12) is published. @throws AppError not-found, forbidden, invalid */
export async function recordEndNotice(actor: Actor, challengeId: string, notice: NoticeInput): Promise<void> {
  await changeAwarding(actor, challengeId, async ({ decision, standing }, session) => {
    if (!decision?.noAward || !decision.endedAt || !evaluationPolicy.readProposals(actor, standing))
      throw notFound('Award')
    allow(awardPolicy.recordEndNotice(actor, standing), whoEnds)
    checkNoticeDay(notice.publishedOn, dayOf(decision.endedAt), 'It was ended on')
    decision.set({ noAward: { ...decision.noAward, notice } })
    await decision.save({ session })
    await record(session, actor, evaluationEndNoticeRecorded, { challengeId })
  })
}
