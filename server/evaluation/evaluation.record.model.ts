import mongoose from 'mongoose'
import { type RecordState, recordStates } from '../../shared/evaluation/record.ts'
import { newId } from '../../shared/platform/ids.ts'

/** Everything on record about an evaluation in one file that a worker makes, and how far it is with it. */
export interface RecordFile {
  _id: string
  challengeId: string
  askedBy: string
  askedByName: string
  askedAt: Date
  state: RecordState
  /** How many parts it will have, and how many are in it; 0 of 0 before it is known. */
  total: number
  done: number
  /** Of the last step. */
  at: Date
  /** In bytes, and its SHA-256 in lower-case hexadecimal, once it is done. */
  size: number
  sha256: string
  /** The key that it is kept under, for us alone; null before it is done and once its days are over. */
  key: Buffer | null
  /** From then on it is gone. */
  until: Date | null
}

const schema = new mongoose.Schema<RecordFile>(
  {
    _id: { type: String, default: newId },
    challengeId: { type: String, required: true },
    askedBy: { type: String, required: true },
    askedByName: { type: String, required: true },
    askedAt: { type: Date, required: true },
    state: { type: String, enum: recordStates, required: true },
    total: { type: Number, default: 0 },
    done: { type: Number, default: 0 },
    at: { type: Date, required: true },
    size: { type: Number, default: 0 },
    sha256: { type: String, default: '' },
    key: { type: Buffer, default: null },
    until: { type: Date, default: null },
  },
  { collection: 'evaluation_records', versionKey: false },
)
schema.index({ challengeId: 1, askedAt: -1 })
schema.index({ state: 1, at: 1 })
export const EvaluationFile = mongoose.model('EvaluationRecordFile', schema)
