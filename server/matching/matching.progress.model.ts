import mongoose from 'mongoose'
import { type Progress, progressStates } from '../../shared/matching/progress.ts'

/** How far the last ranking that somebody waits for has come; its id is the challenge's. */
export interface MatchingProgressRecord extends Progress {
  _id: string
}

const { Schema, model } = mongoose

const progressSchema = new Schema<MatchingProgressRecord>(
  {
    _id: String,
    state: { type: String, enum: progressStates, required: true },
    at: { type: Date, required: true },
    suppliers: { type: Number, default: null },
    stored: { type: Number, default: null },
  },
  { collection: 'matching_progress', versionKey: false },
)

export const MatchingProgress = model<MatchingProgressRecord>('MatchingProgress', progressSchema)
