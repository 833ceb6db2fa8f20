import mongoose from 'mongoose'
import { newId } from '../../shared/platform/ids.ts'
import {
  type ProposalContent,
  type ProposalStatus,
  proposalStatuses,
} from '../../shared/proposals/proposal.ts'

export interface ProposalRecord {
  _id: string
  challengeId: string
  supplierId: string
  supplierName: string
  status: ProposalStatus
  draft: ProposalContent
  /** Grows with each save of the draft. */
  revision: number
  savedAt: Date
  createdAt: Date
  /** How often it was submitted; the live submission is this version, unless withdrawn. */
  version: number
  /** The draft's revision that was submitted last. */
  submittedRevision: number | null
}

const contentSchema = new mongoose.Schema<ProposalContent>(
  {
    summary: { type: String, default: '' },
    outcomes: {
      type: [new mongoose.Schema({ outcomeId: String, how: String }, { _id: false })],
      default: [],
    },
    approach: { type: String, default: '' },
    trl: { type: Number, default: null },
    pilotPlan: { type: String, default: '' },
    pilotPricePence: { type: Number, default: null },
    scalePricePence: { type: Number, default: null },
    team: { type: String, default: '' },
    files: {
      type: [
        new mongoose.Schema(
          { id: String, name: String, type: { type: String }, size: Number, sha256: String },
          { _id: false },
        ),
      ],
      default: [],
    },
  },
  { _id: false },
)

const schema = new mongoose.Schema<ProposalRecord>(
  {
    _id: { type: String, default: newId },
    challengeId: { type: String, required: true },
    supplierId: { type: String, required: true },
    supplierName: { type: String, required: true },
    status: { type: String, enum: proposalStatuses, required: true, default: 'draft' },
    draft: { type: contentSchema, required: true },
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
export const Proposal = mongoose.model('Proposal', schema)

/** What was submitted, word for word; never changed but for being replaced or withdrawn. */
export interface SubmissionRecord {
  _id: string
  proposalId: string
  challengeId: string
  supplierId: string
  version: number
  status: 'live' | 'replaced' | 'withdrawn'
  content: ProposalContent
  reference: string
  /** When our server received the request to submit. */
  receivedAt: Date
  /** Of the canonical JSON of the content, files by their own hashes; lower-case hexadecimal. */
  sha256: string
  byUserId: string
}

const submissionSchema = new mongoose.Schema<SubmissionRecord>(
  {
    _id: { type: String, default: newId },
    proposalId: { type: String, required: true },
    challengeId: { type: String, required: true },
    supplierId: { type: String, required: true },
    version: { type: Number, required: true },
    status: { type: String, enum: ['live', 'replaced', 'withdrawn'], required: true },
    content: { type: contentSchema, required: true },
    reference: { type: String, required: true },
    receivedAt: { type: Date, required: true },
    sha256: { type: String, required: true },
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
export const Submission = mongoose.model('Submission', submissionSchema)
