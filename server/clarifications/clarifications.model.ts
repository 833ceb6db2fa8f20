import mongoose from 'mongoose'
import type { AnswerFile } from '../../shared/clarifications/answer-files.ts'
import { newId } from '../../shared/platform/ids.ts'

export const questionStatuses = ['waiting', 'answered', 'merged'] as const
export type QuestionStatus = (typeof questionStatuses)[number]

/** Words that a broker replaced, or a file taken out; kept for the record. */
export interface Redaction {
  part: 'question' | 'answer' | 'file'
  /** The words, or the file’s name. */
  original: string
  file?: AnswerFile
  reason: string
  at: Date
  by: string
}

/** An answer that no longer stands; everybody can read it still. */
export interface Correction {
  text: string
  files?: AnswerFile[]
  at: Date
  why: string
  correctedAt: Date
  by: string
}

export interface Report {
  reason: string
  at: Date
  by: string
}

export interface QuestionRecord {
  _id: string
  challengeId: string
  /** Brokers alone may see this. */
  askerOrganisationId: string
  askerUserId: string
  letter: string
  /** The live session that it was asked in; such a question is public at once. */
  liveSessionId: string | null
  text: string
  /** The part of the challenge that it is about; empty for the whole. */
  partKey: string
  tags: string[]
  askedAt: Date
  status: QuestionStatus
  /** Its place in the published log; null until answered. */
  number: number | null
  /** `isLeft`: it says why there is no answer. */
  answer: {
    text: string
    at: Date
    byUserId: string
    byOrganisationId: string
    isLeft?: boolean
    /** What everybody can download with it; answers of earlier days have none. */
    files?: AnswerFile[]
    /** It was given to several questions at once: their suppliers hear of them in one notice. */
    isTogether?: boolean
  } | null
  mergedInto: string | null
  /** Since when everybody can read it though it waits; null for brokers, authority and asker alone. */
  shownAt: Date | null
  /** How many other suppliers want to know it too. */
  votes: number
  /** Earlier answers, the oldest first: until when each stood, and why it was corrected. */
  corrections: Correction[]
  redactions: Redaction[]
  /** Reports that no broker has settled. */
  reports: Report[]
}

/** A file as it stands with an answer or its draft. */
export const fileSchema = new mongoose.Schema<AnswerFile>(
  { id: String, name: String, type: { type: String }, size: Number, sha256: String },
  { _id: false },
)

const schema = new mongoose.Schema<QuestionRecord>(
  {
    _id: { type: String, default: newId },
    challengeId: { type: String, required: true },
    askerOrganisationId: { type: String, required: true },
    askerUserId: { type: String, required: true },
    letter: { type: String, required: true },
    liveSessionId: { type: String, default: null },
    text: { type: String, required: true },
    partKey: { type: String, default: '' },
    tags: { type: [String], default: [] },
    askedAt: { type: Date, required: true },
    status: { type: String, enum: questionStatuses, required: true, default: 'waiting' },
    number: { type: Number, default: null },
    answer: {
      type: new mongoose.Schema(
        {
          text: String,
          at: Date,
          byUserId: String,
          byOrganisationId: String,
          isLeft: Boolean,
          files: { type: [fileSchema], default: undefined },
          isTogether: Boolean,
        },
        { _id: false },
      ),
      default: null,
    },
    mergedInto: { type: String, default: null },
    shownAt: { type: Date, default: null },
    votes: { type: Number, default: 0 },
    corrections: {
      type: [
        new mongoose.Schema(
          {
            text: String,
            files: { type: [fileSchema], default: undefined },
            at: Date,
            why: String,
            correctedAt: Date,
            by: String,
          },
          { _id: false },
        ),
      ],
      default: [],
    },
    redactions: {
      type: [
        new mongoose.Schema(
          { part: String, original: String, reason: String, at: Date, by: String, file: fileSchema },
          { _id: false },
        ),
      ],
      default: [],
    },
    reports: {
      type: [new mongoose.Schema({ reason: String, at: Date, by: String }, { _id: false })],
      default: [],
    },
  },
  { collection: 'questions', optimisticConcurrency: true },
)
schema.index({ challengeId: 1, status: 1, number: 1 })
schema.index(
  { challengeId: 1, number: 1 },
  { unique: true, partialFilterExpression: { number: { $type: 'number' } }, name: 'one_number_each' },
)
schema.index({ challengeId: 1, askerOrganisationId: 1 })
schema.index({ 'reports.at': 1 }, { sparse: true })
schema.index({ liveSessionId: 1 }, { partialFilterExpression: { liveSessionId: { $type: 'string' } } })
export const Question = mongoose.model('Question', schema)

/** The letter under which a supplier stands in one challenge; unlinkable to any other challenge. */
export interface LetterRecord {
  _id: string
  challengeId: string
  organisationId: string
  letter: string
}

const letterSchema = new mongoose.Schema<LetterRecord>(
  {
    _id: { type: String, default: newId },
    challengeId: { type: String, required: true },
    organisationId: { type: String, required: true },
    letter: { type: String, required: true },
  },
  { collection: 'letters', versionKey: false },
)
letterSchema.index({ challengeId: 1, organisationId: 1 }, { unique: true })
letterSchema.index({ challengeId: 1, letter: 1 }, { unique: true })
export const Letter = mongoose.model('Letter', letterSchema)

/** The length of a challenge's published log, so that two answers never get one number. */
export interface LogRecord {
  _id: string
  length: number
  /** When the clarifications closed, by somebody or by the clock. */
  closedAt: Date | null
  /** When it was told that a question stands in the way of that. */
  blockedAt: Date | null
}

export const Log = mongoose.model(
  'ClarificationLog',
  new mongoose.Schema<LogRecord>(
    {
      _id: String,
      length: { type: Number, default: 0 },
      closedAt: { type: Date, default: null },
      blockedAt: { type: Date, default: null },
    },
    { collection: 'clarification_logs', versionKey: false },
  ),
)
