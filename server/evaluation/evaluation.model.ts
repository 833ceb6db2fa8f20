import mongoose from 'mongoose'
import {
  type EvaluationState,
  evaluationStates,
  type PanelRole,
  panelRoles,
  type Ruling,
} from '../../shared/evaluation/panel.ts'
import type { EvaluationSettings } from '../../shared/evaluation/settings.ts'
import { newId } from '../../shared/platform/ids.ts'

/** What somebody said of their interests, and what was decided about it; never changed, only followed by the next. */
export interface Declaration {
  number: number
  hasInterest: boolean
  what: string
  /** In their own words: before the proposals are open nobody knows who answered. */
  suppliers: string
  /** True where the names of everybody who answered were on the page; absent in those from before that could be. */
  againstNames?: boolean
  at: Date
  ruling: Ruling | null
  /** Why, and what is done about it. */
  rulingWords: string
  ruledAt: Date | null
  ruledBy: string
}

export interface PanelMember {
  userId: string
  name: string
  /** Empty for a guest. */
  organisationId: string
  /** No member of a buyer, and asked by e-mail address into this panel alone; absent in panels from before there were any. */
  isGuest?: boolean
  role: PanelRole
  invitedAt: Date
  invitedBy: string
  declarations: Declaration[]
  /** How often their scores were submitted. */
  sheets: number
  /** Null while they score, and again once their scores were returned. */
  submittedAt: Date | null
  returns: { reason: string; at: Date; by: string }[]
  removedAt: Date | null
  removedReason: string
}

/** How a challenge's proposals are evaluated, and by whom; its id is that of the challenge. */
export interface EvaluationRecord {
  _id: string
  state: EvaluationState
  /** Null where the buyer chose nothing: then the usual settings hold. */
  settings: EvaluationSettings | null
  settingsAt: Date | null
  settingsBy: string
  panel: PanelMember[]
  /** By submission, in an anonymous first look; absent in evaluations from before there was one. */
  letters?: Record<string, string>
  begunAt: Date | null
  agreedAt: Date | null
}

const declarationSchema = new mongoose.Schema<Declaration>(
  {
    number: { type: Number, required: true },
    hasInterest: { type: Boolean, required: true },
    what: { type: String, default: '' },
    suppliers: { type: String, default: '' },
    againstNames: Boolean,
    at: { type: Date, required: true },
    ruling: { type: String, default: null },
    rulingWords: { type: String, default: '' },
    ruledAt: { type: Date, default: null },
    ruledBy: { type: String, default: '' },
  },
  { _id: false },
)

const memberSchema = new mongoose.Schema<PanelMember>(
  {
    userId: { type: String, required: true },
    name: { type: String, required: true },
    organisationId: { type: String, default: '' },
    isGuest: { type: Boolean, default: false },
    role: { type: String, enum: panelRoles, required: true },
    invitedAt: { type: Date, required: true },
    invitedBy: { type: String, default: '' },
    declarations: { type: [declarationSchema], default: [] },
    sheets: { type: Number, default: 0 },
    submittedAt: { type: Date, default: null },
    returns: {
      type: [new mongoose.Schema({ reason: String, at: Date, by: String }, { _id: false })],
      default: [],
    },
    removedAt: { type: Date, default: null },
    removedReason: { type: String, default: '' },
  },
  { _id: false },
)

const schema = new mongoose.Schema<EvaluationRecord>(
  {
    _id: { type: String, required: true },
    state: { type: String, enum: evaluationStates, required: true, default: 'preparing' },
    settings: { type: mongoose.Schema.Types.Mixed, default: null },
    settingsAt: { type: Date, default: null },
    settingsBy: { type: String, default: '' },
    panel: { type: [memberSchema], default: [] },
    letters: mongoose.Schema.Types.Mixed,
    begunAt: { type: Date, default: null },
    agreedAt: { type: Date, default: null },
  },
  { collection: 'evaluations', optimisticConcurrency: true, minimize: false },
)
schema.index({ 'panel.userId': 1 })
export const Evaluation = mongoose.model('Evaluation', schema)

/** What one evaluator thinks of one criterion of one proposal; nobody else reads it before all scores are in. */
export interface ScoreRecord {
  _id: string
  challengeId: string
  submissionId: string
  criterionId: string
  userId: string
  points: number | null
  reasons: string
  /** Words of the proposal that the score rests on. */
  evidence: string
  revision: number
  savedAt: Date
}

const scoreFields = {
  submissionId: { type: String, required: true },
  criterionId: { type: String, required: true },
  points: { type: Number, default: null },
  reasons: { type: String, default: '' },
  evidence: { type: String, default: '' },
}

const scoreSchema = new mongoose.Schema<ScoreRecord>(
  {
    _id: { type: String, default: newId },
    challengeId: { type: String, required: true },
    userId: { type: String, required: true },
    ...scoreFields,
    revision: { type: Number, required: true },
    savedAt: { type: Date, required: true },
  },
  { collection: 'evaluation_scores', versionKey: false },
)
scoreSchema.index({ challengeId: 1, userId: 1, submissionId: 1, criterionId: 1 }, { unique: true })
export const Score = mongoose.model('EvaluationScore', scoreSchema)

/** An evaluator's scores as they were submitted, each time anew; never changed. */
export interface ScoreSheetRecord {
  _id: string
  challengeId: string
  userId: string
  number: number
  scores: Pick<ScoreRecord, 'submissionId' | 'criterionId' | 'points' | 'reasons' | 'evidence'>[]
  at: Date
}

const sheetSchema = new mongoose.Schema<ScoreSheetRecord>(
  {
    _id: { type: String, default: newId },
    challengeId: { type: String, required: true },
    userId: { type: String, required: true },
    number: { type: Number, required: true },
    scores: { type: [new mongoose.Schema(scoreFields, { _id: false })], required: true },
    at: { type: Date, required: true },
  },
  { collection: 'evaluation_sheets', versionKey: false },
)
sheetSchema.index({ challengeId: 1, userId: 1, number: 1 }, { unique: true })
export const ScoreSheet = mongoose.model('EvaluationSheet', sheetSchema)

/** The panel's score for one criterion of one proposal; each change is a record more, and the last one stands. */
export interface AgreementRecord {
  _id: string
  challengeId: string
  submissionId: string
  criterionId: string
  number: number
  points: number
  reason: string
  at: Date
  byUserId: string
}

const agreementSchema = new mongoose.Schema<AgreementRecord>(
  {
    _id: { type: String, default: newId },
    challengeId: { type: String, required: true },
    submissionId: { type: String, required: true },
    criterionId: { type: String, required: true },
    number: { type: Number, required: true },
    points: { type: Number, required: true },
    reason: { type: String, required: true },
    at: { type: Date, required: true },
    byUserId: { type: String, required: true },
  },
  { collection: 'evaluation_agreements', versionKey: false },
)
agreementSchema.index({ challengeId: 1, submissionId: 1, criterionId: 1, number: 1 }, { unique: true })
export const Agreement = mongoose.model('EvaluationAgreement', agreementSchema)
