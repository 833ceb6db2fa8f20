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

async function site(): Promise<Site | null> {
  known ??= await SiteRecord.findById('site').lean<Site>()
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
  known = null
  return before === null
}

/** For tests: read the note again. */
export function forgetSite(): void {
  known = null
}
