import type { ProposalContent } from '../../shared/proposals/proposal.ts'
import { effectiveStatus } from '../../shared/challenges/effective-status.ts'
import type { Challenge } from '../challenges/index.ts'
import { findOrganisations } from '../organisations/index.ts'
import { now } from '../platform/clock.ts'
import { isOpened, openedProposals as openedOf } from '../proposals/index.ts'

/** A proposal as this room reads it. */
export interface OpenedProposal {
  submissionId: string
  proposalId: string
  reference: string
  supplierId: string
  supplierName: string
  content: ProposalContent
  receivedAt: Date
}

/** True once the proposals for a challenge may be read by its buyers. */
export const areProposalsOpen = async (challenge: Challenge): Promise<boolean> =>
  effectiveStatus(challenge, now()) === 'closed' && (await isOpened(challenge._id))

/** The proposals of a challenge whose proposals are open, in the order of their references; none before. */
export const openedProposals = async (challenge: Challenge): Promise<OpenedProposal[]> =>
  (await readable(challenge)).proposals

/** The same, with the references of those that cannot be read: what is stored of them is not what was sealed. */
export async function readable(
  challenge: Challenge,
): Promise<{ proposals: OpenedProposal[]; unreadable: string[] }> {
  if (!(await areProposalsOpen(challenge))) return { proposals: [], unreadable: [] }
  const { proposals, unreadable } = await openedOf(challenge._id)
  const suppliers = await findOrganisations(proposals.map(({ supplierId }) => supplierId))
  const named = proposals.map(({ id: submissionId, proposalId, reference, supplierId, content, receivedAt }) => ({
    submissionId,
    proposalId,
    reference,
    supplierId,
    supplierName: suppliers.get(supplierId)?.name ?? '',
    content,
    receivedAt,
  }))
  return { proposals: named, unreadable }
}
