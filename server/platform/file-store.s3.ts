import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, S3Client } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { Readable } from 'node:stream'
import type { S3Settings } from './config.ts'
import { AppError } from './errors.ts'
import type { FileStore } from './file-store.ts'
import { logger } from './logger.ts'

const secondsToWait = 30

/** What keeps the bucket from answering is not the caller's fault, and trying again later makes sense. */
function unavailable(error: unknown): AppError {
  logger('platform').error({ err: error }, 'The store of files does not answer')
  return new AppError('unavailable', 'Files cannot be reached just now. Try again soon.', {}, secondsToWait)
}

/**
 * Files in a bucket that speaks S3, at AWS or elsewhere. Only opaque ids and, of proposals, padded envelopes get there.
 * Each call throws AppError unavailable where the bucket does not answer.
 */
export function s3Store({ bucket, prefix, endpoint, region }: S3Settings): FileStore {
  const client = new S3Client({
    region,
    // Elsewhere than at AWS a bucket is rarely a name of its own in the domain name system.
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
  })
  const at = (id: string) => ({ Bucket: bucket, Key: `${prefix}${id}` })
  return {
    put: async (id, source) => {
      // A source that fails is the caller's to explain: only what the bucket says is ours to call unavailable.
      let failed: Error | null = null
      async function* watched() {
        try {
          yield* source
        } catch (error) {
          failed = error as Error
          throw error
        }
      }
      const body = Readable.from(watched())
      try {
        await new Upload({ client, params: { ...at(id), Body: body } }).done()
      } catch (error) {
        body.destroy()
        throw (failed as Error | null) ?? unavailable(error)
      }
    },
    read: async (id) => {
      try {
        const { Body } = await client.send(new GetObjectCommand(at(id)))
        return Body as Readable
      } catch (error) {
        if (error instanceof NoSuchKey) return null
        throw unavailable(error)
      }
    },
    remove: async (id) => {
      await client.send(new DeleteObjectCommand(at(id))).catch((error: unknown) => {
        throw unavailable(error)
      })
    },
  }
}
