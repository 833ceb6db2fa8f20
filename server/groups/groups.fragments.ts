import { isBroker } from '../../shared/platform/actor.ts'
import { withQuery } from '../platform/page-links.ts'
import type { Fragment } from '../platform/fragments.ts'
import { groupPolicy, watchPolicy } from './groups.policy.ts'

/** What the groups room shows on pages of earlier rooms, to authorities and brokers. */
export const groupsFragments: Fragment[] = [
  {
    page: 'challenge',
    slot: 'links',
    template: 'groups/challenge-link.njk',
    show: async (actor, challengeId) => (groupPolicy.found(actor) ? { challengeId } : null),
  },
  {
    page: 'problems',
    slot: 'tools',
    template: 'groups/problems-tools.njk',
    show: async (actor, _id, req) => {
      const { q, category, region } = req.query
      return watchPolicy.keep(actor)
        ? { watchHref: withQuery('/your-watches', { q, category, region }) }
        : null
    },
  },
  {
    page: 'desk',
    slot: 'end',
    template: 'groups/desk-link.njk',
    show: async (actor) => (isBroker(actor) ? {} : null),
  },
]
