import { isId } from '../../shared/platform/ids.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import type { ProposalContent } from '../../shared/proposals/proposal.ts'
import type { SignedReceipt } from '../../shared/proposals/receipt.ts'
import { missingParts } from '../../shared/proposals/proposals.schema.ts'
import { now } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { logger } from '../platform/logger.ts'
import { openDraft } from './proposals.drafts.service.ts'
import { type SealedFile, sealedFileOf } from './proposals.files.store.ts'
import { type ProposalRecord, Submission, type SubmissionRecord } from './proposals.model.ts'
import { findOpening } from './proposals.openings.service.ts'
import { proposalPolicy } from './proposals.policy.ts'
import { getProposed, loadProposal, type ProposedFacts } from './proposals.service.ts'
import { withoutKeys } from './sealing.ts'
import { openAsReader, openAsSupplier, sealedText } from './proposals.sealed.service.ts'

/** Proof of what was submitted and when. */
export interface Receipt {
  reference: string
  version: number
  receivedAt: Date
  sha256: string
}

/** A proposal as its own supplier sees it. */
export interface PresentedProposal {
  id: string
  challenge: ProposedFacts
  status: ProposalRecord['status']
  draft: ProposalContent
  revision: number
  savedAt: Date
  /** By field; empty when it may be submitted. */
  missing: Record<string, string>
  /** It costs more than the challenge names for each pilot: to be told of, not refused. */
  isAboveBudget: boolean
  /** Every submission, the newest first. */
  receipts: (Receipt & { status: SubmissionRecord['status'] })[]
  hasUnsubmittedChanges: boolean
  may: { edit: boolean; submit: boolean; withdraw: boolean }
}

/** A proposal of the actor's own supplier. @throws AppError not-found to everybody else */
export async function readProposal(actor: Actor, proposalId: string): Promise<PresentedProposal> {
  const { proposal, challenge } = await loadProposal(actor, proposalId)
  const submissions = await Submission.find({ proposalId }).sort({ version: -1 }).lean<SubmissionRecord[]>()
  const draft = withoutKeys(await openDraft(proposal))
  const at = now()
  return {
    id: proposalId,
    challenge,
    status: proposal.status,
    draft,
    revision: proposal.revision,
    savedAt: proposal.savedAt,
    missing: missingParts(draft, challenge.outcomes),
    isAboveBudget: challenge.pilotPence !== null && (draft.pilotPricePence ?? 0) > challenge.pilotPence,
    receipts: await Promise.all(
      submissions.map(async (one) => ({ ...(await receiptFrom(one)), status: one.status })),
    ),
    hasUnsubmittedChanges:
      proposal.status === 'submitted' && proposal.submittedRevision !== proposal.revision,
    may: {
      edit: proposalPolicy.edit(actor, challenge, proposal, at),
      submit: proposalPolicy.submit(actor, challenge, proposal, at),
      withdraw: proposalPolicy.withdraw(actor, challenge, proposal, at),
    },
  }
}

async function receiptFrom(submission: SubmissionRecord): Promise<Receipt> {
  const { reference, version, receivedAt } = submission
  const { receipt } = await openAsSupplier(submission)
  return { reference, version, receivedAt, sha256: receipt.sha256 }
}

/** One submission of the actor's own proposal. @throws AppError not-found */
async function ownSubmission(actor: Actor, proposalId: string, version: number): Promise<SubmissionRecord> {
  await loadProposal(actor, proposalId)
  const submission = await Submission.findOne({ proposalId, version }).lean<SubmissionRecord>()
  if (!submission) throw notFound('Submission')
  return submission
}

/** The very text that a receipt's SHA-256 was made over. @throws AppError not-found */
export async function readSealedText(actor: Actor, proposalId: string, version: number): Promise<string> {
  const submission = await ownSubmission(actor, proposalId, version)
  return sealedText(submission, (await openAsSupplier(submission)).content)
}

/** The signed receipt of one submission. @throws AppError not-found */
export async function readSignedReceipt(
  actor: Actor,
  proposalId: string,
  version: number,
): Promise<SignedReceipt> {
  return (await openAsSupplier(await ownSubmission(actor, proposalId, version))).receipt
}

