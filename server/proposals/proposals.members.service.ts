import type { Actor } from '../../shared/platform/actor.ts'
import { confirmationsAt } from '../../shared/proposals/confirmations.ts'
import { type ConsortiumPlan, type Member } from '../../shared/proposals/consortium.ts'
import { findOrganisations, type Organisation } from '../organisations/index.ts'
import type { Partner } from './proposals.partnerships.store.ts'

const factsOf = (organisation: Organisation | undefined) => ({
  companyNumber: organisation?.supplier?.companyNumber ?? null,
  isSme: organisation?.supplier?.isSme ?? null,
  isVcse: organisation?.supplier?.isVcse ?? null,
})

/**
 * Everybody who takes part, as it is sealed: the lead, who confirms for itself by submitting, its partners, and whom it
 * named as subcontractors. What is known of an organisation comes from its profile.
 */
export async function membersOf(
  actor: Actor,
  supplierId: string,
  { plan, partners, at }: { plan: ConsortiumPlan; partners: Partner[]; at: Date },
): Promise<Member[]> {
  const ids = [supplierId, ...partners.flatMap(({ organisationId }) => organisationId ?? [])]
  const organisations = await findOrganisations(ids)
  const lead: Member = {
    part: 'lead',
    organisationId: supplierId,
    name: organisations.get(supplierId)?.name ?? actor.organisation?.name ?? '',
    ...factsOf(organisations.get(supplierId)),
    role: plan.leadRole,
    share: plan.leadShare,
    confirmed: { list: confirmationsAt(at).from, at: at.toISOString() },
  }
  return [
    lead,
    ...partners.map(
      ({ organisationId, name, role, share, confirmed }): Member => ({
        part: 'partner',
        organisationId,
        name,
        ...factsOf(organisations.get(organisationId ?? '')),
        role,
        share,
        confirmed,
      }),
    ),
    ...plan.subcontractors.map(
      ({ name, what, share }): Member => ({
        part: 'subcontractor',
        organisationId: null,
        name,
        companyNumber: null,
        isSme: null,
        isVcse: null,
        role: what,
        share,
        confirmed: null,
      }),
    ),
  ]
}
