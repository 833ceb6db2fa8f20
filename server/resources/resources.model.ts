import mongoose from 'mongoose'
import { helpPlaces, ipecGates, pictures, resourceRoutes, sectors } from '../../shared/resources/facets.ts'
import {
  type ResourceContent,
  type ResourceStatus,
  resourceStatuses,
  resourceTypes,
} from '../../shared/resources/resource.ts'
import { newId } from '../../shared/platform/ids.ts'
import type { StoredFile } from '../platform/stored-files.ts'

/** How a link was found when it was last looked at. */
export interface LinkCheck {
  url: string
  at: Date
  /** Null where nothing answered. */
  status: number | null
  /** What is wrong, in words; empty if nothing is. */
  fault: string
  /** Since when it has been found broken; null while it works. */
  brokenSince: Date | null
}

/** The pilot whose measured results a case study tells of; both of its sides agreed to the words. */
export interface ResourceOrigin {
  challengeId: string
  submissionId: string
}

/** A resource as it is kept. */
export interface ResourceRecord extends ResourceContent {
  _id: string
  /** The end of its address; stays when the title changes, so that links keep working. */
  slug: string
  status: ResourceStatus
  /** When it was first published here; null before. */
  publishedAt: Date | null
  /** When a draft goes before everybody; null if nobody has said. */
  publishAt: Date | null
  /** When somebody looks at it again; null if nobody has said. */
  reviewOn: Date | null
  /** The day of review that brokers were told of last. */
  reviewTold: Date | null
  /** How its links were found when they were last looked at; empty before. */
  linkChecks: LinkCheck[]
  /** The file of a report; null where it is only linked. */
  file: StoredFile | null
  /** Where its words were agreed; null for what brokers wrote. */
  from: ResourceOrigin | null
  /** Counts the saves, so that two people at one form notice each other. */
  revision: number
  createdBy: string
  createdAt: Date
  updatedAt: Date
}

const text = { type: String, default: '' }

const resourceSchema = new mongoose.Schema<ResourceRecord>(
  {
    _id: { type: String, default: newId },
    slug: { type: String, required: true },
    type: { type: String, enum: resourceTypes, required: true },
    title: { type: String, required: true },
    summary: { type: String, required: true },
    body: { type: String, required: true },
    number: { type: Number, default: null },
    minutes: { type: Number, default: null },
    link: text,
    mediaLink: text,
    transcript: text,
    objection: text,
    fairness: text,
    publisher: text,
    publishedOn: text,
    topics: { type: [String], default: [] },
    procurementActSections: { type: [String], default: [] },
    place: text,
    gates: { type: [String], enum: ipecGates, default: [] },
    routes: { type: [String], enum: resourceRoutes, default: [] },
    sectors: { type: [String], enum: sectors, default: [] },
    categories: { type: [String], default: [] },
    helpsAt: { type: [String], enum: helpPlaces, default: [] },
    picture: { type: String, enum: pictures, default: 'none' },
    status: { type: String, enum: resourceStatuses, required: true },
    publishedAt: { type: Date, default: null },
    publishAt: { type: Date, default: null },
    reviewOn: { type: Date, default: null },
    reviewTold: { type: Date, default: null },
    linkChecks: { type: [mongoose.Schema.Types.Mixed], default: [] } as never,
    file: { type: mongoose.Schema.Types.Mixed, default: null } as never,
    from: { type: mongoose.Schema.Types.Mixed, default: null } as never,
    revision: { type: Number, default: 0 },
    createdBy: text,
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'resources', versionKey: false },
)
resourceSchema.index({ slug: 1 }, { unique: true })
resourceSchema.index({ helpsAt: 1 })
resourceSchema.index({ status: 1, publishAt: 1 })
resourceSchema.index({ reviewOn: 1 })
resourceSchema.index({ status: 1, publishedAt: -1, _id: -1 })
resourceSchema.index(
  {
    title: 'text',
    objection: 'text',
    topics: 'text',
    summary: 'text',
    publisher: 'text',
    body: 'text',
    fairness: 'text',
    transcript: 'text',
  },
  {
    name: 'words',
    weights: { title: 10, objection: 8, topics: 6, summary: 5, publisher: 2, body: 1 },
    default_language: 'english',
  },
)

export const Resource = mongoose.model('Resource', resourceSchema)

/** What a resource said from one save on. */
export interface ResourceVersionRecord {
  _id: string
  resourceId: string
  /** The resource's revision. */
  number: number
  content: ResourceContent
  /** Empty for the first library. */
  savedBy: string
  savedAt: Date
}

const resourceVersionSchema = new mongoose.Schema<ResourceVersionRecord>(
  {
    _id: { type: String, required: true },
    resourceId: { type: String, required: true },
    number: { type: Number, required: true },
    content: { type: mongoose.Schema.Types.Mixed, required: true },
    savedBy: text,
    savedAt: { type: Date, required: true },
  },
  { collection: 'resource-versions', versionKey: false },
)
resourceVersionSchema.index({ resourceId: 1, number: -1 }, { unique: true })

export const ResourceVersion = mongoose.model('ResourceVersion', resourceVersionSchema)

const laterFields = {
  publishAt: null,
  reviewOn: null,
  reviewTold: null,
  linkChecks: [],
  file: null,
  from: null,
  minutes: null,
  mediaLink: '',
  transcript: '',
  objection: '',
  fairness: '',
  gates: [],
  routes: [],
  sectors: [],
  categories: [],
  helpsAt: [],
  picture: 'none',
} as const satisfies Partial<Record<keyof ResourceRecord, unknown>>

/** A resource as it is read: one that was kept before a field existed has it empty. */
export const readable = (kept: ResourceRecord): ResourceRecord => ({
  ...structuredClone(laterFields),
  ...kept,
})
