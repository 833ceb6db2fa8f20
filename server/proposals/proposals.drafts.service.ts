import { asBuffer } from '../platform/bytes.ts'
import { AppError } from '../platform/errors.ts'
import { logger } from '../platform/logger.ts'
import { EnvelopeBroken } from './envelope.ts'
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

/** Somebody changed in the database what is stored of a draft. Nobody reads it any more; its supplier can begin it anew. */
export class DraftUnreadable extends AppError {
  constructor() {
    super(
      'conflict',
      'The draft of this proposal cannot be read: what is stored is not what was saved. Your other proposals, and what you submitted, are not touched. Begin the draft anew from the page of the proposal, and tell the brokerage.',
    )
  }
}

/** What the draft says. @throws DraftUnreadable if somebody changed what is stored */
export async function openDraft(proposal: ProposalRecord | ProposalDocument): Promise<KeptContent> {
  const { envelope, supplierKeyed } = proposal.draft
  try {
    const dataKey = unwrapKey(asBuffer(supplierKeyed), await supplierKey(proposal.supplierId))
    return await openValue<KeptContent>(asBuffer(envelope), dataKey, boundOf(proposal))
  } catch (error) {
    if (!(error instanceof EnvelopeBroken)) throw error
    logger('proposals').error({ err: error, proposalId: proposal._id }, 'A draft cannot be opened')
    throw new DraftUnreadable()
  }
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
