import mongoose from 'mongoose'

/** A release as it was published. Its bytes stay as they are; only words that a broker redacted are taken out. */
export interface ReleaseRecord {
  /** The release's id. */
  _id: string
  ocid: string
  challengeId: string
  /** What it tells of. */
  eventId: string
  /** The release's own date: when it happened. */
  date: Date
  /** Its place among all releases, by the moment at which they became readable: harvesters go on from here. */
  place: number
  madeAt: Date
  /** When redacted words were last taken out of it. */
  redactedAt: Date | null
  /** The release itself, as JSON. */
  body: string
}

/** A release that was not published, since it is not valid. */
export interface RefusedRelease {
  /** The event that it would have told of. */
  _id: string
  challengeId: string
  faults: string[]
  at: Date
}

/** How many releases were ever made, so that each gets the next place in the order in which they are kept. */
interface PlaceCounter {
  _id: 'releases'
  last: number
}

/** One file for downloading everything; the bytes are in GridFS. */
export interface BulkFile {
  /** As in its address: `releases.jsonl.gz`. */
  name: string
  fileId: string
  /** In bytes. */
  size: number
  sha256: string
  type: string
}

/** The files of one night. */
export interface BulkExport {
  _id: string
  madeAt: Date
  challenges: number
  releases: number
  files: BulkFile[]
}

const { Schema, model } = mongoose

const releaseSchema = new Schema<ReleaseRecord>(
  {
    _id: String,
    ocid: { type: String, required: true },
    challengeId: { type: String, required: true },
    eventId: { type: String, required: true },
    date: { type: Date, required: true },
    place: { type: Number, required: true },
    madeAt: { type: Date, required: true },
    redactedAt: { type: Date, default: null },
    body: { type: String, required: true },
  },
  { collection: 'releases', versionKey: false },
)
releaseSchema.index({ place: 1 }, { unique: true })
releaseSchema.index({ madeAt: 1 })
releaseSchema.index({ ocid: 1, date: 1, _id: 1 })
releaseSchema.index({ challengeId: 1 })

const refusedSchema = new Schema<RefusedRelease>(
  { _id: String, challengeId: { type: String, required: true }, faults: [String], at: Date },
  { collection: 'refused_releases', versionKey: false },
)
refusedSchema.index({ challengeId: 1 })

const exportSchema = new Schema<BulkExport>(
  {
    _id: String,
    madeAt: { type: Date, required: true },
    challenges: Number,
    releases: Number,
    // A field called `type` would be read as the schema's own word.
    files: { type: Schema.Types.Mixed, default: [] },
  } as never,
  { collection: 'bulk_exports', versionKey: false },
)
exportSchema.index({ madeAt: -1 })

export const Release = model<ReleaseRecord>('Release', releaseSchema)
export const Refused = model<RefusedRelease>('RefusedRelease', refusedSchema)
export const Places = model<PlaceCounter>(
  'PlaceCounter',
  new Schema<PlaceCounter>({ _id: String, last: { type: Number, default: 0 } } as never, {
    collection: 'release_places',
    versionKey: false,
  }),
)
export const Bulk = model<BulkExport>('BulkExport', exportSchema)
