import { asBuffer } from '../platform/bytes.ts'
import type { ProposalDocument, ProposalRecord } from './proposals.model.ts'
import { type KeptContent, openValue, parts, sealValue, unwrapKey } from './sealing.ts'
import { supplierKey } from './supplier-key.ts'

type DraftPlace = Pick<ProposalRecord, '_id' | 'challengeId' | 'supplierId' | 'revision'>

const boundOf = ({ _id: proposalId, challengeId, supplierId, revision }: DraftPlace) => ({
  proposalId,
  challengeId,
  supplierId,
  part: parts.draft(revision),
})

/** What the draft says. @throws EnvelopeBroken if somebody changed what is stored */
export async function openDraft(proposal: ProposalRecord | ProposalDocument): Promise<KeptContent> {
  const { envelope, supplierKeyed } = proposal.draft
  const dataKey = unwrapKey(asBuffer(supplierKeyed), await supplierKey(proposal.supplierId))
  return openValue<KeptContent>(asBuffer(envelope), dataKey, boundOf(proposal))
}

/** The draft of a revision as it is stored: under a key of its own, which is under the supplier's. */
export async function sealDraft(place: DraftPlace, content: KeptContent): Promise<ProposalRecord['draft']> {
  const { envelope, supplierKeyed } = await sealValue(
    content,
    await supplierKey(place.supplierId),
    boundOf(place),
  )
  return { envelope, supplierKeyed }
}

/** Puts the next revision of the draft into its record, which is to be saved. */
export async function reviseDraft(
  proposal: ProposalDocument,
  content: KeptContent,
  savedAt: Date,
): Promise<void> {
  const { _id, challengeId, supplierId } = proposal
  const revision = proposal.revision + 1
  const draft = await sealDraft({ _id, challengeId, supplierId, revision }, content)
  proposal.set({ draft, revision, savedAt })
}
