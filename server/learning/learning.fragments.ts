import { isBroker } from '../../shared/platform/actor.ts'
import type { Fragment } from '../platform/fragments.ts'
import { learningPolicy } from './learning.policy.ts'

/** Ways to courses from the pages of earlier and later rooms. */
export const learningFragments: Fragment[] = [
  {
    page: 'account',
    slot: 'links',
    template: 'learning/account-link.njk',
    show: async (actor) => (learningPolicy.keepProgress(actor) ? {} : null),
  },
  {
    page: 'organisation',
    slot: 'links',
    template: 'learning/organisation-link.njk',
    show: async (actor, id) => {
      if (learningPolicy.seeSkills(actor, id)) return { isTotal: false }
      return isBroker(actor) ? { isTotal: true } : null
    },
  },
]
