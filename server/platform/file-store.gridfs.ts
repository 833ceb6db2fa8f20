import { pipeline } from 'node:stream/promises'
import mongoose from 'mongoose'
import { now } from './clock.ts'
import type { FileStore } from './file-store.ts'

const bucket = () => new mongoose.mongo.GridFSBucket(mongoose.connection.db as never, { bucketName: 'files' })

const isKept = async (id: string): Promise<boolean> =>
  (await bucket()
    .find({ _id: id as never })
    .next()) !== null

/** Files in MongoDB itself: nothing more to run, and one backup for all. */
export const gridfsStore: FileStore = {
  put: async (id, source) => {
    const upload = bucket().openUploadStreamWithId(id as never, id, { metadata: { keptAt: now() } })
    try {
      await pipeline(source, upload)
    } catch (error) {
      // What was written of it before is no file, and nobody would ever look for it.
      await mongoose.connection.db?.collection('files.chunks').deleteMany({ files_id: id as never })
      throw error
    }
  },
  read: async (id) => ((await isKept(id)) ? bucket().openDownloadStream(id as never) : null),
  remove: async (id) => {
    if (await isKept(id)) await bucket().delete(id as never)
  },
}
