import { belongsTo } from '../../shared/platform/actor.ts'
import { findChallenge } from '../challenges/index.ts'
import type { Fragment } from '../platform/fragments.ts'
import { introductionPolicy } from './matching.introduction.policy.ts'
import { introductionsOnRecord } from './matching.introduction.service.ts'

/** On a challenge's page: how many suppliers the buyer met in engagement, for everybody; the way to all, for brokers. */
export const introductionsFragment: Fragment = {
  page: 'challenge',
  slot: 'side',
  template: 'matching/introductions-fragment.njk',
  show: async (actor, challengeId) => {
    const challenge = await findChallenge(challengeId)
    if (!challenge?.publishedAt) return null
    const record = await introductionsOnRecord(actor, challenge)
    const isBroker = introductionPolicy.seeAll(actor)
    if (record.length === 0 && !isBroker) return null
    return { challengeId, record, isBroker, isOwn: belongsTo(actor, challenge.authorityId) }
  },
}
