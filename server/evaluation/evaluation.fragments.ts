import type { Actor } from '../../shared/platform/actor.ts'
import { findChallenge } from '../challenges/index.ts'
import { AppError } from '../platform/errors.ts'
import type { Fragment } from '../platform/fragments.ts'
import { hasOwnFeedback } from './evaluation.own-feedback.service.ts'
import { countOwnQuestions } from './evaluation.questions.service.ts'
import { presentSettings } from './evaluation.presenter.ts'
import { facts, readEvaluation, settingsOf } from './evaluation.service.ts'

async function partOf(actor: Actor, challengeId: string) {
  try {
    const { id, state, own, may } = await readEvaluation(actor, challengeId)
    return { id, state, own, may }
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return null
    throw error
  }
}

/** What the evaluation room shows on a challenge's page: how proposals are scored, for everybody; the way in, for those inside. */
export const evaluationFragments: Fragment[] = [
  {
    page: 'challenge',
    slot: 'criteria',
    template: 'evaluation/settings-fragment.njk',
    show: async (_actor, challengeId) => {
      const challenge = await findChallenge(challengeId)
      if (!challenge || challenge.criteria.length === 0) return null
      const told = await settingsOf(challengeId)
      return { ...told, settings: presentSettings(facts(challenge), told.settings) }
    },
  },
  {
    page: 'challenge',
    slot: 'actions',
    template: 'evaluation/fragment.njk',
    show: (actor, challengeId) => partOf(actor, challengeId),
  },
  {
    page: 'proposal',
    slot: 'actions',
    template: 'evaluation/questions-fragment.njk',
    show: async (actor, proposalId) => {
      const questions = await countOwnQuestions(actor, proposalId)
      return questions && { proposalId, ...questions }
    },
  },
  {
    page: 'proposal',
    slot: 'actions',
    template: 'evaluation/feedback-fragment.njk',
    show: async (actor, proposalId) => ((await hasOwnFeedback(actor, proposalId)) ? { proposalId } : null),
  },
]
