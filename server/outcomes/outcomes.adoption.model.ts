import mongoose from 'mongoose'
import type { AdoptWayId } from '../../shared/outcomes/adopt-ways.ts'
import type { AdoptionStatus } from '../../shared/outcomes/adoption.ts'
import { newId } from '../../shared/platform/ids.ts'

/** What somebody said, and when. */
export interface Said {
  words: string
  at: Date
  byUserId: string
}

/** That another authority wants what a pilot showed. */
export interface AdoptionRecord {
  _id: string
  challengeId: string
  submissionId: string
  pilotId: string
  supplierId: string
  /** The authority that leads the challenge. */
  ownerId: string
  /** The other one. */
  authorityId: string
  status: AdoptionStatus
  /** Pilot and authority while the wish is alive, so that there is one; null once it is declined or withdrawn. */
  liveKey: string | null
  asked: Said
  answer: (Said & { helps: boolean }) | null
  adopted: (Said & { way: AdoptWayId }) | null
  withdrawn: Said | null
  /** The draft that was begun with the words of the challenge; empty before. */
  draftId: string
  updatedAt: Date
}

const { Schema, model } = mongoose
const whole = { type: Schema.Types.Mixed, default: () => null }
const required = { type: String, required: true } as const

const schema = new Schema<AdoptionRecord>(
  {
    _id: { type: String, default: newId },
    challengeId: required,
    submissionId: required,
    pilotId: required,
    supplierId: required,
    ownerId: required,
    authorityId: required,
    status: required,
    liveKey: { type: String, default: null },
    asked: { type: Schema.Types.Mixed, required: true },
    answer: whole,
    adopted: whole,
    withdrawn: whole,
    draftId: { type: String, default: '' },
    updatedAt: { type: Date, required: true },
  } as never,
  { collection: 'outcomes_adoptions', optimisticConcurrency: true, minimize: false },
)
schema.index({ liveKey: 1 }, { unique: true, partialFilterExpression: { liveKey: { $type: 'string' } } })
schema.index({ authorityId: 1, updatedAt: -1 })
schema.index({ challengeId: 1, updatedAt: -1 })
schema.index({ pilotId: 1, status: 1 })
export const Adoption = model<AdoptionRecord>('Adoption', schema)
