import type { ConsortiumPlan } from '../../shared/proposals/consortium.ts'
import {
  type Identity,
  type NamingPlace,
  placesOfNames,
  plainAddress,
} from '../../shared/proposals/naming.ts'
import type { ProposalContent } from '../../shared/proposals/proposal.ts'
import { findOrganisations } from '../organisations/index.ts'
import type { Partner } from './proposals.partnerships.store.ts'
import type { ProposedFacts } from './proposals.service.ts'

// The evaluation comes later, and knows what was chosen for it.
let isAnonymous: (challengeId: string) => Promise<boolean> = async () => false

/** Says which challenges have their proposals first read without names. */
export function useAnonymity(check: typeof isAnonymous): void {
  isAnonymous = check
}

/** Whether a proposal is first read without names, and where it names those who wrote it; it may be submitted all the same. */
export interface Anonymity {
  isAsked: boolean
  places: NamingPlace[]
}

/** Every name and address of those who take part. */
async function identityOf(
  supplierId: string,
  partners: readonly Partner[],
  { subcontractors }: ConsortiumPlan,
): Promise<Identity> {
  const ids = partners.flatMap(({ organisationId }) => organisationId ?? [])
  const organisations = [...(await findOrganisations([supplierId, ...ids])).values()]
  const profiles = organisations.flatMap(({ supplier }) => (supplier ? [supplier] : []))
  return {
    names: [...organisations, ...partners, ...subcontractors].map(({ name }) => name),
    addresses: [
      ...profiles.flatMap(({ links, contact }) => [...links.map(({ url }) => url), contact.email]),
      ...partners.map(({ email }) => email),
    ].map(plainAddress),
  }
}

/** The same for a draft. For services that checked who reads it. */
export async function anonymityOf(
  { id, form }: ProposedFacts,
  supplierId: string,
  { draft, partners, plan }: { draft: ProposalContent; partners: readonly Partner[]; plan: ConsortiumPlan },
): Promise<Anonymity> {
  if (!(await isAnonymous(id))) return { isAsked: false, places: [] }
  const identity = await identityOf(supplierId, partners, plan)
  return { isAsked: true, places: placesOfNames(draft, form, identity) }
}
