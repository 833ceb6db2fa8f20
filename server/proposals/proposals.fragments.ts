import { findChallenge } from '../challenges/index.ts'
import { now } from '../platform/clock.ts'
import type { Fragment } from '../platform/fragments.ts'
import { findOpening } from './proposals.openings.service.ts'
import { proposalPolicy } from './proposals.policy.ts'
import { findOwnProposal, proposedFacts } from './proposals.service.ts'

/** What the proposals room shows on the pages of earlier rooms: the one main action of a challenge. */
export const proposalsFragments: Fragment[] = [
  {
    page: 'challenge',
    slot: 'actions',
    template: 'proposals/fragment.njk',
    show: async (actor, challengeId) => {
      const record = await findChallenge(challengeId)
      if (!record) return null
      const challenge = proposedFacts(record, now())
      const [own, opening] = await Promise.all([
        findOwnProposal(actor, challengeId),
        findOpening(challengeId),
      ])
      return {
        challenge,
        openedAt: opening?.openedAt ?? null,
        own: own && { id: own._id, status: own.status },
        isBuyer: proposalPolicy.isOfBuyer(actor, challenge),
        isVisitor: actor.kind === 'visitor',
        may: { start: proposalPolicy.start(actor, challenge, now()) },
      }
    },
  },
]
