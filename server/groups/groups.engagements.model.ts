import mongoose from 'mongoose'
import { type EngagementStatus, engagementStatuses } from '../../shared/groups/engagement.ts'
import { newId } from '../../shared/platform/ids.ts'

/** An authority that takes part, and would buy together. */
export interface Participant {
  organisationId: string
  organisationName: string
  agreedAt: Date
  agreedBy: string
}

/** What an authority stands behind: neither where it is nor until when one registers. */
export interface AgreedWords {
  title: string
  learn: string
  questions: string[]
  startsAt: Date
  minutes: number
}

/** The notes of an engagement as one save has them. */
export interface EngagementNotes {
  number: number
  text: string
  at: Date
  byUserId: string
}

/** An early engagement with the market that a group holds together (Procurement Act 2023 s.16). */
export interface EngagementRecord {
  _id: string
  groupId: string
  title: string
  learn: string
  questions: string[]
  startsAt: Date
  minutes: number
  place: string
  registerBy: Date
  status: EngagementStatus
  /** The authority that leads it, first of those that take part. */
  leadId: string
  authorities: Participant[]
  /** Those that agreed to earlier words, and have not agreed to these; absent where that never was. */
  lapsed?: { organisationId: string; organisationName: string }[]
  /** What they stood behind before each change of it; absent where that never was. */
  earlierWords?: AgreedWords[]
  /** The UK2 notice, or why there is none (s.17); both empty before the announcement. */
  noticeId: string
  noNoticeReason: string
  announcedAt: Date | null
  cancelled: { at: Date; byUserId: string; reason: string; wasPublic: boolean } | null
  notes: EngagementNotes | null
  earlierNotes: EngagementNotes[]
  /** Set first, so that two who press at once begin one draft; after a minute it counts as never begun. */
  draftBegunAt: Date | null
  challengeId: string | null
  createdBy: string
  createdAt: Date
  updatedAt: Date
  isExample: boolean
}

/** A supplier that would like to take part. */
export interface RegistrationRecord {
  _id: string
  engagementId: string
  organisationId: string
  organisationName: string
  userId: string
  note: string
  at: Date
}

const { Schema, model } = mongoose
const id = { type: String, default: newId }
const text = { type: String, default: '' }
const needed = { type: String, required: true }
const when = { type: Date, required: true }
const whole = (fallback: () => unknown) => ({ type: Schema.Types.Mixed, default: fallback })

const engagementSchema = new Schema<EngagementRecord>(
  {
    _id: id,
    groupId: needed,
    title: needed,
    learn: needed,
    questions: [String],
    startsAt: when,
    minutes: { type: Number, required: true },
    place: needed,
    registerBy: when,
    status: { type: String, enum: engagementStatuses, default: 'planned' },
    leadId: needed,
    authorities: whole(() => []),
    lapsed: whole(() => []),
    earlierWords: whole(() => []),
    noticeId: text,
    noNoticeReason: text,
    announcedAt: { type: Date, default: null },
    cancelled: whole(() => null),
    notes: whole(() => null),
    earlierNotes: whole(() => []),
    draftBegunAt: { type: Date, default: null },
    challengeId: { type: String, default: null },
    createdBy: needed,
    createdAt: when,
    updatedAt: when,
    isExample: { type: Boolean, default: false },
  } as never,
  { collection: 'group_engagements', versionKey: 'revision', optimisticConcurrency: true, minimize: false },
)
engagementSchema.index({ groupId: 1, startsAt: 1 })
engagementSchema.index({ status: 1, startsAt: 1 })

const registrationSchema = new Schema<RegistrationRecord>(
  {
    _id: id,
    engagementId: needed,
    organisationId: needed,
    organisationName: text,
    userId: needed,
    note: text,
    at: when,
  } as never,
  { collection: 'group_registrations', versionKey: false },
)
registrationSchema.index({ engagementId: 1, organisationId: 1 }, { unique: true })

export const Engagement = model<EngagementRecord>('GroupEngagement', engagementSchema)
export const Registration = model<RegistrationRecord>('GroupRegistration', registrationSchema)
