import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import mongoose from 'mongoose'
import type { LoadLevel, RequestClass } from '../../shared/platform/load.ts'
import { closeAtEnd } from './closing.ts'
import { clockSkew, tellOfSkew } from './clock-skew.ts'
import { now } from './clock.ts'
import { isDatabaseReady } from './database.ts'
import { loadNow } from './load.ts'
import { projectRoot } from './paths.ts'

/** What a process says of itself, every five seconds; one that has said nothing for twenty is gone. */
export interface ProcessReport {
  _id: string
  kind: 'web' | 'worker'
  host: string
  pid: number
  version: string
  startedAt: Date
  seenAt: Date
  /** After this it counts as gone. */
  expiresAt: Date
  /** The longest that its event loop was held up in the last second, in milliseconds. */
  delayMs: number
  /** How far its clock is ahead of the database's; absent in what a version from before said. */
  aheadMs?: number
  /** In bytes. */
  memory: number
  level: LoadLevel
  /** How many requests of each class it has turned away since it started. */
  turnedAway: Record<RequestClass, number>
}

const { Schema } = mongoose
const schema = new Schema<ProcessReport>(
  {
    _id: String,
    kind: { type: String, required: true },
    host: { type: String, required: true },
    pid: { type: Number, required: true },
    version: { type: String, required: true },
    startedAt: { type: Date, required: true },
    seenAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    delayMs: { type: Number, required: true },
    aheadMs: Number,
    memory: { type: Number, required: true },
    level: { type: String, required: true },
    turnedAway: { type: Schema.Types.Mixed, required: true },
  },
  { collection: 'processes', versionKey: false, minimize: false },
)
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
const Process = mongoose.model('Process', schema)

const reportEveryMs = 5000
const expireAfterMs = 20_000

/** The version of Foothold that runs. */
export const version = (
  JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string }
).version

/** This process says from now on that it is alive, until it ends. */
export function reportProcess(kind: ProcessReport['kind']): void {
  const id = randomUUID()
  const startedAt = now()
  const report = async () => {
    const aheadMs = await clockSkew()
    tellOfSkew(aheadMs)
    const seenAt = now()
    const { level, delayMs, turnedAway } = loadNow()
    await Process.updateOne(
      { _id: id },
      {
        $set: {
          kind,
          host: hostname(),
          pid: process.pid,
          version,
          startedAt,
          seenAt,
          delayMs,
          aheadMs,
          level,
          turnedAway,
          expiresAt: new Date(seenAt.getTime() + expireAfterMs),
          memory: process.memoryUsage.rss(),
        },
      },
      { upsert: true },
    )
  }
  let running = Promise.resolve()
  const say = () => {
    // While the database is away it is asked again later; nothing may pile up.
    if (isDatabaseReady()) running = running.then(report).catch(() => undefined)
  }
  const timer = setInterval(say, reportEveryMs)
  say()
  closeAtEnd(`report of the ${kind} process`, async () => {
    clearInterval(timer)
    await running
    await Process.deleteOne({ _id: id }).catch(() => undefined)
  })
}

/** The processes that are alive, the longest running first. */
export async function listProcesses(): Promise<ProcessReport[]> {
  return Process.find({ expiresAt: mongoose.trusted({ $gt: now() }) })
    .sort({ kind: 1, startedAt: 1, _id: 1 })
    .lean<ProcessReport[]>()
}
