import mongoose from 'mongoose'
import type { GuestRole } from '../../shared/evaluation/guests.ts'

/** That somebody who is no member of a buyer was asked into one panel, by an e-mail address. */
export interface GuestRecord {
  _id: string
  challengeId: string
  email: string
  role: GuestRole
  /** Of the secret in the link. */
  tokenHash: string
  invitedBy: string
  createdAt: Date
  expiresAt: Date
  acceptedAt: Date | null
  withdrawnAt: Date | null
}

const required = { type: String, required: true } as const
const schema = new mongoose.Schema<GuestRecord>(
  {
    _id: required,
    challengeId: required,
    email: required,
    role: required,
    tokenHash: required,
    invitedBy: required,
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    acceptedAt: { type: Date, default: null },
    withdrawnAt: { type: Date, default: null },
  } as never,
  { collection: 'evaluation_guests', optimisticConcurrency: true },
)
schema.index({ challengeId: 1, createdAt: 1 })
schema.index({ tokenHash: 1 }, { unique: true })
export const Guest = mongoose.model<GuestRecord>('EvaluationGuest', schema)
