import { evaluationSettingsChosen } from '../../shared/evaluation/evaluation.events.ts'
import { levelAt } from '../../shared/evaluation/scale.ts'
import { type EvaluationSettings, pricedCriterion } from '../../shared/evaluation/settings.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { AppError, allow } from '../platform/errors.ts'
import { change } from './evaluation.panel.service.ts'
import { evaluationPolicy } from './evaluation.policy.ts'

/**
 * Says how proposals are scored and ranked. Before publication as often as one likes; after it once, then it stands.
 * @throws AppError not-found, forbidden, invalid naming the field
 */
export async function chooseSettings(
  actor: Actor,
  challengeId: string,
  settings: EvaluationSettings,
): Promise<void> {
  await change(actor, challengeId, async ({ challenge, evaluation, standing }, session) => {
    allow(
      evaluationPolicy.chooseSettings(actor, standing),
      'How proposals are scored stands once the challenge is public and it was chosen, or the proposals are open',
    )
    if (settings.isAnonymous && standing.isPublished) {
      const message = 'Names can be hidden only where suppliers are told before the challenge is public'
      throw new AppError('invalid', message, { isAnonymous: message })
    }
    const known = new Set(challenge.criteria.map(({ id }) => id))
    const priced = pricedCriterion(settings.price)
    if (priced !== null && !known.has(priced))
      throw new AppError('invalid', 'Choose a criterion of this challenge', {
        criterionId: 'Choose a criterion of this challenge',
      })
    for (const [criterionId, points] of Object.entries(settings.minimums)) {
      const message = `Choose a level of the scale, for a criterion of this challenge that people score`
      if (!known.has(criterionId) || criterionId === priced || !levelAt(settings, points))
        throw new AppError('invalid', message, { [`minimums.${criterionId}`]: message })
    }
    evaluation.set({ settings, settingsAt: now(), settingsBy: actor.userId })
    await record(session, actor, evaluationSettingsChosen, { challengeId })
  })
}
