import { createHash } from 'node:crypto'
import { PassThrough, Transform, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import mongoose from 'mongoose'
import { compiledRelease } from '../../shared/publication/compile.ts'
import { csvHeader, csvRow } from '../../shared/publication/csv.ts'
import type { Release as OcdsRelease } from '../../shared/publication/ocds.ts'
import { newId } from '../../shared/platform/ids.ts'
import { now } from '../platform/clock.ts'
import { asRelease } from './packages.ts'
import { Bulk, type BulkExport, type BulkFile, Release, type ReleaseRecord } from './publication.model.ts'
import { mergeRules } from './release-schema.ts'

const bucket = () =>
  new mongoose.mongo.GridFSBucket(mongoose.connection.db as never, { bucketName: 'open_data' })

/** A file under way: what is written is counted, hashed and kept, and no faster than the database takes it. */
interface OpenFile {
  write: (text: string) => Promise<void>
  close: () => Promise<BulkFile>
  abandon: () => Promise<void>
}

function openFile(name: string, type: string): OpenFile {
  const fileId = newId()
  const hash = createHash('sha256')
  let size = 0
  const start: Transform = name.endsWith('.gz') ? createGzip() : new PassThrough()
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      size += chunk.length
      done(null, chunk)
    },
  })
  const upload = bucket().openUploadStreamWithId(fileId as never, name)
  const work = pipeline(start, counted, upload)
  // A failure is told by whoever writes or closes next.
  work.catch(() => undefined)
  return {
    write: async (text) => {
      if (start.destroyed) await work
      if (!start.write(text))
        await Promise.race([new Promise((resolve) => start.once('drain', resolve)), work])
    },
    close: async () => {
      start.end()
      await work
      return { name, fileId, size, sha256: hash.digest('hex'), type }
    },
    abandon: async () => {
      start.destroy()
      await upload.abort().catch(() => undefined)
    },
  }
}

/** Releases of one process after another, each oldest first, without holding more than one process. */
async function* processes(): AsyncGenerator<ReleaseRecord[]> {
  let rows: ReleaseRecord[] = []
  const cursor = Release.find()
    .sort({ ocid: 1, date: 1, _id: 1 })
    .lean<ReleaseRecord>()
    .cursor({ batchSize: 200 })
  for await (const row of cursor as AsyncIterable<ReleaseRecord>) {
    if (rows[0] && rows[0].ocid !== row.ocid) {
      yield rows
      rows = []
    }
    rows.push(row)
  }
  if (rows.length > 0) yield rows
}

/**
 * Makes the files with everything: every release, every process as it stands, and the same as a table. They take
 * the earlier ones' place when they are whole; those of the night before stay for downloads under way.
 */
export async function makeBulkExport(): Promise<BulkExport> {
  const releases = openFile('releases.jsonl.gz', 'application/gzip')
  const compiled = openFile('compiled.jsonl.gz', 'application/gzip')
  const table = openFile('challenges.csv', 'text/csv; charset=utf-8')
  const made = { challenges: 0, releases: 0 }
  try {
    await table.write(csvHeader)
    for await (const rows of processes()) {
      for (const { body } of rows) await releases.write(`${body}\n`)
      const whole = compiledRelease(rows.map(asRelease), mergeRules()) as unknown as OcdsRelease
      await compiled.write(`${JSON.stringify(whole)}\n`)
      await table.write(csvRow(whole, rows.length))
      made.challenges += 1
      made.releases += rows.length
    }
    const files = [await releases.close(), await compiled.close(), await table.close()]
    const row = { _id: newId(), madeAt: now(), ...made, files }
    await Bulk.create([row])
    await forgetOlder()
    return row
  } catch (error) {
    for (const file of [releases, compiled, table]) await file.abandon()
    throw error
  }
}

const kept = 2

async function forgetOlder(): Promise<void> {
  const old = await Bulk.find().sort({ madeAt: -1, _id: 1 }).skip(kept).lean<BulkExport[]>()
  for (const { _id, files } of old) {
    for (const { fileId } of files) {
      const known = await bucket()
        .find({ _id: fileId as never })
        .next()
      if (known) await bucket().delete(fileId as never)
    }
    await Bulk.deleteOne({ _id })
  }
}

/** The last files that are whole; null before the first. */
export const lastBulkExport = (): Promise<BulkExport | null> =>
  Bulk.findOne().sort({ madeAt: -1, _id: 1 }).lean<BulkExport>()

/** Sends a kept file into a stream, no faster than that takes it. */
export async function sendBulkFile(file: BulkFile, into: Writable): Promise<void> {
  await pipeline(bucket().openDownloadStream(file.fileId as never), into)
}
