import mongoose, { type HydratedDocument } from 'mongoose'
import { type PartnershipState, partnershipStates } from '../../shared/proposals/consortium.ts'
import type { Sealed } from './sealing.ts'

/** One invitation into a consortium; who is invited, as what, stands in the envelope alone. */
export interface PartnershipRecord extends Sealed {
  _id: string
  proposalId: string
  challengeId: string
  /** The lead. */
  supplierId: string
  state: PartnershipState
  /** The organisation or address under a key of ours: finds its row again, and tells nobody who it is. */
  partnerTag: string
  /** Of the secret in the link that an address was sent; null for a member of the marketplace. */
  tokenHash: string | null
  /** Invited or accepted: there is one such row for each partner of a proposal. */
  isStanding: boolean
  /** How often the envelope was made anew; it opens as this one only. */
  count: number
  createdAt: Date
}

const { Schema, model } = mongoose
const bytes = { type: Buffer, required: true } as const

const schema = new Schema<PartnershipRecord>(
  {
    _id: { type: String, required: true },
    proposalId: { type: String, required: true },
    challengeId: { type: String, required: true },
    supplierId: { type: String, required: true },
    state: { type: String, enum: partnershipStates, required: true },
    partnerTag: { type: String, required: true },
    tokenHash: { type: String, default: null },
    isStanding: { type: Boolean, required: true },
    count: { type: Number, required: true },
    envelope: bytes,
    supplierKeyed: bytes,
    createdAt: { type: Date, required: true },
  },
  { collection: 'partnerships', optimisticConcurrency: true },
)
schema.index({ partnerTag: 1, createdAt: -1 })
schema.index({ proposalId: 1, createdAt: 1 })
schema.index({ tokenHash: 1 }, { unique: true, partialFilterExpression: { tokenHash: { $type: 'string' } } })
schema.index(
  { proposalId: 1, partnerTag: 1 },
  { unique: true, partialFilterExpression: { isStanding: true }, name: 'one_standing_invitation' },
)
export const Partnership = model('Partnership', schema)
export type PartnershipDocument = HydratedDocument<PartnershipRecord>
