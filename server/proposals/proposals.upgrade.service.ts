import { createHash } from 'node:crypto'
import { newId } from '../../shared/platform/ids.ts'
import type { ProposalContent, ProposalFile } from '../../shared/proposals/proposal.ts'
import { findChallenge } from '../challenges/index.ts'
import { logger } from '../platform/logger.ts'
import { forgetFile, readStored, store } from '../platform/stored-files.ts'
import { newDataKey, sealStream } from './envelope.ts'
import { sealDraft } from './proposals.drafts.service.ts'
import { Proposal, Submission } from './proposals.model.ts'
import { ensureOpening } from './proposals.openings.service.ts'
import { sealSubmission, sealedText, sha256 } from './proposals.sealed.service.ts'
import { receiptOf } from './proposals.submit.service.ts'
import { type KeptFile, parts } from './sealing.ts'

interface Place {
  _id: string
  challengeId: string
  supplierId: string
  revision: number
}

/** As they were stored when proposals were sealed by rule only. */
type PlainProposal = Place & { draft: ProposalContent }
interface PlainSubmission {
  _id: string
  proposalId: string
  challengeId: string
  supplierId: string
  version: number
  content: ProposalContent
  reference: string
  receivedAt: Date
  sha256: string
}

/** What is stored is not what its receipt or its proposal says. */
class NotAsReceived extends Error {
  override name = 'NotAsReceived'
}

/**
 * Encrypts what an earlier Foothold stored in plain form, files too. Safe to repeat, also after it broke off: what is
 * plain is deleted only when its encrypted form is kept. Challenges that are closed already are opened by two holders
 * like any other. What is not as its receipt says is left as it is, and logged. What the database's log of operations and its backups hold of before stays plain there.
 * @returns how many proposals were plain
 */
export async function upgradeProposals(): Promise<number> {
  await forgetPlainFiles()
  let count = 0
  const plain = Proposal.collection.find<PlainProposal>({ 'draft.envelope': { $exists: false } } as never)
  for await (const proposal of plain) {
    try {
      await upgradeProposal(proposal)
      count += 1
    } catch (error) {
      if (!(error instanceof NotAsReceived)) throw error
      // One that somebody changed must not keep everybody else's from being encrypted, nor the site from starting.
      logger('proposals').error({ err: error, proposalId: proposal._id }, 'A proposal stays as it is stored')
    }
  }
  await forgetPlainFiles()
  return count
}

async function upgradeProposal(proposal: PlainProposal): Promise<void> {
  const sealedFiles = new Map<string, KeptFile>()
  const seal = async (content: ProposalContent) => {
    for (const file of content.files)
      if (!sealedFiles.has(file.id)) sealedFiles.set(file.id, await sealFile(file, proposal))
    return { ...content, files: content.files.map(({ id }) => sealedFiles.get(id) as KeptFile) }
  }
  const submissions = await Submission.collection
    .find<PlainSubmission>({ proposalId: proposal._id, envelope: { $exists: false } } as never)
    .toArray()
  for (const one of submissions) await upgradeSubmission(one, await seal(one.content))
  const draft = await sealDraft(proposal, await seal(proposal.draft))
  const plainFiles = proposal.draft.files.map(({ id }) => id)
  const $unset = { supplierName: '' }
  await Proposal.collection.updateOne({ _id: proposal._id as never }, { $set: { draft, plainFiles }, $unset })
}

async function upgradeSubmission(plain: PlainSubmission, content: ProposalContent & { files: KeptFile[] }) {
  const challenge = await findChallenge(plain.challengeId)
  if (!challenge) throw new Error(`Submission ${plain._id} belongs to no challenge`)
  // The receipt that its supplier holds names this hash.
  if (sha256(sealedText(plain, content)) !== plain.sha256)
    throw new NotAsReceived(`Submission ${plain._id} is not what its receipt says`)
  const { publicKey } = await ensureOpening(challenge)
  const deadline = challenge.timetable.respondBy
  const receipt = await receiptOf(plain, content, { receivedAt: plain.receivedAt, deadline }, plain.reference)
  const sealed = await sealSubmission(plain, { content, receipt }, publicKey)
  const plainFiles = plain.content.files.map(({ id }) => id)
  await Submission.collection.updateOne(
    { _id: plain._id as never },
    { $set: { ...sealed, plainFiles }, $unset: { content: '', sha256: '' } },
  )
}

async function sealFile(file: ProposalFile, { _id: proposalId, challengeId, supplierId }: Place) {
  const id = newId()
  const key = newDataKey()
  const bound = { proposalId, challengeId, supplierId, part: parts.file(id) }
  const hash = createHash('sha256')
  async function* hashed() {
    for await (const some of await readStored(file.id)) {
      hash.update(some)
      yield some
    }
  }
  await store(id, sealStream(hashed(), file.size, key, bound))
  if (hash.digest('hex') !== file.sha256)
    throw new NotAsReceived(`File ${file.id} is not what its proposal says`)
  return { ...file, id, key: key.toString('base64') }
}

async function forgetPlainFiles(): Promise<void> {
  for (const collection of [Submission.collection, Proposal.collection]) {
    const done = collection.find<{ _id: string; plainFiles: string[] }>({
      plainFiles: { $exists: true },
    })
    for await (const { _id, plainFiles } of done) {
      const isUsed = await Submission.collection.countDocuments({ 'content.files.id': { $in: plainFiles } })
      if (isUsed > 0) continue
      for (const id of plainFiles) await forgetFile(id)
      await collection.updateOne({ _id: _id as never }, { $unset: { plainFiles: '' } })
    }
  }
}
