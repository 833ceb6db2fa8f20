import mongoose from 'mongoose'
import { system } from '../../shared/platform/actor.ts'
import { filesQuarantined, proposalFileQuarantined } from '../../shared/proposals/quarantine.events.ts'
import { record } from '../audit/index.ts'
import { transaction } from '../platform/database.ts'
import { scansOf, waitingScans } from '../platform/file-scans.ts'
import { EnvelopeBroken } from './envelope.ts'
import { Opening, type OpeningRecord } from './proposals.keys.model.ts'
import { Proposal, Submission, type SubmissionRecord } from './proposals.model.ts'
import { readingKey } from './proposals.openings.service.ts'
import { openAsReader } from './proposals.sealed.service.ts'

/**
 * Tells a supplier that the scanner found something in a file of its proposal. Its buyers and the brokers hear of it at
 * once where the proposals are open; before the opening nobody may learn that there is one.
 */
export async function tellOfQuarantine(
  fileId: string,
  { proposalId }: Record<string, string>,
): Promise<void> {
  const proposal = proposalId ? await Proposal.findById(proposalId).lean() : null
  if (!proposalId || !proposal) return
  const { challengeId, supplierId } = proposal
  await transaction(async (session) => {
    await record(session, system, proposalFileQuarantined, { proposalId, challengeId, supplierId, fileId })
    if (await isSubmittedAndOpen(challengeId, fileId))
      await record(session, system, filesQuarantined, { challengeId, number: 1 })
  })
}

async function isSubmittedAndOpen(challengeId: string, fileId: string): Promise<boolean> {
  return (await filesOfOpened(challengeId)).includes(fileId)
}

/** The files of everything that stands for a challenge that was opened; none before. What cannot be read has none. */
async function filesOfOpened(challengeId: string): Promise<string[]> {
  const key = await readingKey(challengeId)
  if (!key) return []
  const ids: string[] = []
  // One after the other, so that nothing large is ever held.
  for await (const one of Submission.find({ challengeId, status: 'live' })
    .lean<SubmissionRecord[]>()
    .cursor())
    ids.push(...(await filesOf(one, key)))
  return ids
}

async function filesOf(submission: SubmissionRecord, key: Buffer): Promise<string[]> {
  try {
    return (await openAsReader(submission, key)).content.files.map(({ id }) => id)
  } catch (error) {
    if (error instanceof EnvelopeBroken) return []
    throw error
  }
}

/** Tells buyers and brokers once the proposals are open how many files of them nobody can download; says nothing of none. */
export async function tellOfQuarantinedAtOpening(challengeId: string): Promise<void> {
  // Hardly ever is there one: then nothing has to be opened.
  if ((await waitingScans()).infected === 0) return
  const ids = await filesOfOpened(challengeId)
  const infected = [...(await scansOf(ids)).values()].filter(({ state }) => state === 'infected')
  if (infected.length === 0) return
  await transaction(async (session) => {
    const first = await Opening.findOneAndUpdate(
      { _id: challengeId, toldOfQuarantine: mongoose.trusted({ $ne: true }) },
      { $set: { toldOfQuarantine: true } },
      { session },
    ).lean<OpeningRecord>()
    if (first) await record(session, system, filesQuarantined, { challengeId, number: infected.length })
  })
}
