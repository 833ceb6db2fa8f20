import mongoose, { type HydratedDocument } from 'mongoose'
import type { DeclineKind } from '../../shared/matching/decline-kinds.ts'
import { type MatchStatus, matchStatuses } from '../../shared/matching/match.ts'
import { type RankingTrigger, rankingTriggers } from '../../shared/matching/matching.jobs.ts'
import type { Parts } from '../../shared/matching/parts.ts'
import type { SharedContext } from '../../shared/matching/contexts.ts'
import type { Missing } from '../../shared/matching/missing.ts'
import type { Reason } from '../../shared/matching/reasons.ts'
import { newId } from '../../shared/platform/ids.ts'

/** The supplier as it was when it was last ranked: what a list shows without asking for each. */
export interface RankedSupplierFacts {
  name: string
  isClaimed: boolean
  isSme: boolean | null
  isVcse: boolean | null
  isExample: boolean
}

/** Somebody's word on a match. */
export interface MatchDecision {
  by: string
  at: Date
  reason: string
  /** What a reason against the match is about; absent for one in favour, and before kinds were asked for. */
  kind?: DeclineKind | undefined
}

export interface MatchRecord {
  _id: string
  challengeId: string
  challengeVersion: number
  supplierId: string
  supplier: RankedSupplierFacts
  /** 1 for the best; 0 until the next ranking reaches a supplier that was added by hand. */
  rank: number
  score: number
  parts: Parts | null
  /** The version of the weights by which it was ranked last, and those weights; null before versions were kept. */
  modelVersion: number | null
  weights: Parts | null
  reasons: Reason[]
  /** What nobody has said of the supplier and would raise its score. */
  missing: Missing[]
  /** The words that carried the match, where they stand in both texts. */
  contexts: SharedContext[]
  rankedAt: Date
  /** When it first came into the ranking. */
  proposedAt: Date
  status: MatchStatus
  /** Listed beyond its place, since it is new to the buyer. */
  isAddedPlace: boolean
  /** The broker's. */
  decision: MatchDecision | null
  /** The broker who put it in by hand, and why. */
  addedBy: MatchDecision | null
  sentAt: Date | null
  /** The supplier's. */
  answer: MatchDecision | null
  /** When the supplier last took back such an answer; absent where it never did. */
  takenBackAt?: Date | null
}

/** The last ranking of a challenge. */
export interface MatchingRunRecord {
  _id: string
  challengeId: string
  challengeVersion: number
  at: Date
  /** When its challenge and the weights were read; null before that was kept. */
  startedAt: Date | null
  /** How many suppliers were ranked. */
  suppliersCount: number
  tookMs: number
  /** The version of the weights; null before versions were kept. */
  modelVersion: number | null
  trigger: RankingTrigger
  /** How many matches it left for the brokers to decide. */
  waiting: number
}

/** One row: what the brokerage has set. */
export interface MatchingSettingsRecord {
  _id: string
  proposeFrom: number
  sendFrom: number | null
}

const { Schema, model } = mongoose
const id = { type: String, default: newId }
const decision = {
  type: new Schema({ by: String, at: Date, reason: String, kind: String }, { _id: false }),
  default: null,
}
const supplier = new Schema<RankedSupplierFacts>(
  {
    name: { type: String, required: true },
    isClaimed: { type: Boolean, required: true },
    isSme: { type: Boolean, default: null },
    isVcse: { type: Boolean, default: null },
    isExample: { type: Boolean, default: false },
  },
  { _id: false },
)

const matchSchema = new Schema<MatchRecord>(
  {
    _id: id,
    challengeId: { type: String, required: true },
    challengeVersion: { type: Number, required: true },
    supplierId: { type: String, required: true },
    supplier: { type: supplier, required: true },
    rank: { type: Number, default: 0 },
    score: { type: Number, default: 0 },
    parts: { type: Schema.Types.Mixed, default: null },
    modelVersion: { type: Number, default: null },
    weights: { type: Schema.Types.Mixed, default: null },
    reasons: { type: [Schema.Types.Mixed], default: [] },
    missing: { type: [Schema.Types.Mixed], default: [] },
    contexts: { type: [Schema.Types.Mixed], default: [] },
    rankedAt: { type: Date, required: true },
    proposedAt: { type: Date, required: true },
    status: { type: String, enum: matchStatuses, default: 'proposed' },
    isAddedPlace: { type: Boolean, default: false },
    decision,
    addedBy: decision,
    sentAt: { type: Date, default: null },
    answer: decision,
    takenBackAt: { type: Date, default: null },
  } as never,
  { collection: 'matches', versionKey: false },
)
matchSchema.index({ challengeId: 1, supplierId: 1 }, { unique: true })
matchSchema.index({ challengeId: 1, rank: 1, _id: 1 })
matchSchema.index({ supplierId: 1, sentAt: -1 })
matchSchema.index({ status: 1, 'supplier.isClaimed': 1, score: -1 })

const runSchema = new Schema<MatchingRunRecord>(
  {
    _id: id,
    challengeId: { type: String, required: true },
    challengeVersion: { type: Number, required: true },
    at: { type: Date, required: true },
    suppliersCount: { type: Number, required: true },
    tookMs: { type: Number, required: true },
    modelVersion: { type: Number, default: null },
    startedAt: { type: Date, default: null },
    trigger: { type: String, enum: rankingTriggers, required: true },
    waiting: { type: Number, required: true },
  },
  { collection: 'matching_runs', versionKey: false },
)
runSchema.index({ challengeId: 1 }, { unique: true })

const settingsSchema = new Schema<MatchingSettingsRecord>(
  {
    _id: String,
    proposeFrom: { type: Number, required: true },
    sendFrom: { type: Number, default: null },
  },
  { collection: 'matching_settings', versionKey: false },
)

export const Match = model<MatchRecord>('Match', matchSchema)
export const MatchingRun = model<MatchingRunRecord>('MatchingRun', runSchema)
export const MatchingSettings = model<MatchingSettingsRecord>('MatchingSettings', settingsSchema)
export type MatchDocument = HydratedDocument<MatchRecord>
