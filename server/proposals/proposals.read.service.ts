import type { Actor } from '../../shared/platform/actor.ts'
import type { ProposalContent } from '../../shared/proposals/proposal.ts'
import type { SignedReceipt } from '../../shared/proposals/receipt.ts'
import { type ConfirmationList, confirmationsAt } from '../../shared/proposals/confirmations.ts'
import { type ConsortiumPlan, emptyPlan } from '../../shared/proposals/consortium.ts'
import { unreadyParts } from '../../shared/proposals/form-checks.ts'
import { now } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { problemsOf } from './proposals.consortium.service.ts'
import { openDraft } from './proposals.drafts.service.ts'
import { type Anonymity, anonymityOf } from './proposals.naming.service.ts'
import { type Partner, partnersOf } from './proposals.partnerships.store.ts'
import { type ProposalRecord, Submission, type SubmissionRecord } from './proposals.model.ts'
import { proposalPolicy } from './proposals.policy.ts'
import { loadProposal, type ProposedFacts } from './proposals.service.ts'
import { withoutKeys } from './sealing.ts'
import { openAsSupplier, sealedText } from './proposals.sealed.service.ts'

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
  /** What keeps it from being submitted, missing or too long, by field; empty when nothing does. */
  missing: Record<string, string>
  plan: ConsortiumPlan
  partners: Partner[]
  /** What the supplier confirms by submitting. */
  list: ConfirmationList
  /** It costs more than the challenge names for each pilot: to be told of, not refused. */
  isAboveBudget: boolean
  /** Whether it is first read without names, and where it gives them away: to be told of, not refused. */
  anonymity: Anonymity
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
  const plan = draft.consortium ?? emptyPlan()
  const partners = await partnersOf(proposalId)
  const at = now()
  return {
    id: proposalId,
    challenge,
    status: proposal.status,
    draft,
    revision: proposal.revision,
    savedAt: proposal.savedAt,
    missing: { ...unreadyParts(draft, challenge.form), ...problemsOf(plan, partners, at) },
    plan,
    partners,
    list: confirmationsAt(at),
    isAboveBudget: challenge.pilotPence !== null && (draft.pilotPricePence ?? 0) > challenge.pilotPence,
    anonymity: await anonymityOf(challenge, proposal.supplierId, { draft, partners, plan }),
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
