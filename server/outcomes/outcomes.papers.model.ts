import mongoose from 'mongoose'
import type { PaperStage, ScaleUpWay } from '../../shared/outcomes/papers.ts'
import { newId } from '../../shared/platform/ids.ts'

type Bytes = Buffer | mongoose.mongo.Binary

/** How the buyer asked for a scale-up proposal. */
export interface ScaleUpInvitation {
  way: ScaleUpWay
  respondBy: Date
  isAgreed: boolean
  /** Why the way is open all the same, or somebody is left out. For the buyer's side. */
  reason: string
  at: Date
  byUserId: string
}

/** What was submitted once; what it says is sealed. */
export interface PaperVersion {
  /** Counts from 1. */
  number: number
  sealed: Bytes
  /** The draft's revision that it was. */
  revision: number
  at: Date
  byUserId: string
}

/** What follows from a scale-up proposal. */
export interface ScaleUpAnswer {
  goesOn: boolean
  words: string
  at: Date
  byUserId: string
}

/** What the supplier of one pilot writes at one stage. Draft and versions are sealed for this installation. */
export interface PaperRecord {
  _id: string
  challengeId: string
  submissionId: string
  pilotId: string
  supplierId: string
  stage: PaperStage
  /** Null for a report, which nobody has to ask for. */
  invitation: ScaleUpInvitation | null
  earlierInvitations: ScaleUpInvitation[]
  /** Null until something is saved. */
  draft: Bytes | null
  revision: number
  savedAt: Date | null
  versions: PaperVersion[]
  withdrawnAt: Date | null
  answer: ScaleUpAnswer | null
}

const { Schema, model } = mongoose
const whole = (fallback: () => unknown) => ({ type: Schema.Types.Mixed, default: fallback })
const required = { type: String, required: true } as const

const versionSchema = new Schema<PaperVersion>(
  {
    number: { type: Number, required: true },
    sealed: { type: Buffer, required: true },
    revision: { type: Number, required: true },
    at: { type: Date, required: true },
    byUserId: required,
  } as never,
  { _id: false },
)

const schema = new Schema<PaperRecord>(
  {
    _id: { type: String, default: newId },
    challengeId: required,
    submissionId: required,
    pilotId: required,
    supplierId: required,
    stage: required,
    invitation: whole(() => null),
    earlierInvitations: whole(() => []),
    draft: { type: Buffer, default: null },
    revision: { type: Number, default: 0 },
    savedAt: { type: Date, default: null },
    versions: { type: [versionSchema], default: [] },
    withdrawnAt: { type: Date, default: null },
    answer: whole(() => null),
  } as never,
  { collection: 'outcomes_papers', optimisticConcurrency: true, minimize: false },
)
schema.index({ challengeId: 1, submissionId: 1, stage: 1 }, { unique: true })
schema.index({ stage: 1, 'invitation.respondBy': 1 })
export const Paper = model<PaperRecord>('PilotPaper', schema)
