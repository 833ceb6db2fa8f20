import { isId } from '../../shared/platform/ids.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import type { ProposalFile } from '../../shared/proposals/proposal.ts'
import { missingParts } from '../../shared/proposals/proposals.schema.ts'
import { now } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { type ProposalRecord, Submission, type SubmissionRecord } from './proposals.model.ts'
import { proposalPolicy } from './proposals.policy.ts'
import { getProposed, loadProposal, type ProposedFacts } from './proposals.service.ts'
import { type Receipt, sealedText } from './proposals.submit.service.ts'

/** A proposal as its own supplier sees it. */
export interface PresentedProposal {
  id: string
  challenge: ProposedFacts
  status: ProposalRecord['status']
  draft: ProposalRecord['draft']
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
  const draft = proposal.toObject().draft
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
    receipts: submissions.map(({ reference, version, receivedAt, sha256, status }) => ({
      reference,
      version,
      receivedAt,
      sha256,
      status,
    })),
    hasUnsubmittedChanges:
      proposal.status === 'submitted' && proposal.submittedRevision !== proposal.revision,
    may: {
      edit: proposalPolicy.edit(actor, challenge, proposal, at),
      submit: proposalPolicy.submit(actor, challenge, proposal, at),
      withdraw: proposalPolicy.withdraw(actor, challenge, proposal, at),
    },
  }
}

/** The very text that a receipt's SHA-256 was made over. @throws AppError not-found */
export async function readSealedText(actor: Actor, proposalId: string, version: number): Promise<string> {
  await loadProposal(actor, proposalId)
  const submission = await Submission.findOne({ proposalId, version }).lean<SubmissionRecord>()
  if (!submission) throw notFound('Submission')
  const { challengeId, supplierId, content } = submission
  return sealedText({ challengeId, supplierId, version }, content)
}

/** A receipt for the e-mail that repeats it. Null if there is no such submission. */
export async function findReceipt(proposalId: string, version: number): Promise<Receipt | null> {
  return Submission.findOne({ proposalId, version }).lean<SubmissionRecord>()
}

export interface ReceivedProposal {
  id: string
  supplierId: string
  reference: string
  receivedAt: Date
  sha256: string
  content: SubmissionRecord['content']
}

// The evaluation comes later, and knows who has declared which interests.
let refuseReader: (actor: Actor, challengeId: string) => Promise<void> = async () => undefined

/** Says who of the buyers may not read what was submitted, by throwing. */
export function useReaderCheck(check: typeof refuseReader): void {
  refuseReader = check
}

/**
 * What was submitted for a challenge, for its buyers and only once it is closed.
 * @returns null while the proposals are sealed; not even their number is told before
 * @throws AppError not-found to anybody who is not of a buyer
 */
export async function listReceived(
  actor: Actor,
  challengeId: string,
): Promise<{ challenge: ProposedFacts; received: ReceivedProposal[] | null }> {
  const challenge = await getProposed(actor, challengeId)
  if (!proposalPolicy.isOfBuyer(actor, challenge)) throw notFound('Proposals')
  if (!proposalPolicy.readReceived(actor, challenge)) return { challenge, received: null }
  await refuseReader(actor, challengeId)
  const live = await Submission.find({ challengeId, status: 'live' })
    .sort({ reference: 1 })
    .lean<SubmissionRecord[]>()
  return { challenge, received: live.map((one) => ({ ...one, id: one._id })) }
}

/** One submitted proposal, for the authority after closing. @throws AppError not-found */
export async function readReceived(
  actor: Actor,
  submissionId: string,
): Promise<{ challenge: ProposedFacts; received: ReceivedProposal }> {
  const submission = isId(submissionId)
    ? await Submission.findOne({ _id: submissionId, status: 'live' }).lean<SubmissionRecord>()
    : null
  if (!submission) throw notFound('Proposal')
  const challenge = await getProposed(actor, submission.challengeId)
  if (!proposalPolicy.readReceived(actor, challenge)) throw notFound('Proposal')
  await refuseReader(actor, challenge.id)
  return { challenge, received: { ...submission, id: submission._id } }
}

/** A file of a submitted proposal, for the authority after closing. @throws AppError not-found */
export async function getReceivedFile(
  actor: Actor,
  submissionId: string,
  fileId: string,
): Promise<ProposalFile> {
  const { received } = await readReceived(actor, submissionId)
  const file = received.content.files.find(({ id }) => id === fileId)
  if (!file) throw notFound('File')
  return file
}

/** What was submitted for a challenge and stands, by reference; the caller has asked whether it may be read. */
export async function listStanding(challengeId: string): Promise<SubmissionRecord[]> {
  return Submission.find({ challengeId, status: 'live' }).sort({ reference: 1 }).lean<SubmissionRecord[]>()
}
