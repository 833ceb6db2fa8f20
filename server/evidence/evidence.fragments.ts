import { findOrganisation } from '../organisations/index.ts'
import type { Fragment } from '../platform/fragments.ts'
import { countsOf } from './evidence.authority.service.ts'

/** What the evidence room shows on an authority's page: the way to what is on record of it. */
export const evidenceFragments: Fragment[] = [
  {
    page: 'authority',
    slot: 'side',
    template: 'evidence/fragment.njk',
    show: async (_actor, organisationId) => {
      const code = (await findOrganisation(organisationId))?.authority?.code
      if (!code) return null
      const counts = await countsOf({ code })
      return counts.awards + counts.challenges > 0 ? { code, ...counts } : null
    },
  },
]
