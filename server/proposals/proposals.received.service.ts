import { isId } from '../../shared/platform/ids.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import type { ProposalContent } from '../../shared/proposals/proposal.ts'
import { notFound } from '../platform/errors.ts'
import { withScans } from '../platform/file-scans.ts'
import { logger } from '../platform/logger.ts'
import { type SealedFile, sealedFileOf } from './proposals.files.store.ts'
import { Submission, type SubmissionRecord } from './proposals.model.ts'
import { readingKey } from './proposals.openings.service.ts'
import { proposalPolicy } from './proposals.policy.ts'
import { openAsReader } from './proposals.sealed.service.ts'
import { getProposed, type ProposedFacts } from './proposals.service.ts'
import { withoutKeys } from './sealing.ts'

/** What was submitted, as those read it who may after the opening. */
export interface ReceivedProposal {
  id: string
  proposalId: string
  supplierId: string
  reference: string
  receivedAt: Date
  sha256: string
  content: ProposalContent
}

/** @throws EnvelopeBroken if somebody changed what is stored */
async function asReceived(submission: SubmissionRecord, privateKey: Buffer): Promise<ReceivedProposal> {
  const { _id: id, proposalId, supplierId, reference, receivedAt } = submission
  const { content, receipt } = await openAsReader(submission, privateKey)
  const { sha256 } = receipt
  return { id, proposalId, supplierId, reference, receivedAt, sha256, content: withoutKeys(content) }
}

/** The same, with why nobody can download some of its files. */
async function withScanned(received: ReceivedProposal[]): Promise<ReceivedProposal[]> {
  const files = await withScans(received.flatMap(({ content }) => content.files))
  const byId = new Map(files.map((file) => [file.id, file]))
  return received.map((one) => ({
    ...one,
    content: { ...one.content, files: one.content.files.map((file) => byId.get(file.id) ?? file) },
  }))
}

/** What was opened of a challenge. */
export interface Received {
  proposals: ReceivedProposal[]
  /** References of those that cannot be read, since what is stored is not what was sealed. */
  unreadable: string[]
}

// The evaluation comes later, and knows who has declared which interests.
let refuseReader: (actor: Actor, challengeId: string) => Promise<void> = async () => undefined

let isGuestReader: (actor: Actor, challengeId: string) => Promise<boolean> = async () => false

/** Says who of the buyers may not read what was submitted, by throwing; and who may read one for a panel as its guest. */
export function useReaderCheck(check: typeof refuseReader, isGuest: typeof isGuestReader): void {
  refuseReader = check
  isGuestReader = isGuest
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
  const key = await readingKey(challengeId)
  if (!key || !proposalPolicy.readReceived(actor, challenge, true))
    return { challenge, received: null, unreadable: [] }
  await refuseReader(actor, challengeId)
  const { proposals, unreadable } = await openAll(challengeId, key)
  return { challenge, received: proposals, unreadable }
}

/** What was submitted for a challenge that was opened, by reference; none before. For rooms that check who asks. */
export async function openedProposals(challengeId: string): Promise<Received> {
  const key = await readingKey(challengeId)
  return key ? openAll(challengeId, key) : { proposals: [], unreadable: [] }
}

/** True for a submission that stands for a challenge. For rooms that check that it was opened, and who asks. */
export const isStanding = async (challengeId: string, submissionId: string): Promise<boolean> =>
  isId(submissionId) && (await Submission.exists({ _id: submissionId, challengeId, status: 'live' })) !== null

async function openAll(challengeId: string, privateKey: Buffer): Promise<Received> {
  const opened: Received = { proposals: [], unreadable: [] }
  const live = Submission.find({ challengeId, status: 'live' })
    .sort({ reference: 1 })
    .lean<SubmissionRecord[]>()
  for (const one of await live) {
    try {
      opened.proposals.push(await asReceived(one, privateKey))
    } catch (error) {
      logger('proposals').error({ err: error, submissionId: one._id }, 'A submission cannot be opened')
      opened.unreadable.push(one.reference)
    }
  }
  return { ...opened, proposals: await withScanned(opened.proposals) }
}

/** A submission that was opened, as it is stored, with its challenge and the key. @throws AppError not-found */
async function loadReceived(actor: Actor, submissionId: string) {
  const submission = isId(submissionId)
    ? await Submission.findOne({ _id: submissionId, status: 'live' }).lean<SubmissionRecord>()
    : null
  if (!submission) throw notFound('Proposal')
  const challenge = await getProposed(actor, submission.challengeId)
  const privateKey = await readingKey(submission.challengeId)
  const isOfBuyer = proposalPolicy.readReceived(actor, challenge, true)
  if (!privateKey || !(isOfBuyer || (await isGuestReader(actor, challenge.id)))) throw notFound('Proposal')
  await refuseReader(actor, challenge.id)
  return { submission, challenge, privateKey }
}

/** One submitted proposal, for the authority after the opening. @throws AppError not-found */
export async function readReceived(
  actor: Actor,
  submissionId: string,
): Promise<{ challenge: ProposedFacts; received: ReceivedProposal }> {
  const { submission, challenge, privateKey } = await loadReceived(actor, submissionId)
  const [received] = await withScanned([await asReceived(submission, privateKey)])
  return { challenge, received: received as ReceivedProposal }
}

/** A file of a submitted proposal, for the authority after the opening. @throws AppError not-found */
export async function getReceivedFile(
  actor: Actor,
  submissionId: string,
  fileId: string,
): Promise<SealedFile> {
  const { submission, privateKey } = await loadReceived(actor, submissionId)
  const { content } = await openAsReader(submission, privateKey)
  return sealedFileOf(submission, content.files, fileId)
}
