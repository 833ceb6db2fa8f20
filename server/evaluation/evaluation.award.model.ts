import mongoose from 'mongoose'
import type { NoAwardReason, StandstillKind } from '../../shared/evaluation/award.ts'
import type { AssessmentSummary, FeedbackText, Usefulness } from '../../shared/evaluation/feedback.ts'
import { newId } from '../../shared/platform/ids.ts'

/** One that was chosen, as it was known at that time: open data are made from it again to the same bytes. */
export interface Winner {
  companyNumber: string | null
  submissionId: string
  proposalId: string
  supplierId: string
  supplierName: string
}

/** That the award is public. Days are days in London. */
export interface AwardPublication {
  /** 1 for the first record, one more with each correction. */
  number: number
  publishedOn: string
  /** Empty where the law wants no notice. */
  noticeId: string
  standstill: StandstillKind
  standstillReason: string
  workingDays: number
  /** Null where there is none. */
  endsOn: string | null
  /** By submission, without and with VAT. */
  values: Record<string, { netPence: number; grossPence: number }>
  recordedAt: Date
  recordedBy: string
  correction: string
}

/** A contract that was entered into, as its notice tells it. */
export interface ContractRecord {
  submissionId: string
  reference: string
  title: string
  supplier: { id: string; name: string; isSme: boolean | null; isVcse: boolean | null }
  signedOn: string
  startsOn: string
  endsOn: string
  netPence: number
  grossPence: number
  kpis: string[]
  noKpisReason: string
  noticeDueOn: string
  notice: { noticeId: string; publishedOn: string } | null
  recordedAt: Date
  recordedBy: string
}

/** That and why nothing is awarded; everybody reads it once it is ended. */
export interface NoAward {
  because: NoAwardReason
  words: string
  notice: { noticeId: string; publishedOn: string } | null
}

/** What was decided about the proposals for a challenge; its id is that of the challenge. */
export interface DecisionRecord {
  _id: string
  /** Empty where nothing is awarded. */
  winners: Winner[]
  noAward: NoAward | null
  /** How it was decided between proposals of one rank. */
  words: string
  decidedAt: Date
  decidedBy: string
  /** The instant at which every supplier got its feedback. */
  releasedAt: Date | null
  releasedBy: string
  /** How many proposals were assessed, and whose won nothing; known from the release on. */
  assessed: number
  unsuccessful: string[]
  /** The one that stands, and those that it corrected. */
  award: AwardPublication | null
  earlierAwards: AwardPublication[]
  contracts: ContractRecord[]
  endedAt: Date | null
  /** True once no clock of it runs any more. */
  isSettled: boolean
}

const { Schema, model } = mongoose
const text = { type: String, default: '' }
const date = { type: Date, default: null }
// Checked by the schemas of the forms; each is kept whole.
const whole = (fallback: () => unknown) => ({ type: Schema.Types.Mixed, default: fallback })

const decisionSchema = new Schema<DecisionRecord>(
  {
    _id: { type: String, required: true },
    winners: whole(() => []),
    noAward: whole(() => null),
    words: text,
    decidedAt: { type: Date, required: true },
    decidedBy: text,
    releasedAt: date,
    releasedBy: text,
    assessed: { type: Number, default: 0 },
    unsuccessful: [String],
    award: whole(() => null),
    earlierAwards: whole(() => []),
    contracts: whole(() => []),
    endedAt: date,
    isSettled: { type: Boolean, default: false },
  } as never,
  { collection: 'evaluation_decisions', optimisticConcurrency: true, minimize: false },
)
decisionSchema.index({ isSettled: 1 })
export const Decision = model<DecisionRecord>('EvaluationDecision', decisionSchema)

/** The feedback on one proposal: as it is written, and as it was sent. */
export interface FeedbackRecord {
  _id: string
  challengeId: string
  submissionId: string
  proposalId: string
  supplierId: string
  texts: FeedbackText[]
  furtherReasons: string
  keptBecause: string
  /** Of which finds; none in records from before it was kept. */
  keptFor: string[]
  revision: number
  savedAt: Date
  savedBy: string
  /** Null until it was sent; never changed after that. */
  sent: AssessmentSummary | null
  sentAt: Date | null
  rating: { how: Usefulness; words: string; at: Date } | null
  question: { text: string; at: Date; answer: string; answeredAt: Date | null; answeredBy: string } | null
}

const feedbackSchema = new Schema<FeedbackRecord>(
  {
    _id: { type: String, default: newId },
    challengeId: { type: String, required: true },
    submissionId: { type: String, required: true },
    proposalId: { type: String, required: true },
    supplierId: { type: String, required: true },
    texts: whole(() => []),
    furtherReasons: text,
    keptBecause: text,
    keptFor: { type: [String], default: [] },
    revision: { type: Number, required: true },
    savedAt: { type: Date, required: true },
    savedBy: text,
    sent: whole(() => null),
    sentAt: date,
    rating: whole(() => null),
    question: whole(() => null),
  } as never,
  { collection: 'evaluation_feedback', optimisticConcurrency: true, minimize: false },
)
feedbackSchema.index({ challengeId: 1, submissionId: 1 }, { unique: true })
feedbackSchema.index({ proposalId: 1 })
export const Feedback = model<FeedbackRecord>('EvaluationFeedback', feedbackSchema)
