import type { Actor } from '../../shared/platform/actor.ts'
import { namedCriteria } from '../../shared/challenges/sub-criteria.ts'
import { notFound } from '../platform/errors.ts'
import type { Shown } from '../platform/unseen-changes.ts'
import { Feedback, type FeedbackRecord } from './evaluation.award.model.ts'
import { awardPolicy } from './evaluation.award.policy.ts'
import { loadAwarding } from './evaluation.decision.service.ts'

type Written = Pick<FeedbackRecord, 'texts' | 'furtherReasons' | 'keptBecause'> & { keptFor?: string[] }

/** What stood in a place, of a find's key: `name explanations.outcome Dry Walls Ltd`. */
const foundIn = (key: string): string => key.split(' ').slice(2).join(' ')

/** What is written of one proposal, as its form shows it. */
export function feedbackShown(
  { texts, furtherReasons, keptBecause, keptFor = [] }: Written,
  { criteria, isWinner }: { criteria: readonly { id: string; name: string }[]; isWinner: boolean },
): Shown {
  const nameOf = (id: string) => criteria.find((one) => one.id === id)?.name ?? ''
  const ofEach = texts.flatMap(({ criterionId, explanation, better, forOthers }): Shown => {
    const name = nameOf(criterionId)
    const others: Shown = isWinner ? [[`Why this score, for the other suppliers: ${name}`, forOthers]] : []
    return [
      [`Why this score: ${name}`, explanation],
      [`What would have scored more: ${name}`, better],
      ...others,
    ]
  })
  return [
    ...ofEach,
    ['Further reasons', furtherReasons],
    ['What was found and can stay', keptFor.map(foundIn).join('\n')],
    ['Why a name, a price or words that were found can stay', keptBecause],
  ]
}

/**
 * What is kept of one proposal's feedback now; nothing is looked for in it, and no proposal is opened.
 * @throws AppError not-found
 */
export async function feedbackKept(
  actor: Actor,
  challengeId: string,
  submissionId: string,
): Promise<{ revision: number; shown: Shown }> {
  const { challenge, decision, standing } = await loadAwarding(actor, challengeId)
  const own = awardPolicy.read(actor, standing)
    ? await Feedback.findOne({ challengeId, submissionId }).lean<FeedbackRecord>()
    : null
  if (!own) throw notFound('Feedback')
  return {
    revision: own.revision,
    shown: feedbackShown(own, {
      criteria: namedCriteria(challenge.criteria),
      isWinner: decision?.winners.some((one) => one.submissionId === submissionId) ?? false,
    }),
  }
}
