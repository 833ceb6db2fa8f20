import { mostFileBytes, mostFiles, type ProposalFile } from '../../shared/proposals/proposal.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import type { ScanReader } from '../platform/file-scans.ts'
import { forgetFile, keepingFiles, refuseAttached } from '../platform/stored-files.ts'
import { EnvelopeBroken } from './envelope.ts'
import { DraftUnreadable, openDraft, reviseDraft } from './proposals.drafts.service.ts'
import { keepSealed, readSealed, type SealedFile, sealedFileOf } from './proposals.files.store.ts'
import { Proposal, type ProposalRecord, Submission, type SubmissionRecord } from './proposals.model.ts'
import { proposalPolicy } from './proposals.policy.ts'
import { openAsSupplier } from './proposals.sealed.service.ts'
import { loadProposal, refuseAfterDeadline } from './proposals.service.ts'
import type { KeptContent, KeptFile } from './sealing.ts'

function refuseTooMany(known: { size: number }[], added: { size: number }[]): void {
  const files = [...known, ...added]
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
  refuseTooMany((await openDraft(proposal)).files, sent)

  const keep = (file: Express.Multer.File) => keepSealed(file, proposal)
  return keepingFiles(sent, keep, async (kept) => {
    await transaction(async (session) => {
      const { proposal: current } = await loadProposal(actor, proposalId, { session, at })
      const draft = await openDraft(current)
      refuseTooMany(draft.files, kept)
      refuseAttached(draft.files, kept)
      await reviseDraft(current, { ...draft, files: [...draft.files, ...kept] }, at)
      await current.save({ session })
    })
    return kept.map(({ key: _, ...file }) => file)
  })
}

/** Takes a file out of a draft; what was submitted with it keeps it. @throws AppError not-found, forbidden, too-late */
export async function removeFile(actor: Actor, proposalId: string, fileId: string): Promise<void> {
  const at = now()
  await transaction(async (session) => {
    const { proposal, challenge } = await loadProposal(actor, proposalId, { session, at })
    refuseAfterDeadline(challenge, at)
    allow(proposalPolicy.edit(actor, challenge, proposal, at), 'Viewers read proposals and change nothing')
    const draft = await openDraft(proposal)
    if (!draft.files.some(({ id }) => id === fileId)) throw notFound('File')
    await reviseDraft(proposal, { ...draft, files: draft.files.filter(({ id }) => id !== fileId) }, at)
    await proposal.save({ session })
  })
  if (!(await mayBeSubmitted(proposalId, fileId))) await forgetFile(fileId)
}

/** True for a file of something that was submitted, and where that cannot be said: what is forgotten is gone. */
async function mayBeSubmitted(proposalId: string, fileId: string): Promise<boolean> {
  for await (const files of submittedFiles(proposalId))
    if (!files || files.some(({ id }) => id === fileId)) return true
  return false
}

/**
 * The files of each submission of a proposal, one after the other, so that few are ever held; null for one that
 * somebody changed where it is stored.
 */
async function* submittedFiles(proposalId: string): AsyncGenerator<KeptFile[] | null> {
  const cursor = Submission.find({ proposalId })
    .sort({ version: -1 })
    .lean<SubmissionRecord[]>()
    .cursor({ batchSize: 5 })
  try {
    for await (const submission of cursor)
      yield filesIn(openAsSupplier(submission).then(({ content }) => content))
  } finally {
    await cursor.close()
  }
}

async function filesIn(opened: Promise<KeptContent>): Promise<KeptFile[] | null> {
  try {
    return (await opened).files
  } catch (error) {
    if (error instanceof EnvelopeBroken || error instanceof DraftUnreadable) return null
    throw error
  }
}

/** A file of a proposal, of its draft or of what was submitted, wherever it can be read. @throws AppError not-found */
async function sealedFileIn(proposal: ProposalRecord, fileId: string): Promise<SealedFile> {
  const { _id: proposalId, challengeId, supplierId } = proposal
  const files = (await filesIn(openDraft(proposal))) ?? []
  for await (const submitted of submittedFiles(proposalId)) files.push(...(submitted ?? []))
  return sealedFileOf({ proposalId, challengeId, supplierId }, files, fileId)
}

/** Reads a file of a proposal for the scanner, as its supplier would. */
export const readFileForScan: ScanReader = async (id, { proposalId }) => {
  const proposal = proposalId ? await Proposal.findById(proposalId).lean<ProposalRecord>() : null
  const sealed = proposal && (await sealedFileIn(proposal, id).catch(nullIfGone))
  return sealed && readSealed(sealed)
}

function nullIfGone(error: unknown): null {
  if (error instanceof AppError && error.code === 'not-found') return null
  throw error
}

/** A file of the supplier's own proposal, draft or submitted. @throws AppError not-found */
export async function getOwnFile(actor: Actor, proposalId: string, fileId: string): Promise<SealedFile> {
  const { proposal } = await loadProposal(actor, proposalId)
  return sealedFileIn(proposal, fileId)
}
