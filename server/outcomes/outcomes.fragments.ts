import type { Fragment } from '../platform/fragments.ts'
import { measuredPilotsOf } from '../organisations/index.ts'
import { originOf } from '../resources/index.ts'
import { countOwnAdoptions, readAdoptable } from './outcomes.adoption.read.service.ts'
import { listPilots } from './outcomes.pilots.service.ts'
import { hasResults } from './outcomes.results.service.ts'

/**
 * What the outcomes room shows on a challenge's page: the way to its pilot for the two sides, to published results for
 * all; on an authority's list of challenges, the way to adoptions that it asked for or is asked for; on a supplier's, its measured pilots; and on a case study's, where it comes from.
 */
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
  {
    page: 'own-challenges',
    slot: 'main',
    template: 'outcomes/own-fragment.njk',
    show: async (actor) => {
      const count = await countOwnAdoptions(actor)
      return count > 0 ? { count } : null
    },
  },
  {
    page: 'supplier',
    slot: 'main',
    template: 'outcomes/supplier-fragment.njk',
    show: async (_actor, supplierId) => {
      const pilots = (await measuredPilotsOf([supplierId])).get(supplierId) ?? []
      return pilots.length > 0 ? { pilots } : null
    },
  },
  {
    page: 'resource',
    slot: 'side',
    template: 'outcomes/resource-fragment.njk',
    show: async (actor, resourceId) => {
      const origin = await originOf(resourceId)
      if (!origin) return null
      const { challenge, supplierName, adoptions, submissionId } = await readAdoptable(actor, origin)
      const { id: challengeId, authorityName } = challenge
      return { challengeId, submissionId, authorityName, supplierName, adoptions }
    },
  },
]
