import { brokerage } from '../../shared/proposals/opening.ts'
import type { ProposalContent } from '../../shared/proposals/proposal.ts'
import type { SignedReceipt } from '../../shared/proposals/receipt.ts'
import { findPeople } from '../identity/index.ts'
import { EnvelopeBroken } from './envelope.ts'
import { readSealed, sealedFileOf } from './proposals.files.store.ts'
import { Submission, type SubmissionRecord } from './proposals.model.ts'
import { findOpening, readingKey } from './proposals.openings.service.ts'
import { openAsReader } from './proposals.sealed.service.ts'
import { withoutKeys } from './sealing.ts'

/** One submission as it goes into the record of an evaluation. */
export interface SubmittedForRecord {
  reference: string
  submissionId: string
  supplierId: string
  /** Null where what is stored is not what was sealed. */
  opened: { content: ProposalContent; receipt: SignedReceipt } | null
  /** The bytes of one of its files. @throws AppError not-found; EnvelopeBroken on the way where it was changed */
  readFile: (fileId: string) => Promise<AsyncIterable<Buffer>>
}

async function asSubmitted(submission: SubmissionRecord, privateKey: Buffer): Promise<SubmittedForRecord> {
  const { _id: submissionId, reference, supplierId } = submission
  const open = () => openAsReader(submission, privateKey)
  const known = await open().catch((error: unknown) => {
    if (error instanceof EnvelopeBroken) return null
    throw error
  })
  return {
    reference,
    submissionId,
    supplierId,
    opened: known && { content: withoutKeys(known.content), receipt: known.receipt },
    readFile: async (fileId) => readSealed(sealedFileOf(submission, (await open()).content.files, fileId)),
  }
}

/** What was submitted and opened for a challenge, by reference, one after the other; none before the opening. */
export async function* submittedForRecord(challengeId: string): AsyncGenerator<SubmittedForRecord> {
  const privateKey = await readingKey(challengeId)
  if (!privateKey) return
  const live = Submission.find({ challengeId, status: 'live' })
    .sort({ reference: 1 })
    .lean<SubmissionRecord[]>()
    .cursor({ batchSize: 5 })
  for await (const submission of live) yield asSubmitted(submission, privateKey)
}

/** Who opened the proposals of a challenge, and when, and what was found then. */
export async function openingForRecord(challengeId: string) {
  const opening = await findOpening(challengeId)
  if (!opening) return null
  const people = await findPeople(opening.acts.map(({ userId }) => userId))
  return {
    openedAt: opening.openedAt,
    came: opening.acts.map(({ holder, userId, at }) => ({
      holder: holder === brokerage ? 'the brokers together' : 'an officer',
      name: people.get(userId)?.name ?? '',
      at,
    })),
    check: opening.check,
  }
}
