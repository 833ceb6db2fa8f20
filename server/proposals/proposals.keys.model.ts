import mongoose from 'mongoose'

const { Schema, model } = mongoose

/** The key under which a supplier's drafts, files and receipts are encrypted, wrapped by the keyring. */
export interface SupplierKeyRecord {
  /** The supplier's id. */
  _id: string
  wrapped: Buffer
  createdAt: Date
}

const supplierKeySchema = new Schema<SupplierKeyRecord>(
  { _id: String, wrapped: { type: Buffer, required: true }, createdAt: { type: Date, required: true } },
  { collection: 'supplier_keys', versionKey: false },
)
export const SupplierKey = model<SupplierKeyRecord>('SupplierKey', supplierKeySchema)

/** One part of a challenge's opening key, and who has it. */
export interface KeyShare {
  /** A person's id, or `brokerage`: all brokers have one share between them. */
  holder: string
  /** The share, wrapped by the keyring for its holder and challenge. */
  wrapped: Buffer
}

/** One who came to open. */
export interface OpeningAct {
  holder: string
  userId: string
  at: Date
}

/** How far it is with opening everything once and comparing it with what was sealed. */
export interface OpeningCheck {
  total: number
  done: number
  /** The reference of the proposal that was checked last; they go in this order. */
  last: string
  /** References of those that are not what was sealed. */
  broken: string[]
  /** Of the last step. */
  at: Date
  endedAt: Date | null
}

/** The key of one challenge under which what is submitted is sealed, and its opening. */
export interface OpeningRecord {
  /** The challenge's id. */
  _id: string
  publicKey: Buffer
  shares: KeyShare[]
  /** Who has come so far; two of different holders open. */
  acts: OpeningAct[]
  openedAt: Date | null
  /** When the deadline was extended last, after a failure; missing where it never was. */
  extendedAt?: Date
  /** The private key, wrapped by the keyring; null until two came after the deadline. */
  openedKey: Buffer | null
  /** Null until a worker has begun. */
  check: OpeningCheck | null
  /** Its buyers were told of files in quarantine; absent in openings from before they were. */
  toldOfQuarantine?: boolean
  createdAt: Date
}

const openingSchema = new Schema<OpeningRecord>(
  {
    _id: String,
    publicKey: { type: Buffer, required: true },
    shares: {
      type: [new Schema({ holder: String, wrapped: Buffer }, { _id: false })],
      required: true,
    },
    acts: { type: [new Schema({ holder: String, userId: String, at: Date }, { _id: false })], default: [] },
    openedAt: { type: Date, default: null },
    extendedAt: Date,
    openedKey: { type: Buffer, default: null },
    check: { type: Schema.Types.Mixed, default: null },
    toldOfQuarantine: { type: Boolean, default: false },
    createdAt: { type: Date, required: true },
  },
  { collection: 'openings', versionKey: false },
)
export const Opening = model<OpeningRecord>('Opening', openingSchema)
