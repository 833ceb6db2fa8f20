import mongoose from 'mongoose'
import { helpPlaces, ipecGates, pictures, resourceRoutes, sectors } from '../../shared/resources/facets.ts'
import {
  type ResourceContent,
  type ResourceStatus,
  resourceStatuses,
  resourceTypes,
} from '../../shared/resources/resource.ts'
import { newId } from '../../shared/platform/ids.ts'

/** A resource as it is kept. */
export interface ResourceRecord extends ResourceContent {
  _id: string
  /** The end of its address; stays when the title changes, so that links keep working. */
  slug: string
  status: ResourceStatus
  /** When it was first published here; null before. */
  publishedAt: Date | null
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
    revision: { type: Number, default: 0 },
    createdBy: text,
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'resources', versionKey: false },
)
resourceSchema.index({ slug: 1 }, { unique: true })
resourceSchema.index({ helpsAt: 1 })
resourceSchema.index({ status: 1, publishedAt: -1, _id: -1 })
resourceSchema.index(
  { title: 'text', topics: 'text', summary: 'text', publisher: 'text', body: 'text' },
  {
    name: 'words',
    weights: { title: 10, topics: 6, summary: 5, publisher: 2, body: 1 },
    default_language: 'english',
  },
)

export const Resource = mongoose.model('Resource', resourceSchema)

const laterFields = {
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
