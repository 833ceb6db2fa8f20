import type { Actor } from '../../shared/platform/actor.ts'
import { emptyProposal } from '../../shared/proposals/proposal.ts'
import { proposalBegunAnew } from '../../shared/proposals/proposals.events.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow } from '../platform/errors.ts'
import { DraftUnreadable, openDraft, reviseDraft } from './proposals.drafts.service.ts'
import { EnvelopeBroken } from './envelope.ts'
import { type ProposalDocument, Submission, type SubmissionRecord } from './proposals.model.ts'
import { proposalPolicy } from './proposals.policy.ts'
import { openAsSupplier } from './proposals.sealed.service.ts'
import { loadProposal, refuseAfterDeadline } from './proposals.service.ts'
import type { KeptContent } from './sealing.ts'

/** What was submitted last and can be read; nothing where nothing can. */
async function lastSubmitted({ _id: proposalId }: ProposalDocument): Promise<KeptContent> {
  const [last] = await Submission.find({ proposalId })
    .sort({ version: -1 })
    .limit(1)
    .lean<SubmissionRecord[]>()
  try {
    if (!last) return { ...emptyProposal(), files: [] }
    const { members: _, ...content } = (await openAsSupplier(last)).content
    return content
  } catch (error) {
    if (error instanceof EnvelopeBroken) return { ...emptyProposal(), files: [] }
    throw error
  }
}

/**
 * Begins a draft anew that somebody changed where it is stored: with what was submitted last, or with nothing.
 * @throws AppError not-found, forbidden, too-late, conflict for a draft that can be read
 */
export async function beginDraftAnew(actor: Actor, proposalId: string): Promise<void> {
  const at = now()
  await transaction(async (session) => {
    const { proposal, challenge } = await loadProposal(actor, proposalId, { session, at })
    refuseAfterDeadline(challenge, at)
    allow(proposalPolicy.edit(actor, challenge, proposal, at), 'Viewers read proposals and change nothing')
    const isReadable = await openDraft(proposal).then(
      () => true,
      (error: unknown) => {
        if (error instanceof DraftUnreadable) return false
        throw error
      },
    )
    if (isReadable) throw new AppError('conflict', 'This draft can be read: go on with it.')
    await reviseDraft(proposal, await lastSubmitted(proposal), at)
    await proposal.save({ session })
    const { challengeId, supplierId } = proposal
    await record(session, actor, proposalBegunAnew, { proposalId, challengeId, supplierId })
  })
}
