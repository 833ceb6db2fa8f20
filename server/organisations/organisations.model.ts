import mongoose, { type HydratedDocument } from 'mongoose'
import { now } from '../platform/clock.ts'
import { newId } from '../../shared/platform/ids.ts'
import { type OrganisationKind, organisationKinds } from '../../shared/platform/actor.ts'
import {
  type OrganisationSource,
  type OrganisationStatus,
  organisationSources,
  organisationStatuses,
} from '../../shared/organisations/status.ts'
import type { SupplierProfile } from '../../shared/organisations/supplier-profile.ts'

/** What the register of UK authorities says about one of them. */
export interface AuthorityFacts {
  code: string
  gss: string
  type: string
  nation: string
  itl1: string
  /** Empty where none is known. */
  domain: string
}

/** What the directory searches and sorts by; made from profile and track record whenever either changes. */
export interface Listing {
  words: string[]
  divisions: string[]
  regions: string[]
  awards: number
  lastAward: Date | null
}

export interface OrganisationRecord {
  _id: string
  kind: OrganisationKind
  name: string
  normalisedName: string
  status: OrganisationStatus
  /** Invented for the demonstration, and shown so. */
  isExample: boolean
  source: OrganisationSource
  authority: AuthorityFacts | null
  supplier: SupplierProfile | null
  listing: Listing
  /** Normalised names under which public records know the firm, from before its people renamed it. */
  knownAs: string[]
  /** Under which name and number a broker confirmed it, while another name or number waits for one. */
  confirmedAs: { name: string; companyNumber: string | null } | null
  /** Domains under which the firm is known from a source other than the person who claims it. */
  emailDomains: string[]
  /** Why a broker refused it, or how one was satisfied. */
  decision: { userId: string; at: Date; reason: string } | null
  submittedAt: Date | null
  createdAt: Date
  updatedAt: Date
  version: number
}

/** One public fact: this buyer awarded this to this supplier. Nobody edits it. */
export interface AwardRecord {
  _id: string
  supplierId: string
  source: string
  sourceId: string
  buyer: string
  title: string
  text: string
  cpv: string[]
  cpvLabel: string
  /** ITL codes at level 1; empty where the notice gives none. */
  regions: string[]
  /** Null where no value was published: never zero. */
  valuePence: number | null
  /** How many suppliers share the award, and with it the value. */
  suppliers: number
  date: Date
  /** Null where the notice does not say; absent in records that were imported before these were read. */
  tenderedOn?: Date | null
  startsOn?: Date | null
  endsOn?: Date | null
  procedure?: string
  /** When the source published this; a later version takes its place. */
  recordedAt: Date
  url: string
}

const { Schema, model } = mongoose
const text = { type: String, default: '' }
const id = { type: String, default: newId }
const decision = {
  type: new Schema({ userId: String, at: Date, reason: String }, { _id: false }),
  default: null,
}

const confirmedAs = {
  type: new Schema({ name: String, companyNumber: { type: String, default: null } }, { _id: false }),
  default: null,
}

const authority = new Schema<AuthorityFacts>(
  { code: text, gss: text, type: text, nation: text, itl1: text, domain: text },
  { _id: false },
)

const caseStudy = new Schema(
  {
    title: text,
    buyer: text,
    year: { type: Number, default: null },
    what: text,
    result: text,
    link: text,
  },
  { _id: false },
)

const link = new Schema({ label: text, url: text }, { _id: false })
const contact = new Schema({ name: text, email: text, phone: text }, { _id: false })
const identifier = new Schema({ scheme: text, id: text }, { _id: false })

const supplier = new Schema<SupplierProfile>(
  {
    whatWeDo: text,
    capabilities: [String],
    cpv: [String],
    regions: [String],
    trlFrom: { type: Number, default: null },
    trlTo: { type: Number, default: null },
    staff: { type: Number, default: null },
    turnoverPence: { type: Number, default: null },
    balanceSheetPence: { type: Number, default: null },
    isSme: { type: Boolean, default: null },
    isVcse: { type: Boolean, default: null },
    accreditations: [String],
    caseStudies: [caseStudy],
    links: [link],
    contact: { type: contact, default: () => ({}) },
    isContactPublic: { type: Boolean, default: false },
    companyNumber: { type: String, default: null },
    hasNoCompanyNumber: { type: Boolean, default: false },
    identifiers: [identifier],
  },
  { _id: false },
)

const listing = new Schema<Listing>(
  {
    words: [String],
    divisions: [String],
    regions: [String],
    awards: { type: Number, default: 0 },
    lastAward: { type: Date, default: null },
  },
  { _id: false },
)

const organisationSchema = new Schema<OrganisationRecord>(
  {
    _id: id,
    kind: { type: String, enum: organisationKinds, required: true },
    name: { type: String, required: true },
    normalisedName: { type: String, required: true },
    status: { type: String, enum: organisationStatuses, required: true },
    isExample: { type: Boolean, default: false },
    source: { type: String, enum: organisationSources, required: true },
    authority: { type: authority, default: null },
    supplier: { type: supplier, default: null },
    listing: { type: listing, default: () => ({}) },
    knownAs: [String],
    confirmedAs,
    emailDomains: [String],
    decision,
    submittedAt: { type: Date, default: null },
    createdAt: { type: Date, default: now },
    updatedAt: { type: Date, default: now },
  },
  {
    collection: 'organisations',
    versionKey: 'version',
    optimisticConcurrency: true,
    minimize: false,
  },
)
organisationSchema.index({ kind: 1, normalisedName: 1 })
organisationSchema.index({ kind: 1, status: 1, submittedAt: 1 })
organisationSchema.index({ kind: 1, updatedAt: 1 })
organisationSchema.index(
  { 'authority.code': 1 },
  { unique: true, partialFilterExpression: { kind: 'authority' } },
)
// Two firms that register one number at the same moment: the second tries again, and finds the first.
organisationSchema.index(
  { 'supplier.identifiers': 1 },
  { unique: true, partialFilterExpression: { 'supplier.identifiers.0': { $exists: true } } },
)
organisationSchema.index({ kind: 1, 'listing.words': 1 })
organisationSchema.index({ kind: 1, 'listing.awards': -1, normalisedName: 1 })

const awardSchema = new Schema<AwardRecord>(
  {
    _id: id,
    supplierId: { type: String, required: true },
    source: { type: String, required: true },
    sourceId: { type: String, required: true },
    buyer: text,
    title: text,
    text,
    cpv: [String],
    cpvLabel: text,
    regions: [String],
    valuePence: { type: Number, default: null },
    suppliers: { type: Number, default: 1 },
    date: { type: Date, required: true },
    // Without a default: what was never read stays absent, so that a later import knows to read it.
    tenderedOn: Date,
    startsOn: Date,
    endsOn: Date,
    procedure: String,
    recordedAt: { type: Date, required: true },
    url: text,
  },
  { collection: 'awards', versionKey: false },
)
awardSchema.index({ supplierId: 1, date: -1 })
awardSchema.index({ sourceId: 1, supplierId: 1 }, { unique: true })

export const Organisation = model<OrganisationRecord>('Organisation', organisationSchema)
export const Award = model<AwardRecord>('Award', awardSchema)

export type OrganisationDocument = HydratedDocument<OrganisationRecord>
