import type { Fragment } from '../platform/fragments.ts'
import { listPilots } from './outcomes.pilots.service.ts'
import { hasResults } from './outcomes.results.service.ts'

/** What the outcomes room shows on a challenge's page: the way to its pilot for the two sides, to published results for all. */
export const outcomesFragments: Fragment[] = [
  {
    page: 'challenge',
    slot: 'actions',
    template: 'outcomes/fragment.njk',
    show: async (actor, challengeId) => {
      const [pilots, isPublished] = await Promise.all([
        listPilots(actor, challengeId),
        hasResults(challengeId),
      ])
      return pilots.length > 0 || isPublished
        ? { challengeId, hasPilot: pilots.length > 0, isPublished }
        : null
    },
  },
]
