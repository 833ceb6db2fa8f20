import mongoose from 'mongoose'
import { newId } from '../../shared/platform/ids.ts'

/** One supplier wants to know the answer to a question of another. Only the count is ever shown. */
export interface VoteRecord {
  _id: string
  questionId: string
  organisationId: string
}

const schema = new mongoose.Schema<VoteRecord>(
  {
    _id: { type: String, default: newId },
    questionId: { type: String, required: true },
    organisationId: { type: String, required: true },
  },
  { collection: 'question_votes', versionKey: false },
)
schema.index({ questionId: 1, organisationId: 1 }, { unique: true })
export const Vote = mongoose.model('QuestionVote', schema)
