import { actsFor } from '../../shared/platform/actor.ts'
import type { Fragment } from '../platform/fragments.ts'
import { marketFragments } from './matching.market.fragments.ts'
import { introductionsFragment } from './matching.introduction.fragment.ts'
import { matchPolicy } from './matching.policy.ts'
import { matchForSupplier } from './matching.presenter.ts'
import { findRankedChallenge, isOpen, summariseRanking } from './matching.service.ts'

/** What the matching room shows on the pages of earlier rooms. */
export const matchingFragments: Fragment[] = [
  ...marketFragments,
  {
    page: 'challenge',
    slot: 'side',
    template: 'matching/why-fragment.njk',
    show: async (actor, challengeId) => {
      const { organisation } = actor
      const match =
        organisation?.kind === 'supplier' ? await matchForSupplier(challengeId, organisation.id) : null
      const mayEdit = actsFor(actor, organisation?.id ?? '')
      const challenge = match && (await findRankedChallenge(challengeId))
      const isRefused = match?.status === 'not-for-me'
      const mayAnswer = mayEdit && challenge !== null && isOpen(challenge)
      return (
        match && { match, mayEdit, mayAnswer: mayAnswer && !isRefused, mayTakeBack: mayAnswer && isRefused }
      )
    },
  },
  {
    page: 'challenge',
    slot: 'side',
    template: 'matching/ranking-fragment.njk',
    show: async (actor, challengeId) => {
      const challenge = matchPolicy.seeRanking(actor) ? await findRankedChallenge(challengeId) : null
      return challenge && { challengeId, summary: await summariseRanking(challengeId) }
    },
  },
  introductionsFragment,
]
