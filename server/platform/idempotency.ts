import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { Request } from 'express'
import mongoose, { type ClientSession } from 'mongoose'
import type { Actor } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { asBuffer } from './bytes.ts'
import { now } from './clock.ts'
import { AppError } from './errors.ts'
import { logger } from './logger.ts'
import { repeatable, type Step } from './repeatable.ts'
import { openOurs, sealForUs } from './sealed-value.ts'

interface KeptAnswer {
  _id: string
  bodyHash: string
  /**
   * Absent while the request is still being worked on, and if whoever worked on it never came to its end. Encrypted: an
   * answer may say what is sealed.
   */
  answer?: Buffer
  /** What of the work is done, in its order, encrypted. */
  steps: Buffer[]
  /** Who works on it, and until when they keep it to themselves without saying so again. */
  heldBy: string
  heldUntil: Date
  at: Date
}

const schema = new mongoose.Schema<KeptAnswer>(
  {
    _id: String,
    bodyHash: String,
    answer: Buffer,
    steps: { type: [Buffer], default: [] },
    heldBy: String,
    heldUntil: Date,
    at: Date,
  } as never,
  { collection: 'idempotency_keys', versionKey: false, minimize: false },
)
schema.index({ at: 1 }, { expireAfterSeconds: 24 * 60 * 60 })
const IdempotencyKey = mongoose.model<KeptAnswer>('IdempotencyKey', schema)

const holdMs = 15_000
const heartbeatMs = 5000
const { trusted } = mongoose

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
 * Whatever the work kept is marked in the same transaction, so that a repeat after a lost answer finds what was made,
 * and does not make it again.
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
  const kept = await hold(id, await hashOfSent(req.body, files))
  if (kept.answer) return open<Answer>(kept._id, kept.answer)
  return workHeld(kept, work)
}

const use = 'idempotency'

/** What is kept under a key; for a day after an update it may still be as an earlier version kept it, in plain form. */
async function open<Kept>(id: string, kept: Buffer | mongoose.mongo.Binary): Promise<Kept> {
  const isSealed = Buffer.isBuffer(kept) || kept instanceof mongoose.mongo.Binary
  return (isSealed ? await openOurs(use, id, asBuffer(kept)) : kept) as Kept
}

/** The work under a key that is held for this request. */
async function workHeld({ _id, heldBy, steps }: KeptAnswer, work: () => Promise<Answer>): Promise<Answer> {
  const held = { _id, heldBy }
  const heartbeat = setInterval(() => {
    IdempotencyKey.updateOne(held, { $set: { heldUntil: untilWhen() } }).catch((error: unknown) =>
      logger('platform').warn({ err: error }, 'The hold on a request could not be renewed'),
    )
  }, heartbeatMs)
  try {
    const earlier = await Promise.all(steps.map((step) => open<Step>(_id, step)))
    const answer = await repeatable(earlier, (session, step) => keepStep(session, held, step), work)
    await IdempotencyKey.updateOne(held, { $set: { answer: await sealForUs(use, _id, answer) } })
    return answer
  } catch (error) {
    await letGo(held)
    throw error
  } finally {
    clearInterval(heartbeat)
  }
}

const untilWhen = (): Date => new Date(now().getTime() + holdMs)

type Held = Pick<KeptAnswer, '_id' | 'heldBy'>

/** Marks a step in its own transaction: only whoever holds the request may do it. */
async function keepStep(session: ClientSession, held: Held, step: Step): Promise<void> {
  const $push = { steps: await sealForUs(use, held._id, step) }
  const { matchedCount } = await IdempotencyKey.updateOne(held, { $push }, { session })
  if (matchedCount === 0) throw underWay()
}

const underWay = () =>
  new AppError('conflict', 'The first request with this Idempotency-Key is still being worked on.')

/**
 * Takes the key for this request: a new one, or one that nobody works on any more and that has no answer.
 * @returns what is kept, with the answer if there is one
 * @throws AppError invalid if it belongs to another body, conflict while somebody works on it
 */
async function hold(_id: string, bodyHash: string): Promise<KeptAnswer> {
  const at = now()
  const mine = { heldBy: newId(), heldUntil: untilWhen() }
  const fresh: KeptAnswer = { _id, bodyHash, steps: [], ...mine, at }
  try {
    await IdempotencyKey.create(fresh)
    return fresh
  } catch (error) {
    if (!(error instanceof mongoose.mongo.MongoServerError) || error.code !== 11_000) throw error
  }
  const kept = await IdempotencyKey.findById(_id).lean<KeptAnswer>()
  if (kept && kept.bodyHash !== bodyHash) {
    throw new AppError('invalid', 'This Idempotency-Key was used with another body.', {
      'Idempotency-Key': 'Use a new key for a new request',
    })
  }
  if (kept?.answer) return kept
  const isFree = trusted({ answer: { $exists: false }, heldUntil: { $lt: at } })
  const taken = await IdempotencyKey.findOneAndUpdate(
    { _id, ...isFree },
    { $set: mine },
    { returnDocument: 'after' },
  ).lean<KeptAnswer>()
  if (!taken) throw underWay()
  return taken
}

/** The request failed: it may come again, and goes on from what is done of it. */
async function letGo(held: Held): Promise<void> {
  try {
    const { deletedCount } = await IdempotencyKey.deleteOne({ ...held, steps: trusted({ $size: 0 }) })
    if (deletedCount === 0) await IdempotencyKey.updateOne(held, { $set: { heldUntil: new Date(0) } })
  } catch (error) {
    logger('platform').warn(
      { err: error },
      'The hold on a request could not be given back; it ends by itself',
    )
  }
}
