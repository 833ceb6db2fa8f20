import mongoose, { type HydratedDocument } from 'mongoose'
import { askedStageNames, type CriterionAnswer, usualStage } from '../../shared/challenges/asked.ts'
import {
  type Attachment,
  type Budget,
  type ChallengeContent,
  type ChallengeRecord,
  type CoBuyer,
  type Contact,
  type Criterion,
  challengeKindNames,
  challengeStatuses,
  emptyContent,
  type Outcome,
  type PassedGate,
  type PublicationSchedule,
  type ReturnComment,
  type SetAsideFinding,
  type SameNeed,
  stages,
  type Timetable,
} from '../../shared/challenges/challenge.ts'
import type { Conclusion } from '../../shared/challenges/conclusion.ts'
import { newId } from '../../shared/platform/ids.ts'
import { now } from '../platform/clock.ts'

/** What the public list searches and counts by; made from the content at each save. */
export interface ChallengeListing {
  divisions: string[]
  regions: string[]
  band: string
  /** Of every word that a search looks in. */
  stems: string[]
}

/** The record with what only this room keeps beside it. */
export interface StoredChallenge extends ChallengeRecord {
  listing: ChallengeListing
  /** Mongoose's own count of saves. */
  revision: number
}

/** One public state of a challenge, kept for ever. */
export interface ChallengeVersionRecord {
  _id: string
  challengeId: string
  number: number
  content: ChallengeContent
  /** In the buyer's words; empty at first publication. */
  whatChanged: string
  why: string
  /** Set where the terms changed (s.31): the notice published anew, and what became of the deadline. */
  newTerms: { noticeId: string; deadlineReview: 'extended' | 'kept'; deadlineReason: string } | null
  /** The notice under which it was public; a later one takes its place on the challenge only. */
  findATender: ChallengeRecord['findATender']
  at: Date
  by: { userId: string; organisationId: string | null }
}

/** Somebody who wants to hear of a challenge. */
export interface FollowRecord {
  _id: string
  challengeId: string
  userId: string
  since: Date
}

const { Schema, model } = mongoose
const part = { _id: false, minimize: false }
const id = { type: String, default: newId }
const text = { type: String, default: '' }
const number = { type: Number, default: null }
const date = { type: Date, default: null }

const outcome = new Schema<Outcome>(
  {
    id,
    title: text,
    measure: text,
    unit: text,
    baseline: number,
    target: number,
    direction: { type: String, enum: ['lower', 'higher'], default: 'higher' },
    source: text,
  },
  part,
)
const criterionAnswer = new Schema<CriterionAnswer>(
  { need: text, words: number, guidance: text } as never,
  part,
)
const criterion = new Schema<Criterion>(
  {
    id,
    title: text,
    description: text,
    weight: number,
    answer: criterionAnswer,
    partOf: String,
    isSocialValue: Boolean,
  },
  part,
)
// A field called `type` would be read as the schema's own word, hence another word for that.
const attachment = new Schema<Attachment>(
  {
    id: String,
    name: String,
    type: String,
    size: Number,
    sha256: String,
    description: { $type: String, default: '' },
  } as never,
  { _id: false, typeKey: '$type' },
)
const budget = new Schema<Budget>(
  { pilotPence: number, pilots: number, scalePence: number, vat: { type: String, default: '' } },
  part,
)
const timetable = new Schema<Timetable>(
  { askBy: date, answerBy: date, respondBy: date, pilotStart: date, pilotMonths: number },
  part,
)
const contact = new Schema<Contact>({ name: text, email: text, role: text }, part)
const comment = new Schema<ReturnComment>({ section: text, text, at: Date, by: text }, part)
const setAside = new Schema<SetAsideFinding>(
  { rule: String, field: text, quote: text, reason: text, at: Date, by: text } as never,
  part,
)
const findATender = new Schema({ noticeId: String, ocid: text }, part)
const coBuyer = new Schema<CoBuyer>(
  {
    authorityId: String,
    authorityName: String,
    status: { type: String, enum: ['invited', 'approved', 'declined'] },
    invitedAt: Date,
    joinedAt: date,
    decidedAt: date,
    decidedBy: text,
    reason: text,
  } as never,
  part,
)
const sameNeed = new Schema<SameNeed>(
  {
    authorityId: String,
    authorityName: String,
    note: text,
    volume: number,
    unit: text,
    spend: text,
    buyFrom: text,
    isNamed: { type: Boolean, default: true },
    at: Date,
    by: String,
  },
  part,
)
const schedule = new Schema<PublicationSchedule>({ at: Date, approvedBy: String, approvedAt: Date }, part)
const passedGate = new Schema<PassedGate>({ name: String, source: text, at: Date, approvedBy: text }, part)
const conclusion = new Schema<Conclusion>({ outcome: String, at: Date } as never, part)
const listing = new Schema<ChallengeListing>(
  { divisions: [String], regions: [String], band: text, stems: [String] },
  part,
)
const whole = <Value>(schema: mongoose.Schema<Value>) => ({ type: schema, default: () => ({}) })

