import type { ClientSession } from 'mongoose'
import { comparedPriceName } from '../../shared/challenges/whole-life.ts'
import type { FeedbackText } from '../../shared/evaluation/feedback.ts'
import { draftOfPrice, draftOfScore, draftOfUnranked } from '../../shared/evaluation/feedback-drafts.ts'
import { levelsOf } from '../../shared/evaluation/scale.ts'
import { pricedCriterion } from '../../shared/evaluation/settings.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { now } from '../platform/clock.ts'
import { Feedback, type FeedbackRecord } from './evaluation.award.model.ts'
import { agreementsOf, standingAgreements, submittedSheets } from './evaluation.consensus.service.ts'
import type { OpenedProposal } from './evaluation.proposals.ts'
import type { ReadRanking } from './evaluation.ranking.service.ts'
import type { Evaluated } from './evaluation.service.ts'

type Ranked = ReadRanking['ranking'][number]

/** Drafts the feedback on every proposal that has none yet, from what the panel agreed and what it rests on. */
export async function draftFeedback(
  actor: Actor,
  evaluated: Evaluated,
  proposals: readonly OpenedProposal[],
  ranking: readonly Ranked[],
  session: ClientSession,
): Promise<void> {
  const challengeId = evaluated.challenge._id
  const known = await Feedback.find({ challengeId }, { submissionId: 1 }).session(session).lean()
  const missing = proposals.filter((one) =>
    known.every(({ submissionId }) => submissionId !== one.submissionId),
  )
  if (missing.length === 0) return
  const drafts = await draftsFrom(evaluated)
  const rows = missing.map(({ submissionId, proposalId, supplierId }): Partial<FeedbackRecord> => {
    const ranked = ranking.find((one) => one.submissionId === submissionId)
    return {
      challengeId,
      submissionId,
      proposalId,
      supplierId,
      texts: ranked ? drafts(ranked) : [],
      furtherReasons: draftOfUnranked(ranked?.unranked ?? null),
      revision: 1,
      savedAt: now(),
      savedBy: actor.userId,
    }
  })
  await Feedback.insertMany(rows, { session })
}

async function draftsFrom(evaluated: Evaluated): Promise<(ranked: Ranked) => FeedbackText[]> {
  const { challenge, settings } = evaluated
  const agreed = standingAgreements(await agreementsOf(challenge._id))
  const given = (await submittedSheets(evaluated)).flatMap(({ scores }) => scores)
  const priced = pricedCriterion(settings.price)
  return ({ submissionId, parts, pricePence }) =>
    parts.map(({ criterionId, weight, earned }) => {
      if (criterionId === priced)
        return draftOfPrice(criterionId, {
          formula: settings.price.formula,
          priceName: comparedPriceName(challenge.wholeLifeYears),
          pricePence,
          earned,
          weight,
        })
      const agreement = agreed.get(`${submissionId} ${criterionId}`)
      const evidence = given
        .filter((one) => one.submissionId === submissionId && one.criterionId === criterionId)
        .map((one) => one.evidence)
      return draftOfScore(criterionId, {
        levels: levelsOf(settings),
        points: agreement?.points ?? 0,
        reason: agreement?.reason ?? '',
        evidence,
      })
    })
}
