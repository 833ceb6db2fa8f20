import { wholeEvidence } from '../../shared/evidence/evidence.schema.ts'
import { findOrganisation } from '../organisations/index.ts'
import type { Fragment } from '../platform/fragments.ts'
import { monthsAhead } from '../../shared/evidence/buying.ts'
import { countOwnEnding } from './evidence.authority.service.ts'
import { isCounted } from './evidence.counted.service.ts'
import { CountedAwards } from './evidence.model.ts'
import { allFacts, isChosen } from './evidence.read.service.ts'
import { evidenceState } from './evidence.state.service.ts'

const mostChallenges = 10

/**
 * What is counted of the authority of a page; null for one that is not in the register, and before it was counted. No
 * figure is reckoned for it: there are hundreds of such pages, and nobody waits for their turn to see one.
 */
async function evidenceOf(organisationId: string) {
  const authority = (await findOrganisation(organisationId))?.authority?.code
  const state = await evidenceState()
  if (!authority || !isCounted(state)) return null
  const [all, awards] = await Promise.all([
    allFacts(state),
    CountedAwards.countDocuments({ build: state.build, authority }),
  ])
  const facts = all.filter((fact) => isChosen(fact, { ...wholeEvidence, authority }))
  return { code: authority, facts, awards }
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
      const counts = { challenges: known.facts.length, awards: known.awards }
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
