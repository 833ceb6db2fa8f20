import mongoose from 'mongoose'
import { type Role, roles } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { now } from '../platform/clock.ts'

export interface MembershipRecord {
  _id: string
  organisationId: string
  userId: string
  /** The person's name and address as members of the organisation see them. */
  name: string
  email: string
  role: Role
  /** The first of a council, who becomes its administrator when a broker confirms. */
  isFounder: boolean
  since: Date
}

export interface InvitationRecord {
  _id: string
  organisationId: string
  email: string
  role: Role
  tokenHash: string
  invitedBy: string
  createdAt: Date
  expiresAt: Date
  acceptedAt: Date | null
  withdrawnAt: Date | null
}

export interface ClaimRecord {
  _id: string
  organisationId: string
  userId: string
  name: string
  email: string
  why: string
  /** The e-mail's domain was on file for the firm before the claim. */
  isDomainOnFile: boolean
  status: 'waiting' | 'approved' | 'refused'
  decision: { userId: string; at: Date; reason: string } | null
  createdAt: Date
}

const { Schema, model } = mongoose
const text = { type: String, default: '' }
const id = { type: String, default: newId }
const decision = {
  type: new Schema({ userId: String, at: Date, reason: String }, { _id: false }),
  default: null,
}

const membershipSchema = new Schema<MembershipRecord>(
  {
    _id: id,
    organisationId: { type: String, required: true },
    userId: { type: String, required: true },
    name: text,
    email: text,
    role: { type: String, enum: roles, required: true },
    isFounder: { type: Boolean, default: false },
    since: { type: Date, default: now },
  },
  { collection: 'memberships', versionKey: false },
)
membershipSchema.index({ organisationId: 1, userId: 1 }, { unique: true })
membershipSchema.index({ userId: 1 })

const invitationSchema = new Schema<InvitationRecord>(
  {
    _id: id,
    organisationId: { type: String, required: true },
    email: { type: String, required: true },
    role: { type: String, enum: roles, required: true },
    tokenHash: { type: String, required: true },
    invitedBy: text,
    createdAt: { type: Date, default: now },
    expiresAt: { type: Date, required: true },
    acceptedAt: { type: Date, default: null },
    withdrawnAt: { type: Date, default: null },
  },
  { collection: 'invitations', versionKey: false },
)
invitationSchema.index({ organisationId: 1, email: 1 })
invitationSchema.index({ tokenHash: 1 }, { unique: true })

const claimSchema = new Schema<ClaimRecord>(
  {
    _id: id,
    organisationId: { type: String, required: true },
    userId: { type: String, required: true },
    name: text,
    email: text,
    why: text,
    isDomainOnFile: { type: Boolean, default: false },
    status: {
      type: String,
      enum: ['waiting', 'approved', 'refused'],
      default: 'waiting',
    },
    decision,
    createdAt: { type: Date, default: now },
  },
  { collection: 'claims', versionKey: false },
)
claimSchema.index(
  { organisationId: 1, userId: 1 },
  { unique: true, partialFilterExpression: { status: 'waiting' } },
)
claimSchema.index({ status: 1, createdAt: 1 })

/** Somebody was taken out of an organisation: the domain of their e-mail does not bring them back by itself. */
export interface RemovalRecord {
  _id: string
  organisationId: string
  userId: string
  at: Date
}

const removalSchema = new Schema<RemovalRecord>(
  {
    _id: id,
    organisationId: { type: String, required: true },
    userId: { type: String, required: true },
    at: { type: Date, default: now },
  },
  { collection: 'removals', versionKey: false },
)
removalSchema.index({ organisationId: 1, userId: 1 })

export const Removal = model<RemovalRecord>('Removal', removalSchema)
export const Membership = model<MembershipRecord>('Membership', membershipSchema)
export const Invitation = model<InvitationRecord>('Invitation', invitationSchema)
export const Claim = model<ClaimRecord>('Claim', claimSchema)
