import mongoose from 'mongoose'
import { newId } from '../../shared/platform/ids.ts'

/** A question to one supplier about its proposal, after the opening. The words are sealed: the database tells neither. */
export interface ProposalQuestionRecord {
  _id: string
  challengeId: string
  submissionId: string
  proposalId: string
  supplierId: string
  /** Counts from 1 for each proposal. */
  number: number
  question: Buffer | mongoose.mongo.Binary
  askedAt: Date
  askedBy: string
  answerBy: Date
  /** Null until it is answered. */
  answer: Buffer | mongoose.mongo.Binary | null
  answeredAt: Date | null
  answeredBy: string
}

const schema = new mongoose.Schema<ProposalQuestionRecord>(
  {
    _id: { type: String, default: newId },
    challengeId: { type: String, required: true },
    submissionId: { type: String, required: true },
    proposalId: { type: String, required: true },
    supplierId: { type: String, required: true },
    number: { type: Number, required: true },
    question: { type: Buffer, required: true },
    askedAt: { type: Date, required: true },
    askedBy: { type: String, required: true },
    answerBy: { type: Date, required: true },
    answer: { type: Buffer, default: null },
    answeredAt: { type: Date, default: null },
    answeredBy: { type: String, default: '' },
  } as never,
  { collection: 'evaluation_questions', optimisticConcurrency: true },
)
schema.index({ challengeId: 1, submissionId: 1, number: 1 }, { unique: true })
schema.index({ proposalId: 1 })
export const ProposalQuestion = mongoose.model<ProposalQuestionRecord>('EvaluationQuestion', schema)
