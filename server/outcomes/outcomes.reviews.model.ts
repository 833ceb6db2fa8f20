import mongoose from 'mongoose'
import type { PilotSide } from '../../shared/outcomes/pilot.ts'
import type { BuyerReview, ReviewMonths, SupplierReview } from '../../shared/outcomes/reviews.ts'
import { newId } from '../../shared/platform/ids.ts'

/** What one side submitted once. */
export interface ReviewVersion<Content = SupplierReview | BuyerReview> {
  /** Counts from 1. */
  number: number
  content: Content
  /** Why it corrects the one before; empty for the first. */
  because: string
  at: Date
  byUserId: string
}

/** What one side of a pilot says at one of the three times. */
export interface ReviewRecord {
  _id: string
  challengeId: string
  submissionId: string
  pilotId: string
  supplierId: string
  months: ReviewMonths
  side: PilotSide
  /** Null until something is saved. Only its own side reads it. */
  draft: SupplierReview | BuyerReview | null
  /** Counts the saves of the draft. */
  revision: number
  savedAt: Date | null
  versions: ReviewVersion[]
  /** Why the side leaves it out; writing it after all takes this away. */
  skipped: { because: string; at: Date; byUserId: string } | null
}

const { Schema, model } = mongoose
const whole = (fallback: () => unknown) => ({ type: Schema.Types.Mixed, default: fallback })
const required = { type: String, required: true } as const

const schema = new Schema<ReviewRecord>(
  {
    _id: { type: String, default: newId },
    challengeId: required,
    submissionId: required,
    pilotId: required,
    supplierId: required,
    months: { type: Number, required: true },
    side: required,
    draft: whole(() => null),
    revision: { type: Number, default: 0 },
    savedAt: { type: Date, default: null },
    versions: whole(() => []),
    skipped: whole(() => null),
  } as never,
  { collection: 'outcomes_reviews', optimisticConcurrency: true, minimize: false },
)
schema.index({ pilotId: 1, months: 1, side: 1 }, { unique: true })
schema.index({ challengeId: 1 })
export const Review = model<ReviewRecord>('PilotReview', schema)
