import mongoose from 'mongoose'
import type { ExclusionAnswer, ExclusionOutcome } from '../../shared/evaluation/exclusions.ts'
import { newId } from '../../shared/platform/ids.ts'

/** A checklist of exclusion grounds as it was saved; each saving is a record more, and the last one stands. */
export interface ExclusionSheetRecord {
  _id: string
  challengeId: string
  submissionId: string
  number: number
  answers: ExclusionAnswer[]
  outcome: ExclusionOutcome
  outcomeWords: string
  at: Date
  byUserId: string
}

const answerSchema = new mongoose.Schema<ExclusionAnswer>(
  {
    groundId: { type: String, required: true },
    finding: { type: String, required: true },
    note: { type: String, default: '' },
  },
  { _id: false },
)

const schema = new mongoose.Schema<ExclusionSheetRecord>(
  {
    _id: { type: String, default: newId },
    challengeId: { type: String, required: true },
    submissionId: { type: String, required: true },
    number: { type: Number, required: true },
    answers: { type: [answerSchema], required: true },
    outcome: { type: String, default: '' },
    outcomeWords: { type: String, default: '' },
    at: { type: Date, required: true },
    byUserId: { type: String, required: true },
  },
  { collection: 'evaluation_exclusions', versionKey: false },
)
schema.index({ challengeId: 1, submissionId: 1, number: 1 }, { unique: true })
export const ExclusionSheet = mongoose.model('EvaluationExclusionSheet', schema)