const content = {
  kind: { type: String, enum: challengeKindNames, default: 'below-threshold' },
  title: text,
  summary: text,
  problem: text,
  whoHasIt: text,
  demand: { type: Schema.Types.Mixed, default: () => emptyContent().demand },
  users: text,
  outcomes: [outcome],
  context: text,
  constraints: text,
  dataAvailable: text,
  budget: whole(budget),
  stages: [{ type: String, enum: stages }],
  timetable: whole(timetable),
  // Checked by the schema of the form; here each is one value.
  shortTime: { type: Schema.Types.Mixed, default: () => emptyContent().shortTime },
  cpv: [String],
  regions: [String],
  asks: text,
  askedStage: { type: String, enum: askedStageNames, default: usualStage },
  criteria: [criterion],
  wholeLifeYears: number,
  assessmentMethod: text,
  contact: whole(contact),
  onFile: { type: Schema.Types.Mixed, default: () => emptyContent().onFile },
  attachments: [attachment],
}

const challengeSchema = new Schema<StoredChallenge>(
  {
    _id: id,
    authorityId: { type: String, required: true },
    authorityName: { type: String, required: true },
    status: { type: String, enum: challengeStatuses, default: 'draft' },
    ...content,
    findATender: { type: findATender, default: null },
    noNoticeException: text,
    noNoticeReason: text,
    coBuyers: [coBuyer],
    sameNeeds: [sameNeed],
    schedule: { type: schedule, default: null },
    passedGates: [passedGate],
    returnComments: [comment],
    setAside: [setAside],
    withdrawnReason: text,
    withdrawnAt: date,
    conclusion: { type: conclusion, default: null },
    version: { type: Number, default: 0 },
    sectionRevisions: { type: Schema.Types.Mixed, default: () => ({}) },
    copiedFrom: { type: String, default: null },
    importedFrom: { type: String, default: null },
    createdBy: text,
    createdAt: { type: Date, default: now },
    updatedAt: { type: Date, default: now },
    updatedBy: text,
    submittedAt: date,
    returnedAt: date,
    publishedAt: date,
    isExample: { type: Boolean, default: false },
    listing: whole(listing),
  } as never,
  { collection: 'challenges', versionKey: 'revision', optimisticConcurrency: true, minimize: false },
)
challengeSchema.index(
  {
    title: 'text',
    summary: 'text',
    'outcomes.title': 'text',
    problem: 'text',
    authorityName: 'text',
    context: 'text',
  },
  {
    name: 'words',
    weights: { title: 10, summary: 5, 'outcomes.title': 5, problem: 3, authorityName: 3, context: 1 },
    default_language: 'english',
  },
)
challengeSchema.index({ 'listing.stems': 1, status: 1 })
challengeSchema.index({ status: 1, 'timetable.respondBy': 1 })
challengeSchema.index({ status: 1, publishedAt: -1 })
challengeSchema.index({ status: 1, submittedAt: 1 })
challengeSchema.index({ authorityId: 1, updatedAt: -1 })
challengeSchema.index({ 'coBuyers.authorityId': 1, updatedAt: -1 })
challengeSchema.index({ status: 1, 'schedule.at': 1 })
challengeSchema.index(
  { authorityId: 1, importedFrom: 1 },
  { unique: true, partialFilterExpression: { importedFrom: { $type: 'string' } } },
)

const versionSchema = new Schema<ChallengeVersionRecord>(
  {
    _id: id,
    challengeId: { type: String, required: true },
    number: { type: Number, required: true },
    content: { type: Schema.Types.Mixed, required: true },
    whatChanged: text,
    why: text,
    newTerms: { type: Schema.Types.Mixed, default: null },
    findATender: { type: findATender, default: null },
    at: { type: Date, required: true },
    by: { type: new Schema({ userId: String, organisationId: String }, part), required: true },
  } as never,
  { collection: 'challenge_versions', versionKey: false, minimize: false },
)
versionSchema.index({ challengeId: 1, number: 1 }, { unique: true })

const followSchema = new Schema<FollowRecord>(
  {
    _id: id,
    challengeId: { type: String, required: true },
    userId: { type: String, required: true },
    since: Date,
  } as never,
  { collection: 'challenge_follows', versionKey: false },
)
followSchema.index({ challengeId: 1, userId: 1 }, { unique: true })
followSchema.index({ userId: 1 })

export const Challenge = model<StoredChallenge>('Challenge', challengeSchema)
export const ChallengeVersion = model<ChallengeVersionRecord>('ChallengeVersion', versionSchema)
export const Follow = model<FollowRecord>('Follow', followSchema)
export type ChallengeDocument = HydratedDocument<StoredChallenge>
