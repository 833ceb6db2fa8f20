import type { Actor } from '../../shared/platform/actor.ts'
import { emptyProposal, type ProposalContent, type ProposalResult } from '../../shared/proposals/proposal.ts'
import type { SignedReceipt } from '../../shared/proposals/receipt.ts'
import { type ConfirmationList, confirmationsAt } from '../../shared/proposals/confirmations.ts'
import { type ConsortiumPlan, emptyPlan } from '../../shared/proposals/consortium.ts'
import { unreadyParts } from '../../shared/proposals/form-checks.ts'
import { now } from '../platform/clock.ts'
import { AppError, notFound } from '../platform/errors.ts'
import { withScans } from '../platform/file-scans.ts'
import { logger } from '../platform/logger.ts'
import { EnvelopeBroken } from './envelope.ts'
import { problemsOf } from './proposals.consortium.service.ts'
import { DraftUnreadable, openDraft } from './proposals.drafts.service.ts'
import { type Anonymity, anonymityOf } from './proposals.naming.service.ts'
import { type Partner, partnersOf } from './proposals.partnerships.store.ts'
import {
  type ProposalDocument,
  type ProposalRecord,
  Submission,
  type SubmissionRecord,
} from './proposals.model.ts'
import { proposalPolicy } from './proposals.policy.ts'
import { loadProposal, type ProposedFacts } from './proposals.service.ts'
import { resultsOf } from './proposals.results.ts'
import { withoutKeys } from './sealing.ts'
import { openAsSupplier, sealedText, type SealedSubmission } from './proposals.sealed.service.ts'

/** Proof of what was submitted and when. */
export interface Receipt {
  reference: string
  version: number
  receivedAt: Date
  /** Empty where what is stored is not what was sealed. */
  sha256: string
}

/** A proposal as its own supplier sees it. */
export interface PresentedProposal {
  id: string
  challenge: ProposedFacts
  status: ProposalRecord['status']
  draft: ProposalContent
  /** Somebody changed what is stored of the draft: it is shown as empty, and can only be begun anew. */
  isUnreadable: boolean
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
  /** What its supplier was told of it; null before. */
  result: ProposalResult | null
  may: { edit: boolean; submit: boolean; withdraw: boolean; beginAnew: boolean }
}

/** The draft for its supplier; null for one that somebody changed where it is stored. */
async function readableDraft(proposal: ProposalDocument): Promise<ProposalContent | null> {
  try {
    const draft = withoutKeys(await openDraft(proposal))
    return { ...draft, files: await withScans(draft.files) }
  } catch (error) {
    if (error instanceof DraftUnreadable) return null
    throw error
  }
}

/** A proposal of the actor's own supplier. @throws AppError not-found to everybody else */
export async function readProposal(actor: Actor, proposalId: string): Promise<PresentedProposal> {
  const { proposal, challenge } = await loadProposal(actor, proposalId)
  const readable = await readableDraft(proposal)
  const draft = readable ?? emptyProposal()
  const plan = draft.consortium ?? emptyPlan()
  const partners = await partnersOf(proposalId)
  const at = now()
  const mayEdit = proposalPolicy.edit(actor, challenge, proposal, at)
  return {
    id: proposalId,
    challenge,
    status: proposal.status,
    draft,
    isUnreadable: readable === null,
    revision: proposal.revision,
    savedAt: proposal.savedAt,
    missing: readable ? { ...unreadyParts(draft, challenge.form), ...problemsOf(plan, partners, at) } : {},
    plan,
    partners,
    list: confirmationsAt(at),
    isAboveBudget: challenge.pilotPence !== null && (draft.pilotPricePence ?? 0) > challenge.pilotPence,
    anonymity: await anonymityOf(challenge, proposal.supplierId, { draft, partners, plan }),
    receipts: await receiptsOf(proposalId),
    hasUnsubmittedChanges:
      proposal.status === 'submitted' && proposal.submittedRevision !== proposal.revision,
    result: await resultOf(actor, proposal),
    may: {
      edit: mayEdit && readable !== null,
      submit: readable !== null && proposalPolicy.submit(actor, challenge, proposal, at),
      withdraw: proposalPolicy.withdraw(actor, challenge, proposal, at),
      beginAnew: mayEdit && readable === null,
    },
  }
}

/** One after the other, so that no more than a few envelopes are ever held, however often it was submitted. */
async function receiptsOf(proposalId: string): Promise<PresentedProposal['receipts']> {
  const receipts: PresentedProposal['receipts'] = []
  const all = Submission.find({ proposalId }).sort({ version: -1 }).lean<SubmissionRecord[]>()
  for await (const one of all.cursor({ batchSize: 5 }))
    receipts.push({ ...(await receiptFrom(one)), status: one.status })
  return receipts
}

async function resultOf(
  actor: Actor,
  { _id: proposalId, challengeId, status }: ProposalDocument,
): Promise<ProposalResult | null> {
  if (status !== 'submitted') return null
  return (await resultsOf(actor, [{ proposalId, challengeId }])).get(proposalId) ?? null
}

async function receiptFrom(submission: SubmissionRecord): Promise<Receipt> {
  const { reference, version, receivedAt } = submission
  try {
    const { receipt } = await openOwn(submission)
    return { reference, version, receivedAt, sha256: receipt.sha256 }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { reference, version, receivedAt, sha256: '' }
  }
}

/** @throws AppError conflict, by its reference, for one that somebody changed where it is stored */
async function openOwn(submission: SubmissionRecord): Promise<SealedSubmission> {
  try {
    return await openAsSupplier(submission)
  } catch (error) {
    if (!(error instanceof EnvelopeBroken)) throw error
    logger('proposals').error({ err: error, submissionId: submission._id }, 'A submission cannot be opened')
    throw new AppError(
      'conflict',
      `${submission.reference} cannot be read: what is stored is not what was sealed. Your receipt proves what it was: tell the brokerage.`,
    )
  }
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
  return sealedText(submission, (await openOwn(submission)).content)
}

/** The signed receipt of one submission. @throws AppError not-found */
export async function readSignedReceipt(
  actor: Actor,
  proposalId: string,
  version: number,
): Promise<SignedReceipt> {
  return (await openOwn(await ownSubmission(actor, proposalId, version))).receipt
}

/** A receipt for the e-mail that repeats it. Null if there is no such submission. */
export async function findReceipt(proposalId: string, version: number): Promise<Receipt | null> {
  const submission = await Submission.findOne({ proposalId, version }).lean<SubmissionRecord>()
  return submission && receiptFrom(submission)
}
