import { wholeEvidence } from '../../shared/evidence/evidence.schema.ts'
import { findOrganisation } from '../organisations/index.ts'
import type { Fragment } from '../platform/fragments.ts'
import { monthsAhead } from '../../shared/evidence/buying.ts'
import { countOwnEnding } from './evidence.authority.service.ts'
import { isCounted } from './evidence.counted.service.ts'
import { readEvidence } from './evidence.read.service.ts'

const mostChallenges = 10

/** What is counted of the authority of a page; null for one that is not in the register, and before it was counted. */
async function evidenceOf(organisationId: string) {
  const code = (await findOrganisation(organisationId))?.authority?.code
  if (!code) return null
  const read = await readEvidence({ ...wholeEvidence, authority: code })
  return isCounted(read.state) ? { code, ...read } : null
}

/**
 * What the evidence room shows on an authority's page: its challenges, and the way to what is on record of it; and on the
 * list of one's own challenges the way to contracts that end, where the next could begin.
 */
export const evidenceFragments: Fragment[] = [
  {
    page: 'authority',
    slot: 'main',
    template: 'evidence/challenges-fragment.njk',
    show: async (_actor, organisationId) => {
      const known = await evidenceOf(organisationId)
      if (!known || known.facts.length === 0) return null
      const { code, facts } = known
      return { code, challenges: facts.slice(0, mostChallenges), more: facts.length > mostChallenges }
    },
  },
  {
    page: 'authority',
    slot: 'side',
    template: 'evidence/fragment.njk',
    show: async (_actor, organisationId) => {
      const known = await evidenceOf(organisationId)
      if (!known) return null
      const counts = { challenges: known.facts.length, awards: known.baseline.all.awards }
      return counts.challenges + counts.awards > 0 ? { code: known.code, ...counts } : null
    },
  },
  {
    page: 'own-challenges',
    slot: 'main',
    template: 'evidence/next-fragment.njk',
    show: async (actor) => {
      const { code, count } = await countOwnEnding(actor)
      return count > 0 ? { code, count, monthsAhead } : null
    },
  },
]
