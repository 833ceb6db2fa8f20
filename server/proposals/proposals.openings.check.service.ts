import { createHash } from 'node:crypto'
import mongoose from 'mongoose'
import { now } from '../platform/clock.ts'
import { AppError } from '../platform/errors.ts'
import { EnvelopeBroken } from './envelope.ts'
import { readSealed, sealedFileOf } from './proposals.files.store.ts'
import { Opening, type OpeningCheck, type OpeningRecord } from './proposals.keys.model.ts'
import { Submission, type SubmissionRecord } from './proposals.model.ts'
import { readingKey } from './proposals.openings.service.ts'
import { tellOfQuarantinedAtOpening } from './proposals.quarantine.service.ts'
import { openAsReader, sealedText, sha256 } from './proposals.sealed.service.ts'
import { withoutKeys } from './sealing.ts'

const { trusted } = mongoose

/** So long after its last step a check counts as broken off. */
const patienceMs = 2 * 60_000

/** True if the stored bytes are there and unchanged; a store that does not answer throws. */
async function isWhole(work: () => Promise<boolean>): Promise<boolean> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof EnvelopeBroken) return false
    if (error instanceof AppError && error.code === 'not-found') return false
    throw error
  }
}

/** Opens one submission and each of its files, chunk by chunk, so that nothing large is ever held. */
const isAsSealed = (submission: SubmissionRecord, privateKey: Buffer): Promise<boolean> =>
  isWhole(async () => {
    const { content, receipt } = await openAsReader(submission, privateKey)
    if (sha256(sealedText(submission, withoutKeys(content))) !== receipt.sha256) return false
    for (const { id } of content.files) {
      const sealed = sealedFileOf(submission, content.files, id)
      const hash = createHash('sha256')
      for await (const chunk of await readSealed(sealed)) hash.update(chunk)
      if (hash.digest('hex') !== sealed.file.sha256) return false
    }
    return true
  })

const keepCheck = (challengeId: string, check: OpeningCheck) =>
  Opening.updateOne({ _id: challengeId }, { $set: { check } })

/** The check of an opening that another worker left, or a new one. */
async function beginCheck({ _id: challengeId, check }: OpeningRecord): Promise<OpeningCheck> {
  if (check) return check
  const total = await Submission.countDocuments({ challengeId, status: 'live' })
  return { total, done: 0, last: '', broken: [], at: now(), endedAt: null }
}

/**
 * Opens every proposal and file of a challenge that was opened, one after the other, compares each with its receipt,
 * and keeps how far it is after each. One that broke off goes on where it was; done twice it is done once.
 */
export async function checkOpened(challengeId: string): Promise<void> {
  const opening = await Opening.findById(challengeId).lean<OpeningRecord>()
  const privateKey = await readingKey(challengeId)
  if (!opening || !privateKey || opening.check?.endedAt) return
  let check = await beginCheck(opening)
  await keepCheck(challengeId, check)
  const left = Submission.find({ challengeId, status: 'live', reference: trusted({ $gt: check.last }) })
    .sort({ reference: 1 })
    .lean<SubmissionRecord[]>()
    .cursor({ batchSize: 5 })
  for await (const submission of left) {
    const isBroken = !(await isAsSealed(submission, privateKey))
    check = {
      ...check,
      done: check.done + 1,
      last: submission.reference,
      broken: isBroken ? [...check.broken, submission.reference] : check.broken,
      at: now(),
    }
    await keepCheck(challengeId, check)
  }
  await tellOfQuarantinedAtOpening(challengeId)
  await keepCheck(challengeId, { ...check, at: now(), endedAt: now() })
}

/** Challenges that were opened and whose check has not begun or stands still, with how far it came. */
export async function listUnchecked(): Promise<{ challengeId: string; done: number }[]> {
  const before = trusted({ $lt: new Date(now().getTime() - patienceMs) })
  const found = await Opening.find({
    openedAt: before,
    'check.endedAt': null,
    $or: [{ check: null }, { 'check.at': before }],
  })
    .select({ check: 1 })
    .lean<Pick<OpeningRecord, '_id' | 'check'>[]>()
  return found.map(({ _id, check }) => ({ challengeId: _id, done: check?.done ?? 0 }))
}
