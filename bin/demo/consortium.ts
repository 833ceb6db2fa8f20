import { confirmationsAt } from '../../shared/proposals/confirmations.ts'
import { invitePartnerSchema } from '../../shared/proposals/consortium.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { answerPartnership, confirmPartnership, invitePartner } from '../../server/proposals/index.ts'
import { now } from '../../server/platform/clock.ts'
import type { DemoProposal } from './demo-files.ts'

/** The partners of a proposal are invited, and answer as their story says. */
export async function inviteDemoPartners(
  lead: Actor,
  proposalId: string,
  partners: DemoProposal['partners'],
  staffOf: (supplier: string) => Promise<Actor>,
): Promise<void> {
  for (const { supplier, role, hasConfirmed } of partners) {
    const partner = await staffOf(supplier)
    const organisationId = partner.organisation?.id ?? ''
    const { id } = await invitePartner(lead, proposalId, invitePartnerSchema.parse({ organisationId, role }))
    if (!hasConfirmed) continue
    const list = confirmationsAt(now())
    await answerPartnership(partner, id, 'accept')
    const confirmed = list.items.map((item) => item.id)
    await confirmPartnership(partner, id, { list: list.from, confirmed })
  }
}
