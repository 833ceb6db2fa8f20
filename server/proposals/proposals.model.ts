import mongoose, { type HydratedDocument } from 'mongoose'
import { newId } from '../../shared/platform/ids.ts'
import { type ProposalStatus, proposalStatuses } from '../../shared/proposals/proposal.ts'
import type { Sealed } from './sealing.ts'

export interface ProposalRecord {
  _id: string
  challengeId: string
  supplierId: string
  status: ProposalStatus
  /** What it says: an envelope that only the supplier's key opens. */
  draft: Sealed
  /** Grows with each save of the draft. */
  revision: number
  savedAt: Date
  createdAt: Date
  /** How often it was submitted; the live submission is this version, unless withdrawn. */
  version: number
  /** The draft's revision that was submitted last. */
  submittedRevision: number | null
}

const { Schema, model } = mongoose
const bytes = { type: Buffer, required: true } as const

const schema = new Schema<ProposalRecord>(
  {
    _id: { type: String, default: newId },
    challengeId: { type: String, required: true },
    supplierId: { type: String, required: true },
    status: { type: String, enum: proposalStatuses, required: true, default: 'draft' },
    draft: {
      type: new Schema<Sealed>({ envelope: bytes, supplierKeyed: bytes }, { _id: false }),
      required: true,
    },
    revision: { type: Number, required: true, default: 0 },
    savedAt: { type: Date, required: true },
    createdAt: { type: Date, required: true },
    version: { type: Number, required: true, default: 0 },
    submittedRevision: { type: Number, default: null },
  },
  { collection: 'proposals', optimisticConcurrency: true },
)
schema.index({ challengeId: 1, supplierId: 1 }, { unique: true })
schema.index({ supplierId: 1, savedAt: -1 })
export const Proposal = model('Proposal', schema)
export type ProposalDocument = HydratedDocument<ProposalRecord>

/** What was submitted, sealed; never changed but for being replaced or withdrawn. */
export interface SubmissionRecord extends Sealed {
  _id: string
  proposalId: string
  challengeId: string
  supplierId: string
  version: number
  status: 'live' | 'replaced' | 'withdrawn'
  /** The envelope's key under the opening key of the challenge. */
  openingKeyed: Buffer
  reference: string
  /** When our server received the request to submit. */
  receivedAt: Date
  byUserId: string
}

const submissionSchema = new Schema<SubmissionRecord>(
  {
    _id: { type: String, default: newId },
    proposalId: { type: String, required: true },
    challengeId: { type: String, required: true },
    supplierId: { type: String, required: true },
    version: { type: Number, required: true },
    status: { type: String, enum: ['live', 'replaced', 'withdrawn'], required: true },
    envelope: bytes,
    supplierKeyed: bytes,
    openingKeyed: bytes,
    reference: { type: String, required: true },
    receivedAt: { type: Date, required: true },
    byUserId: { type: String, required: true },
  },
  { collection: 'submissions', versionKey: false },
)
submissionSchema.index({ proposalId: 1, version: 1 }, { unique: true })
submissionSchema.index({ reference: 1 }, { unique: true })
// The last guard: one live submission for each supplier and challenge.
submissionSchema.index(
  { challengeId: 1, supplierId: 1 },
  { unique: true, partialFilterExpression: { status: 'live' }, name: 'one_live_submission' },
)
export const Submission = model('Submission', submissionSchema)
