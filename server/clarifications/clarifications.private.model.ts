import mongoose from 'mongoose'
import {
  privateStatuses,
  type PrivateStatus,
} from '../../shared/clarifications/clarifications.private.schema.ts'
import { newId } from '../../shared/platform/ids.ts'

/** A question with confidential parts. It is never answered: it enters the room in agreed words, or goes no further. */
export interface PrivateQuestionRecord {
  _id: string
  challengeId: string
  askerOrganisationId: string
  askerUserId: string
  text: string
  /** Which parts are confidential and why, in the supplier's words. */
  confidential: string
  askedAt: Date
  status: PrivateStatus
  /** Every wording that a broker proposed, the last one standing; with what the supplier said to it. */
  wordings: { text: string; note: string; at: Date; by: string; declined: string | null }[]
  withdrawn: { reason: string; at: Date; by: 'asker' | 'broker' } | null
  /** The question of the room that it became. */
  questionId: string | null
}

const wording = new mongoose.Schema(
  { text: String, note: String, at: Date, by: String, declined: { type: String, default: null } },
  { _id: false },
)
const schema = new mongoose.Schema<PrivateQuestionRecord>(
  {
    _id: { type: String, default: newId },
    challengeId: { type: String, required: true },
    askerOrganisationId: { type: String, required: true },
    askerUserId: { type: String, required: true },
    text: { type: String, required: true },
    confidential: { type: String, required: true },
    askedAt: { type: Date, required: true },
    status: { type: String, enum: privateStatuses, required: true, default: 'with-brokers' },
    wordings: { type: [wording], default: [] },
    withdrawn: {
      type: new mongoose.Schema({ reason: String, at: Date, by: String }, { _id: false }),
      default: null,
    },
    questionId: { type: String, default: null },
  },
  { collection: 'private_questions', optimisticConcurrency: true },
)
schema.index({ challengeId: 1, askedAt: 1 })
schema.index({ status: 1, askedAt: 1 })
export const PrivateQuestion = mongoose.model('PrivateQuestion', schema)
