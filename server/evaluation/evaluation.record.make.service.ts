import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import mongoose from 'mongoose'
import yazl from 'yazl'
import { recordDays } from '../../shared/evaluation/record.ts'
import { type Challenge, findChallenge } from '../challenges/index.ts'
import { now } from '../platform/clock.ts'
import { sealForUs } from '../platform/sealed-value.ts'
import { forgetFile, store } from '../platform/stored-files.ts'
import { temporaryFolder } from '../platform/temporary-folder.ts'
import { newDataKey, sealStream } from '../proposals/index.ts'
import { type Part, partsOfRecord } from './evaluation.record.content.ts'
import { EvaluationFile, type RecordFile } from './evaluation.record.model.ts'

const { trusted } = mongoose
const dayMs = 86_400_000
/** So long after its last step a making counts as broken off. */
const patienceMs = 2 * 60_000
const stepMs = 500

/** What the key of a kept record is sealed for. */
export const recordUse = 'records of evaluations'

/** What a kept record belongs to; it opens nowhere else. */
export const boundOfRecord = ({ _id, challengeId }: Pick<RecordFile, '_id' | 'challengeId'>) => ({
  challengeId,
  proposalId: '',
  supplierId: '',
  part: `record ${_id}`,
})

/** Writes parts into a ZIP file one after the other, so that no more than a piece of one is ever held. */
async function writeZip(path: string, parts: Part[], made: Date, step: () => void): Promise<void> {
  const zip = new yazl.ZipFile()
  for (const part of parts) {
    zip.addReadStreamLazy(part.path, { mtime: made, size: part.size }, (given) => {
      step()
      Promise.resolve(part.read()).then(
        (bytes) => given(null, Readable.from(bytes)),
        (error: unknown) => given(error, Readable.from([])),
      )
    })
  }
  const failed = new Promise<never>((_, reject) => zip.on('error', reject))
  zip.end()
  await Promise.race([
    pipeline(zip.outputStream as Readable, createWriteStream(path, { mode: 0o600 })),
    failed,
  ])
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const some of createReadStream(path)) hash.update(some as Buffer)
  return hash.digest('hex')
}

async function keep(record: RecordFile, path: string): Promise<void> {
  const { size } = await stat(path)
  const key = newDataKey()
  await forgetFile(record._id)
  await store(record._id, sealStream(createReadStream(path), size, key, boundOfRecord(record)))
  const at = now()
  await EvaluationFile.updateOne(
    { _id: record._id },
    {
      $set: {
        state: 'done',
        at,
        size,
        sha256: await hashOf(path),
        key: await sealForUs(recordUse, record._id, key),
        until: new Date(at.getTime() + recordDays * dayMs),
      },
    },
  )
}

async function make(record: RecordFile, challenge: Challenge): Promise<void> {
  const folder = await mkdtemp(join(await temporaryFolder('records'), 'record-'))
  try {
    const parts = await partsOfRecord(challenge, now())
    let done = 0
    let told = 0
    // One that arrives late must not take back that it is done.
    const tell = () =>
      EvaluationFile.updateOne(
        { _id: record._id, state: trusted({ $ne: 'done' }) },
        { $set: { state: 'running', done, total: parts.length, at: now() } },
      )
    await tell()
    await writeZip(join(folder, 'record.zip'), parts, now(), () => {
      done += 1
      // Not each of thousands of small parts is worth a write.
      if (performance.now() - told < stepMs) return
      told = performance.now()
      tell().catch(() => undefined)
    })
    await keep(record, join(folder, 'record.zip'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Makes a record that was asked for; one that is made already stays as it is. */
export async function makeRecord(recordId: string): Promise<void> {
  const record = await EvaluationFile.findById(recordId).lean<RecordFile>()
  if (!record || record.state === 'done') return
  const challenge = await findChallenge(record.challengeId)
  if (!challenge) return
  try {
    await make(record, challenge)
  } catch (error) {
    await EvaluationFile.updateOne({ _id: recordId }, { $set: { state: 'failed', at: now() } })
    throw error
  }
}

/** Records that were asked for and stand still. */
export async function listUnmade(): Promise<{ recordId: string; done: number }[]> {
  const found = await EvaluationFile.find({
    state: trusted({ $in: ['waiting', 'running'] }),
    at: trusted({ $lt: new Date(now().getTime() - patienceMs) }),
  }).lean<RecordFile[]>()
  return found.map(({ _id, done }) => ({ recordId: _id, done }))
}

/** Forgets the bytes of records whose days are over; that they were made stays on record. */
export async function forgetOldRecords(): Promise<void> {
  const old = await EvaluationFile.find({
    key: trusted({ $ne: null }),
    until: trusted({ $lt: now() }),
  }).lean<RecordFile[]>()
  for (const { _id } of old) {
    await forgetFile(_id)
    await EvaluationFile.updateOne({ _id }, { $set: { key: null } })
  }
}
