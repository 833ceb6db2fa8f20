import mongoose from 'mongoose'
import {
  type ModelFigures,
  type ModelStatus,
  modelStatuses,
  type TrainedOn,
  type TrainingOutcome,
  trainingOutcomes,
} from '../../shared/matching/matching-model.ts'
import type { Parts } from '../../shared/matching/parts.ts'
import { newId } from '../../shared/platform/ids.ts'

/** A version of the weights. The built-in one has a row once another was live; its weights are the code's own. */
export interface MatchingModelRecord {
  _id: string
  version: number
  weights: Parts
  /** Null for the built-in version. */
  trainedOn: TrainedOn | null
  /** What it was measured at before it could go live, beside the version that was live then. */
  evaluation: { own: ModelFigures; live: ModelFigures; liveVersion: number } | null
  status: ModelStatus
  createdAt: Date
  /** The broker who asked for it; empty when the clock did. */
  by: string
  /** When it went live last. */
  liveSince: Date | null
  /** What was decided by then is in it, or was given up by going back to it; absent in what was stored before. */
  learntUntil?: Date | null
}

/** What ranks at this moment. */
export interface LiveModel {
  version: number
  weights: Parts
  /** Since when; null for the built-in version while no other was ever live. */
  since: Date | null
  /** What was decided after this is learnt from next: a version goes live some time after it has read decisions. */
  learntUntil: Date | null
}

/** One attempt at learning the weights. */
export interface TrainingRecord {
  _id: string
  askedAt: Date
  /** The broker who asked for it; empty when the clock did. */
  by: string
  finishedAt: Date | null
  outcome: TrainingOutcome | null
  /** Of the version that came of it. */
  version: number | null
  /** How many decisions there were to learn from. */
  trainedOn: TrainedOn | null
  /** The training before it, empty for the first: of two asked for at once after the same one only one is kept. */
  after?: string
}

const { Schema, model } = mongoose
const mixed = { type: Schema.Types.Mixed, default: null }

const modelSchema = new Schema<MatchingModelRecord>(
  {
    _id: { type: String, default: newId },
    version: { type: Number, required: true },
    weights: { type: Schema.Types.Mixed, required: true },
    trainedOn: mixed,
    evaluation: mixed,
    status: { type: String, enum: modelStatuses, required: true },
    createdAt: { type: Date, required: true },
    by: { type: String, default: '' },
    liveSince: { type: Date, default: null },
    learntUntil: { type: Date, default: null },
  } as never,
  { collection: 'matching_models', versionKey: false, minimize: false },
)
modelSchema.index({ version: 1 }, { unique: true })
// Only one is live, whoever else changes it at the same moment.
modelSchema.index({ status: 1 }, { unique: true, partialFilterExpression: { status: 'live' } })

const trainingSchema = new Schema<TrainingRecord>(
  {
    _id: { type: String, default: newId },
    after: String,
    askedAt: { type: Date, required: true },
    by: { type: String, default: '' },
    finishedAt: { type: Date, default: null },
    outcome: { type: String, enum: [...trainingOutcomes, null], default: null },
    version: { type: Number, default: null },
    trainedOn: mixed,
  } as never,
  { collection: 'matching_trainings', versionKey: false, minimize: false },
)
trainingSchema.index({ after: 1 }, { unique: true, partialFilterExpression: { after: { $type: 'string' } } })
trainingSchema.index({ askedAt: -1 })

export const MatchingModel = model<MatchingModelRecord>('MatchingModel', modelSchema)
export const MatchingTraining = model<TrainingRecord>('MatchingTraining', trainingSchema)
