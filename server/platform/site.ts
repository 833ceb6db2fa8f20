import mongoose from 'mongoose'
import { now } from './clock.ts'

interface Site {
  _id: 'site'
  /** Whether invented people may be signed in as; chosen when the data are first seeded, and never after. */
  demo: boolean
  seededAt: Date
}

const SiteRecord = mongoose.model(
  'Site',
  new mongoose.Schema<Site>(
    {
      _id: String,
      demo: { type: Boolean, required: true },
      seededAt: { type: Date, required: true },
    } as never,
    { collection: 'settings', versionKey: false },
  ),
)

let known: Site | null = null
// Until the data are seeded each notice and each page would ask anew: a second later is soon enough.
const lackMs = 1000
let lackedAt = -lackMs

async function site(): Promise<Site | null> {
  if (known || performance.now() - lackedAt < lackMs) return known
  known = await SiteRecord.findById('site').lean<Site>()
  if (!known) lackedAt = performance.now()
  return known
}

/** True if this installation shows invented people and challenges. */
export const isDemo = async (): Promise<boolean> => (await site())?.demo ?? false

/**
 * True for what happened before the data were seeded: a story told by the seed, in which nobody is to be
 * written to about it.
 */
export const isHistory = async (at: Date): Promise<boolean> => {
  const seededAt = (await site())?.seededAt
  return seededAt !== undefined && at < seededAt
}

/** True once the first seeding is complete. */
export const isSeeded = async (): Promise<boolean> => (await site()) !== null

const storyMark = { _id: 'story' as const }

/** Notes that the demonstration is being told from here on, into data that nobody has used yet. */
export const beginStory = async (): Promise<void> =>
  void (await SiteRecord.collection.updateOne(
    storyMark as object,
    { $set: { begunAt: now() } },
    { upsert: true },
  ))

/** True if the demonstration was begun and never came to its end: the process was killed, or the disk was full. */
export const isStoryHalfTold = async (): Promise<boolean> =>
  !(await isSeeded()) && (await SiteRecord.collection.findOne(storyMark as object)) !== null

/**
 * Notes that the data are seeded, and whether as a demo. The first note stands for ever.
 * @returns false if it was noted before
 */
export async function markSeeded(demo: boolean): Promise<boolean> {
  const before = await SiteRecord.findOneAndUpdate(
    { _id: 'site' },
    { $setOnInsert: { demo, seededAt: now() } },
    { upsert: true },
  ).lean()
  await SiteRecord.collection.deleteOne(storyMark as object)
  forgetSite()
  return before === null
}

/** Reads the note again when it is asked for next: tests change what stands there. */
export function forgetSite(): void {
  known = null
  lackedAt = -lackMs
}
