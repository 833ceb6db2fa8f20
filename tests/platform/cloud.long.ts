import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CreateBucketCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3'
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import mongoose from 'mongoose'
import { gridfsStore } from '../../server/platform/file-store.gridfs.ts'
import { fileStore } from '../../server/platform/file-store.chosen.ts'
import { localKeyring } from '../../server/platform/keyring.local.ts'
import { keyring } from '../../server/platform/keyring.ts'
import { newId } from '../../shared/platform/ids.ts'
import { until } from './app.ts'
import { startTestDatabase, stopTestDatabase, useTestConfig } from './database.ts'

// A whole S3 and KMS on this machine: moto, from the registry of Python.
const folder = mkdtempSync(join(tmpdir(), 'foothold-cloud-'))
const region = 'eu-west-2'
const own = randomBytes(32)
let moto: ChildProcess
let endpoint: string
let keyId: string
let s3: S3Client

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0))
    })
  })

const inCloud = (changes: NodeJS.ProcessEnv = {}) =>
  useTestConfig({
    FILES_S3_BUCKET: 'files',
    FILES_S3_PREFIX: 'foothold/',
    FILES_S3_ENDPOINT: endpoint,
    AWS_REGION: region,
    SEALING_KMS_KEY: keyId,
    AWS_ENDPOINT_URL_KMS: endpoint,
    SEALING_KEYS: own.toString('base64'),
    ...changes,
  })

beforeAll(async () => {
  const python = join(folder, 'python')
  execFileSync('python3', ['-m', 'venv', python])
  execFileSync(join(python, 'bin/pip'), ['install', '--quiet', 'moto[server]==5.2.5'])
  const port = await freePort()
  endpoint = `http://127.0.0.1:${port}`
  moto = spawn(join(python, 'bin/moto_server'), ['-p', String(port)], { stdio: 'ignore' })
  await until(async () => (await fetch(endpoint).catch(() => null)) !== null, 60_000)
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'nobody', AWS_SECRET_ACCESS_KEY: 'nothing' })
  s3 = new S3Client({ region, endpoint, forcePathStyle: true })
  await s3.send(
    new CreateBucketCommand({ Bucket: 'files', CreateBucketConfiguration: { LocationConstraint: region } }),
  )
  const made = await new KMSClient({ region, endpoint }).send(new CreateKeyCommand({}))
  keyId = made.KeyMetadata?.KeyId ?? ''

  await startTestDatabase()
  inCloud()
}, 300_000)

afterAll(async () => {
  s3.destroy()
  await stopTestDatabase()
  moto.kill()
  await until(() => moto.exitCode !== null || moto.signalCode !== null)
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

async function* pieces(content: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += 100_000) yield content.subarray(at, at + 100_000)
}

async function bytesOf(id: string): Promise<Buffer | null> {
  const found = await (await fileStore()).read(id)
  if (!found) return null
  const parts: Buffer[] = []
  for await (const some of found) parts.push(some)
  return Buffer.concat(parts)
}

const keysInBucket = async (): Promise<(string | undefined)[]> =>
  ((await s3.send(new ListObjectsV2Command({ Bucket: 'files' }))).Contents ?? []).map(({ Key }) => Key)

describe('files in a bucket', () => {
  it('are kept under their ids and nothing else, read again, and forgotten', async () => {
    const content = randomBytes(12 * 1024 * 1024)
    const id = newId()
    await (await fileStore()).put(id, pieces(content))
    expect(await keysInBucket()).toEqual([`foothold/${id}`])
    expect((await bytesOf(id))?.equals(content)).toBe(true)
    expect(await mongoose.connection.collection('files.files').countDocuments()).toBe(0)
    await (await fileStore()).remove(id)
    await (await fileStore()).remove(id)
    expect(await bytesOf(id)).toBeNull()
  })

  it('leave nothing behind where what was sent broke off', async () => {
    async function* broken() {
      yield randomBytes(11 * 1024 * 1024)
      throw new Error('it broke off')
    }
    await expect((await fileStore()).put(newId(), broken())).rejects.toThrow('it broke off')
    expect(await keysInBucket()).toEqual([])
    const under = await s3.send(new ListMultipartUploadsCommand({ Bucket: 'files' }))
    expect(under.Uploads ?? []).toEqual([])
  })

  it('stand beside those that MongoDB kept before, which are still read and forgotten', async () => {
    const id = newId()
    await gridfsStore.put(id, pieces(Buffer.from('from before')))
    expect((await bytesOf(id))?.toString()).toBe('from before')
    await (await fileStore()).remove(id)
    expect(await gridfsStore.read(id)).toBeNull()
  })

  it('are refused as unavailable, not as lost, while the bucket is away', async () => {
    inCloud({ FILES_S3_ENDPOINT: 'http://127.0.0.1:9' })
    const store = await fileStore()
    await expect(store.put(newId(), pieces(Buffer.from('x')))).rejects.toMatchObject({ code: 'unavailable' })
    await expect(store.read(newId())).rejects.toMatchObject({ code: 'unavailable' })
    inCloud()
  })
})

describe('a ring whose key a key management service has', () => {
  it('unwraps what it wrapped, for what it was wrapped for, and nothing that was changed', async () => {
    const key = randomBytes(32)
    const wrapped = await keyring().wrap(key, 'this')
    expect((await keyring().unwrap(wrapped, 'this')).equals(key)).toBe(true)
    await expect(keyring().unwrap(wrapped, 'that')).rejects.toMatchObject({ name: 'KeyringRefuses' })
    const changed = Buffer.from(wrapped)
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
    await expect(keyring().unwrap(changed, 'this')).rejects.toThrow()
  })

  it('still unwraps what the processes’ own ring wrapped before', async () => {
    const key = randomBytes(32)
    const before = await localKeyring([own]).wrap(key, 'this')
    expect((await keyring().unwrap(before, 'this')).equals(key)).toBe(true)
  })
})
