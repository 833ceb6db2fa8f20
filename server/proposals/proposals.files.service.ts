import { mostFileBytes, mostFiles, type ProposalFile } from '../../shared/proposals/proposal.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { forgetFile, keepingFiles, refuseAttached } from '../platform/uploads.ts'
import { Submission } from './proposals.model.ts'
import { proposalPolicy } from './proposals.policy.ts'
import { loadProposal, type ProposalDocument, refuseAfterDeadline } from './proposals.service.ts'

function refuseTooMany(proposal: ProposalDocument, added: { size: number }[]): void {
  const files = [...proposal.draft.files, ...added]
  if (files.length > mostFiles) {
    throw new AppError('too-large', `A proposal can have ${mostFiles} files`, {
      files: `Attach at most ${mostFiles} files in all`,
    })
  }
  if (files.reduce((sum, { size }) => sum + size, 0) > mostFileBytes) {
    throw new AppError('too-large', 'The files are too large together', {
      files: 'All files together must be 250 MB or less',
    })
  }
}

/**
 * Attaches files to a draft: all of them, or none if one is refused.
 * @throws AppError not-found, forbidden, too-late, too-large, wrong-type, invalid for what is attached already
 * @returns what was attached
 */
export async function attachFiles(
  actor: Actor,
  proposalId: string,
  sent: Express.Multer.File[],
): Promise<ProposalFile[]> {
  const at = now()
  const { proposal, challenge } = await loadProposal(actor, proposalId, { at })
  refuseAfterDeadline(challenge, at)
  allow(proposalPolicy.edit(actor, challenge, proposal, at), 'Viewers read proposals and change nothing')
  if (sent.length === 0) throw new AppError('invalid', 'No file', { files: 'Choose at least one file' })
  refuseTooMany(proposal, sent)

  return keepingFiles(sent, async (kept) => {
    await transaction(async (session) => {
      const { proposal: current } = await loadProposal(actor, proposalId, { session, at })
      refuseTooMany(current, kept)
      refuseAttached(current.draft.files, kept)
      current.draft.files.push(...kept)
      current.set({ revision: current.revision + 1, savedAt: at })
      await current.save({ session })
    })
    return kept
  })
}

/** Takes a file out of a draft; what was submitted with it keeps it. @throws AppError not-found, forbidden, too-late */
export async function removeFile(actor: Actor, proposalId: string, fileId: string): Promise<void> {
  const at = now()
  await transaction(async (session) => {
    const { proposal, challenge } = await loadProposal(actor, proposalId, { session, at })
    refuseAfterDeadline(challenge, at)
    allow(proposalPolicy.edit(actor, challenge, proposal, at), 'Viewers read proposals and change nothing')
    if (!proposal.draft.files.some(({ id }) => id === fileId)) throw notFound('File')
    proposal.set({
      'draft.files': proposal.draft.files.filter(({ id }) => id !== fileId),
      revision: proposal.revision + 1,
      savedAt: at,
    })
    await proposal.save({ session })
  })
  const isSubmitted = await Submission.exists({ proposalId, 'content.files.id': fileId })
  if (!isSubmitted) await forgetFile(fileId)
}

/** A file of the supplier's own proposal, draft or submitted. @throws AppError not-found */
export async function getOwnFile(actor: Actor, proposalId: string, fileId: string): Promise<ProposalFile> {
  const { proposal } = await loadProposal(actor, proposalId)
  const submissions = await Submission.find({ proposalId, 'content.files.id': fileId }).lean()
  const all = [...proposal.draft.files, ...submissions.flatMap(({ content }) => content.files)]
  const file = all.find(({ id }) => id === fileId)
  if (!file) throw notFound('File')
  return file
}
