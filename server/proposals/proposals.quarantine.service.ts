import mongoose from 'mongoose'
import { system } from '../../shared/platform/actor.ts'
import { filesQuarantined, proposalFileQuarantined } from '../../shared/proposals/quarantine.events.ts'
import { record } from '../audit/index.ts'
import { transaction } from '../platform/database.ts'
import { scansOf } from '../platform/file-scans.ts'
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
  const live = await Submission.find({ challengeId, status: 'live' }).lean<SubmissionRecord[]>()
  const opened = await Promise.allSettled(live.map((one) => openAsReader(one, key)))
  return opened.flatMap((one) =>
    one.status === 'fulfilled' ? one.value.content.files.map(({ id }) => id) : [],
  )
}

/** Tells buyers and brokers once the proposals are open how many files of them nobody can download; says nothing of none. */
export async function tellOfQuarantinedAtOpening(challengeId: string): Promise<void> {
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
