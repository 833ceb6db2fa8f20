import mongoose from 'mongoose'
import type { WatchInput } from '../../shared/groups/watch.ts'
import { newId } from '../../shared/platform/ids.ts'

/** What a person of an authority wants to hear of from elsewhere. */
export interface WatchRecord extends WatchInput {
  _id: string
  userId: string
  /** Through which they keep it: what it did itself is no news. */
  organisationId: string
  createdAt: Date
}

/** That a person was told of something by one of their watches; told once, whatever else finds it. */
export interface WatchTellingRecord {
  /** Person, what it is and its id. */
  _id: string
  at: Date
}

const { Schema, model } = mongoose
const needed = { type: String, required: true }

const watchSchema = new Schema<WatchRecord>(
  {
    _id: { type: String, default: newId },
    userId: needed,
    organisationId: needed,
    q: { type: String, default: '' },
    categories: [String],
    regions: [String],
    createdAt: { type: Date, required: true },
  } as never,
  { collection: 'group_watches', versionKey: false },
)
watchSchema.index({ userId: 1, createdAt: 1 })

const tellingSchema = new Schema<WatchTellingRecord>(
  { _id: String, at: { type: Date, required: true } },
  { collection: 'group_watch_tellings', versionKey: false },
)

export const Watch = model<WatchRecord>('GroupWatch', watchSchema)
export const WatchTelling = model<WatchTellingRecord>('GroupWatchTelling', tellingSchema)
