import { config } from './config.ts'
import { gridfsStore } from './file-store.gridfs.ts'
import { type FileStore, movingStore } from './file-store.ts'

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
