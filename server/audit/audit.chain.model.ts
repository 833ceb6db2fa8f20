import mongoose from 'mongoose'
import type { Head, Link } from '../../shared/audit/chain.ts'
import type { Finding } from '../../shared/audit/verdict.ts'

/** A committed event that is in no chain yet; written with it, gone with its link. */
interface WaitingRow {
  /** The event's id. */
  _id: string
  at: Date
  /** Whoever committed the event vouches for it by this, so that none can be made up or edited before its link. */
  mac: string
  /** The event is not what was vouched for: it is never linked, and the verification names it. */
  isRefused: boolean
}

const waitingSchema = new mongoose.Schema<WaitingRow>(
  {
    _id: String,
    at: { type: Date, required: true },
    mac: { type: String, required: true },
    isRefused: { type: Boolean, default: false },
  },
  { collection: 'audit_waiting', versionKey: false },
)
waitingSchema.index({ isRefused: 1, at: 1, _id: 1 })
export const Waiting = mongoose.model('AuditWaiting', waitingSchema)

const linkSchema = new mongoose.Schema<Link>(
  {
    place: { type: Number, required: true },
    chain: { type: String, required: true },
    seq: { type: Number, required: true },
    eventId: { type: String, required: true },
    prev: { type: String, default: '' },
    hash: { type: String, required: true },
    sealed: { type: [{ place: String, token: String, _id: false }], required: true },
    at: { type: Date, required: true },
    mac: { type: String, required: true },
  },
  { collection: 'audit_links', versionKey: false },
)
// Whoever lost the lease without noticing cannot write a second link to a place.
linkSchema.index({ place: 1 }, { unique: true })
linkSchema.index({ chain: 1, seq: -1 }, { unique: true })
linkSchema.index({ eventId: 1 }, { unique: true })
export const LinkRecord = mongoose.model('AuditLink', linkSchema)

/** Where all chains ended at one time, by one root. */
export interface AnchorRow {
  /** The day in London. */
  _id: string
  at: Date
  root: string
  previous: string | null
  /** The last link that it covers, by its place. */
  upTo: number
  /** Heads that are others than in the anchor before. Never public: lengths of chains tell of proposals. */
  moved: Head[]
  mac: string
}

const anchorSchema = new mongoose.Schema<AnchorRow>(
  {
    _id: String,
    at: { type: Date, required: true },
    root: { type: String, required: true },
    previous: { type: String, default: null },
    upTo: { type: Number, required: true },
    moved: { type: [{ chain: String, seq: Number, hash: String, _id: false }], required: true },
    mac: { type: String, required: true },
  },
  { collection: 'audit_anchors', versionKey: false },
)
anchorSchema.index({ at: -1 })
export const Anchor = mongoose.model('AuditAnchor', anchorSchema)

/** Who chains at the moment. */
interface Lease {
  _id: string
  holder: string
  until: Date
}

const leaseSchema = new mongoose.Schema<Lease>(
  { _id: String, holder: { type: String, required: true }, until: { type: Date, required: true } },
  { collection: 'audit_leases', versionKey: false },
)
export const ChainerLease = mongoose.model('AuditLease', leaseSchema)

/** One verification of all chains, under way or done. */
export interface VerificationRow {
  _id: string
  /** Who asked; empty for the clock. */
  askedBy: string
  askedAt: Date
  endedAt: Date | null
  /** Links looked at so far, and how many there are. */
  done: number
  total: number
  /** What is wrong; null if nothing is, or nobody knows yet. */
  finding: Finding | null
}

const verificationSchema = new mongoose.Schema<VerificationRow>(
  {
    _id: String,
    askedBy: { type: String, default: '' },
    askedAt: { type: Date, required: true },
    endedAt: { type: Date, default: null },
    done: { type: Number, default: 0 },
    total: { type: Number, default: 0 },
    finding: { type: mongoose.Schema.Types.Mixed, default: null },
  },
  { collection: 'audit_verifications', versionKey: false, minimize: false },
)
verificationSchema.index({ askedAt: -1 })
export const Verification = mongoose.model('AuditVerification', verificationSchema)
