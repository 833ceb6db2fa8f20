import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { Request } from 'express'
import mongoose from 'mongoose'
import type { Actor } from '../../shared/platform/actor.ts'
import { now } from './clock.ts'
import { AppError } from './errors.ts'

interface KeptAnswer {
  _id: string
  bodyHash: string
  /** Absent while the first request is still being worked on. */
  answer?: { status: number; body: unknown }
  at: Date
}

const schema = new mongoose.Schema<KeptAnswer>(
  { _id: String, bodyHash: String, answer: mongoose.Schema.Types.Mixed, at: Date },
  { collection: 'idempotency_keys', versionKey: false },
)
schema.index({ at: 1 }, { expireAfterSeconds: 24 * 60 * 60 })
const IdempotencyKey = mongoose.model('IdempotencyKey', schema)

const deepest = 100

/** @throws AppError bad-request for what is nested deeper than anything we take, and than can be written as JSON */
function refuseDeep(body: unknown): void {
  let level = [body]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest)
      throw new AppError('bad-request', `The body is nested deeper than ${deepest} levels.`)
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
}

const hash = (text: string) => createHash('sha256').update(text).digest('base64url')

/** What was sent, as a digest: files count by their names and contents, not by where they lie. */
async function hashOfSent(body: unknown, files: Express.Multer.File[]): Promise<string> {
  const digests: [name: string, digest: string][] = []
  for (const { originalname, path } of files) {
    const content = createHash('sha256')
    await pipeline(createReadStream(path), content)
    digests.push([originalname, content.digest('base64url')])
  }
  return hash(JSON.stringify(files.length > 0 ? [body ?? null, digests] : (body ?? null)))
}

interface Answer {
  status: number
  body: unknown
}

/**
 * Does the work of a creating request once for each `Idempotency-Key` of an actor, for a day: a repeat gets
 * the first answer; the same key with another body or other files, or while the first is running, is refused.
 */
export async function answerOnce(
  req: Request,
  actor: Actor,
  files: Express.Multer.File[],
  work: () => Promise<Answer>,
): Promise<Answer> {
  const key = req.get('idempotency-key')
  if (!key) return work()
  if (key.length > 200) throw new AppError('bad-request', 'Idempotency-Key is longer than 200 characters')
  const id = hash(
    JSON.stringify([actor.userId || req.ip, actor.organisation?.id, req.method, req.originalUrl, key]),
  )
  refuseDeep(req.body)
  const bodyHash = await hashOfSent(req.body, files)
  try {
    await IdempotencyKey.create({ _id: id, bodyHash, at: now() })
  } catch (error) {
    if (!(error instanceof mongoose.mongo.MongoServerError) || error.code !== 11_000) throw error
    return earlierAnswer(id, bodyHash)
  }
  try {
    const answer = await work()
    await IdempotencyKey.updateOne({ _id: id }, { $set: { answer } })
    return answer
  } catch (error) {
    await IdempotencyKey.deleteOne({ _id: id })
    throw error
  }
}

async function earlierAnswer(id: string, bodyHash: string): Promise<Answer> {
  const kept = await IdempotencyKey.findById(id).lean()
  if (kept && kept.bodyHash !== bodyHash) {
    throw new AppError('invalid', 'This Idempotency-Key was used with another body.', {
      'Idempotency-Key': 'Use a new key for a new request',
    })
  }
  if (!kept?.answer)
    throw new AppError('conflict', 'The first request with this Idempotency-Key is still being worked on.')
  return kept.answer
}
