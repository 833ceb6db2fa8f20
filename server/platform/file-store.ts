import { config } from './config.ts'
import { gridfsStore } from './file-store.gridfs.ts'

/** Where the bytes of files are kept, under opaque ids and as they are given. */
export interface FileStore {
  /** Keeps bytes: all of them, or nothing of what broke off. */
  put: (id: string, source: AsyncIterable<Buffer>) => Promise<void>
  /** Null where nothing is kept under this id. */
  read: (id: string) => Promise<AsyncIterable<Buffer> | null>
  /** Forgets what is kept; what is gone already is no error. */
  remove: (id: string) => Promise<void>
}

/**
 * Keeps new bytes in one place, and still reads and removes what an earlier setting kept in another, so that an
 * installation can move without a day on which its files are nowhere.
 */
export const movingStore = (to: FileStore, from: FileStore): FileStore => ({
  put: to.put,
  read: async (id) => (await to.read(id)) ?? from.read(id),
  remove: async (id) => {
    await to.remove(id)
    await from.remove(id)
  },
})

let known: { bucket: string; store: Promise<FileStore> } | undefined

async function bucketStore(): Promise<FileStore> {
  const { s3 } = config()
  if (!s3) return gridfsStore
  // Only an installation that has a bucket pays for loading what speaks to one.
  const { s3Store } = await import('./file-store.s3.ts')
  return movingStore(s3Store(s3), gridfsStore)
}

/** Where this installation keeps files: in a bucket where FILES_S3_BUCKET names one, in MongoDB where not. */
export function fileStore(): Promise<FileStore> {
  const bucket = JSON.stringify(config().s3 ?? null)
  if (known?.bucket !== bucket) known = { bucket, store: bucketStore() }
  return known.store
}