/** A receipt for the e-mail that repeats it. Null if there is no such submission. */
export async function findReceipt(proposalId: string, version: number): Promise<Receipt | null> {
  const submission = await Submission.findOne({ proposalId, version }).lean<SubmissionRecord>()
  return submission && receiptFrom(submission)
}

export interface ReceivedProposal {
  id: string
  supplierId: string
  reference: string
  receivedAt: Date
  sha256: string
  content: ProposalContent
}

/** @throws EnvelopeBroken if somebody changed what is stored */
async function asReceived(submission: SubmissionRecord, openedKey: Buffer): Promise<ReceivedProposal> {
  const { _id: id, supplierId, reference, receivedAt } = submission
  const { content, receipt } = await openAsReader(submission, openedKey)
  return { id, supplierId, reference, receivedAt, sha256: receipt.sha256, content: withoutKeys(content) }
}

/** What was opened of a challenge. */
export interface Received {
  proposals: ReceivedProposal[]
  /** References of those that cannot be read, since what is stored is not what was sealed. */
  unreadable: string[]
}

/**
 * What was submitted for a challenge, for its buyers and only once it was opened.
 * @returns null while the proposals are sealed; not even their number is told before
 * @throws AppError not-found to anybody who is not of a buyer
 */
export async function listReceived(
  actor: Actor,
  challengeId: string,
): Promise<{ challenge: ProposedFacts; received: ReceivedProposal[] | null; unreadable: string[] }> {
  const challenge = await getProposed(actor, challengeId)
  if (!proposalPolicy.isOfBuyer(actor, challenge)) throw notFound('Proposals')
  const isOpened = ((await findOpening(challengeId))?.openedKey ?? null) !== null
  if (!proposalPolicy.readReceived(actor, challenge, isOpened))
    return { challenge, received: null, unreadable: [] }
  const { proposals, unreadable } = await openedProposals(challengeId)
  return { challenge, received: proposals, unreadable }
}

/** What was submitted for a challenge that was opened, by reference; none before. For rooms that check who asks. */
export async function openedProposals(challengeId: string): Promise<Received> {
  const { openedKey } = (await findOpening(challengeId)) ?? {}
  const opened: Received = { proposals: [], unreadable: [] }
  if (!openedKey) return opened
  const live = Submission.find({ challengeId, status: 'live' })
    .sort({ reference: 1 })
    .lean<SubmissionRecord[]>()
  for (const one of await live) {
    try {
      opened.proposals.push(await asReceived(one, openedKey))
    } catch (error) {
      logger('proposals').error({ err: error, submissionId: one._id }, 'A submission cannot be opened')
      opened.unreadable.push(one.reference)
    }
  }
  return opened
}

/** A submission that was opened, as it is stored, with its challenge and the key. @throws AppError not-found */
async function loadReceived(actor: Actor, submissionId: string) {
  const submission = isId(submissionId)
    ? await Submission.findOne({ _id: submissionId, status: 'live' }).lean<SubmissionRecord>()
    : null
  if (!submission) throw notFound('Proposal')
  const challenge = await getProposed(actor, submission.challengeId)
  const { openedKey } = (await findOpening(submission.challengeId)) ?? {}
  if (!openedKey || !proposalPolicy.readReceived(actor, challenge, true)) throw notFound('Proposal')
  return { submission, challenge, openedKey }
}

/** One submitted proposal, for the authority after the opening. @throws AppError not-found */
export async function readReceived(
  actor: Actor,
  submissionId: string,
): Promise<{ challenge: ProposedFacts; received: ReceivedProposal }> {
  const { submission, challenge, openedKey } = await loadReceived(actor, submissionId)
  return { challenge, received: await asReceived(submission, openedKey) }
}

/** A file of a submitted proposal, for the authority after the opening. @throws AppError not-found */
export async function getReceivedFile(
  actor: Actor,
  submissionId: string,
  fileId: string,
): Promise<SealedFile> {
  const { submission, openedKey } = await loadReceived(actor, submissionId)
  const { content } = await openAsReader(submission, openedKey)
  return sealedFileOf(submission, content.files, fileId)
}
