import mongoose from 'mongoose'
import { newId } from '../../shared/platform/ids.ts'

/** That a supplier is open to partners for a challenge; one for each, changed and taken back in place. */
export interface PartnerLineRecord {
  _id: string
  challengeId: string
  supplierId: string
  /** Plain: every confirmed supplier may read it. */
  brings: string
  looksFor: string
  writtenAt: Date
  writtenBy: string
  withdrawnAt: Date | null
}

const { Schema, model } = mongoose

const lineSchema = new Schema<PartnerLineRecord>(
  {
    _id: { type: String, default: newId },
    challengeId: { type: String, required: true },
    supplierId: { type: String, required: true },
    brings: { type: String, required: true },
    looksFor: { type: String, required: true },
    writtenAt: { type: Date, required: true },
    writtenBy: { type: String, required: true },
    withdrawnAt: { type: Date, default: null },
  },
  { collection: 'partner_lines', versionKey: false },
)
lineSchema.index({ challengeId: 1, supplierId: 1 }, { unique: true })
export const PartnerLine = model<PartnerLineRecord>('PartnerLine', lineSchema)
