import mongoose from 'mongoose'
import type { JobDefinition } from '../../shared/platform/job.ts'
import { now } from './clock.ts'

/** A job that is on record until it is done, so that a Redis that forgets everything only delays it. */
interface KeptWork {
  /** The job's name and what it is about: asking twice for the same is one piece of work. */
  _id: string
  name: string
  payload: unknown
  /** When it was asked for last: who began before that has not done it. */
  askedAt: Date
  /** When the queue is asked again, if nobody has done it by then. */
  askAt: Date
  /** How often the queue was asked again. */
  rounds: number
}

const schema = new mongoose.Schema<KeptWork>(
  {
    _id: String,
    name: { type: String, required: true },
    payload: { type: mongoose.Schema.Types.Mixed, required: true },
    askedAt: { type: Date, required: true },
    askAt: { type: Date, required: true },
    rounds: { type: Number, default: 0 },
  },
  { collection: 'kept_work', versionKey: false, minimize: false },
)
schema.index({ askAt: 1 })
const Kept = mongoose.model('KeptWork', schema)

const { trusted } = mongoose
const patienceMs = 60_000
const longestPatienceMs = 3_600_000
const sweepLimit = 500

// A payload is what its schema makes of it, so its members always stand in one order.
const idOf = (name: string, payload: unknown): string => `${name} ${JSON.stringify(payload)}`

/** Puts a job on record before the queue is asked for it. @param delay milliseconds before it is to begin */
export async function keepWork({ name }: JobDefinition, payload: unknown, delay = 0): Promise<void> {
  const askedAt = now()
  const askAt = new Date(askedAt.getTime() + delay + patienceMs)
  await Kept.updateOne(
    { _id: idOf(name, payload) },
    { $set: { name, payload, askedAt, askAt, rounds: 0 } },
    { upsert: true },
  )
}

/** Takes a job off the record that was begun at that time and is done, unless it was asked for again since. */
export async function workDone({ name }: JobDefinition, payload: unknown, begunAt: Date): Promise<void> {
  await Kept.deleteOne({ _id: idOf(name, payload), askedAt: trusted({ $lte: begunAt }) })
}

/** What should have been done long ago, each with the number of this asking; the next one comes twice as late. */
export async function overdueWork(): Promise<Pick<KeptWork, 'name' | 'payload' | 'rounds'>[]> {
  const at = now()
  const overdue = await Kept.find({ askAt: trusted({ $lte: at }) })
    .sort({ askAt: 1 })
    .limit(sweepLimit)
    .lean<KeptWork[]>()
  for (const { _id, rounds } of overdue) {
    const patience = Math.min(longestPatienceMs, patienceMs * 2 ** (rounds + 1))
    await Kept.updateOne({ _id }, { $set: { askAt: new Date(at.getTime() + patience) }, $inc: { rounds: 1 } })
  }
  return overdue.map(({ name, payload, rounds }) => ({ name, payload, rounds: rounds + 1 }))
}

// What the queue still knows is done by then, and not asked for twice.
const graceMs = 5000

/** The queue may have forgotten everything: all that is on record is asked for again in a moment. */
export async function expectForgotten(): Promise<void> {
  const soon = new Date(now().getTime() + graceMs)
  await Kept.updateMany(
    { askAt: trusted({ $gt: soon }), askedAt: trusted({ $lte: now() }) },
    { $set: { askAt: soon } },
  )
}

/** How much is on record and not done, and since when the oldest was asked for. */
export async function keptWorkFigures(): Promise<{
  waiting: number
  oldest: Date | null
  askedAgain: number
}> {
  const [waiting, askedAgain, oldest] = await Promise.all([
    Kept.countDocuments({}),
    Kept.countDocuments({ rounds: trusted({ $gt: 0 }) }),
    Kept.findOne({}, { askedAt: 1 }).sort({ askedAt: 1 }).lean(),
  ])
  return { waiting, askedAgain, oldest: oldest?.askedAt ?? null }
}

/** Takes a job off the record that nobody is to do any more; one that is not on it is no error. */
export async function dropWork(name: string, payload: unknown): Promise<void> {
  await Kept.deleteOne({ _id: idOf(name, payload) })
}
