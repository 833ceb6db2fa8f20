import mongoose, { type HydratedDocument } from 'mongoose'
import {
  type IntroductionKind,
  introductionKinds,
  type IntroductionStatus,
  introductionStatuses,
  type SideAnswer,
  sideAnswers,
} from '../../shared/matching/introduction.ts'
import { newId } from '../../shared/platform/ids.ts'

/** One of the two who are to meet, and what it said. */
export interface IntroductionSide {
  organisationId: string
  /** As the directory or the register had it when the introduction was proposed. */
  name: string
  answer: SideAnswer
  answeredAt: Date | null
  answeredBy: string
  /** Why it declined: for the brokers alone. */
  reason: string
}

export interface IntroductionRecord {
  _id: string
  challengeId: string
  between: IntroductionKind
  /** Between buyer and supplier the supplier comes first. */
  sides: IntroductionSide[]
  /** The broker's words; both sides read them. */
  why: string
  toTalkAbout: string
  status: IntroductionStatus
  proposedBy: string
  proposedAt: Date
  /** The last instant at which the sides may answer. */
  expiresAt: Date
  /** When it was made, declined, expired or withdrawn. */
  endedAt: Date | null
  /** Challenge and sides while it waits or once it was made, so that nobody is asked twice; null otherwise. */
  pair: string | null
}

const { Schema, model } = mongoose
const text = { type: String, default: '' }
const date = { type: Date, default: null }

const side = new Schema<IntroductionSide>(
  {
    organisationId: { type: String, required: true },
    name: { type: String, required: true },
    answer: { type: String, enum: sideAnswers, default: 'none' },
    answeredAt: date,
    answeredBy: text,
    reason: text,
  } as never,
  { _id: false },
)

const introductionSchema = new Schema<IntroductionRecord>(
  {
    _id: { type: String, default: newId },
    challengeId: { type: String, required: true },
    between: { type: String, enum: introductionKinds, required: true },
    sides: { type: [side], required: true },
    why: { type: String, required: true },
    toTalkAbout: { type: String, required: true },
    status: { type: String, enum: introductionStatuses, default: 'proposed' },
    proposedBy: { type: String, required: true },
    proposedAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    endedAt: date,
    pair: { type: String, default: null },
  } as never,
  { collection: 'introductions', versionKey: false },
)
introductionSchema.index({ challengeId: 1, proposedAt: -1, _id: 1 })
introductionSchema.index({ 'sides.organisationId': 1, proposedAt: -1, _id: 1 })
introductionSchema.index({ status: 1, expiresAt: 1 })
introductionSchema.index(
  { pair: 1 },
  { unique: true, partialFilterExpression: { pair: { $type: 'string' } } },
)

export const Introduction = model<IntroductionRecord>('Introduction', introductionSchema)
export type IntroductionDocument = HydratedDocument<IntroductionRecord>
