import mongoose from 'mongoose'
import type { AnswerFile } from '../../shared/clarifications/answer-files.ts'
import { fileSchema } from './clarifications.model.ts'

/** What the authority is writing as the answer to a question, or as its correction. Nothing typed is lost. */
export interface DraftRecord {
  /** The question's id. */
  _id: string
  text: string
  /** For a correction: why the answer changes. */
  why: string
  /** What goes with the words; undefined for those of the published answer. */
  files?: AnswerFile[]
  /** Goes up whenever the words change. */
  revision: number
  writtenBy: string
  savedAt: Date
  /** Who put these very words before a second officer. */
  askedBy: string | null
  /** When; drafts of earlier days have none. */
  askedAt?: Date | null
  /** The questions that these very words answer together, this one among them; empty for this one alone. */
  together: string[]
  /** What others had written before, the newest last. */
  earlier: { text: string; by: string; at: Date }[]
}

export const Draft = mongoose.model(
  'AnswerDraft',
  new mongoose.Schema<DraftRecord>(
    {
      _id: { type: String, required: true },
      text: { type: String, default: '' },
      why: { type: String, default: '' },
      files: { type: [fileSchema], default: undefined },
      revision: { type: Number, required: true },
      writtenBy: { type: String, required: true },
      savedAt: { type: Date, required: true },
      askedBy: { type: String, default: null },
      askedAt: { type: Date, default: null },
      together: { type: [String], default: [] },
      earlier: {
        type: [new mongoose.Schema({ text: String, by: String, at: Date }, { _id: false })],
        default: [],
      },
    },
    { collection: 'answer_drafts', optimisticConcurrency: true },
  ),
)
