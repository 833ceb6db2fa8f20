import mongoose from 'mongoose'
import { type SearchAlert, type SearchCriteria, searchAlerts } from '../../shared/challenges/saved-search.ts'
import { newId } from '../../shared/platform/ids.ts'

/** A search of the public list that a person keeps under a name. */
export interface SavedSearchRecord {
  _id: string
  userId: string
  name: string
  /** Its place among those of its owner, from 0: what makes the limit hold. */
  place: number
  criteria: SearchCriteria
  alert: SearchAlert
  createdAt: Date
  updatedAt: Date
}

/** That a saved search found a challenge, or found it already when it was saved. */
export interface SearchFindRecord {
  _id: string
  searchId: string
  userId: string
  challengeId: string
  foundAt: Date
  /** When its owner is to be told; null for what was there already, and where nobody wants to hear. */
  tellAt: Date | null
  /** Told, by this find or by another of the same challenge. */
  isDone: boolean
}

/** That a person was told of a challenge by one of their searches; told once, whatever else finds it. */
export interface SearchTellingRecord {
  /** Person and challenge. */
  _id: string
  at: Date
}

const { Schema, model } = mongoose
const id = { type: String, default: newId }
const text = { type: String, required: true }

const searchSchema = new Schema<SavedSearchRecord>(
  {
    _id: id,
    userId: text,
    name: text,
    place: { type: Number, required: true },
    criteria: { type: Schema.Types.Mixed, required: true },
    alert: { type: String, enum: searchAlerts, required: true },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  } as never,
  { collection: 'saved_searches', versionKey: false, minimize: false },
)
searchSchema.index({ userId: 1, place: 1 }, { unique: true })
searchSchema.index({ userId: 1, name: 1 }, { unique: true })

const findSchema = new Schema<SearchFindRecord>(
  {
    _id: id,
    searchId: text,
    userId: text,
    challengeId: text,
    foundAt: { type: Date, required: true },
    tellAt: { type: Date, default: null },
    isDone: { type: Boolean, default: false },
  } as never,
  { collection: 'search_finds', versionKey: false },
)
findSchema.index({ searchId: 1, challengeId: 1 }, { unique: true })
findSchema.index({ userId: 1, challengeId: 1 })
findSchema.index({ isDone: 1, tellAt: 1 })

const tellingSchema = new Schema<SearchTellingRecord>(
  { _id: String, at: { type: Date, required: true } },
  { collection: 'search_tellings', versionKey: false },
)

export const SavedSearch = model<SavedSearchRecord>('SavedSearch', searchSchema)
export const SearchFind = model<SearchFindRecord>('SearchFind', findSchema)
export const SearchTelling = model<SearchTellingRecord>('SearchTelling', tellingSchema)
