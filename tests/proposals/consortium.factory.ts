import { Partnership } from '../../server/proposals/proposals.partnerships.model.ts'
import { sealPartnership, tagOfOrganisation } from '../../server/proposals/proposals.partnerships.store.ts'
import { now } from '../../server/platform/clock.ts'
import { newId } from '../../shared/platform/ids.ts'

/** An invitation of an organisation as it is stored. @returns its id */
export async function aStoredPartnership(
  { proposalId, challengeId }: { proposalId: string; challengeId: string },
  supplierId: string,
  organisationId: string,
): Promise<string> {
  const place = { _id: newId(), proposalId, challengeId, supplierId, count: 0 }
  const kept = { organisationId, email: '', role: 'Sensors', share: null, confirmed: null }
  await Partnership.create({
    ...place,
    ...(await sealPartnership(place, kept)),
    partnerTag: await tagOfOrganisation(organisationId),
    state: 'invited',
    isStanding: true,
    createdAt: now(),
  })
  return place._id
}
