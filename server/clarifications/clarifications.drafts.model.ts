import mongoose from 'mongoose'

/** What the authority is writing as the answer to a question, or as its correction. Nothing typed is lost. */
export interface DraftRecord {
  /** The question's id. */
  _id: string
  text: string
  /** For a correction: why the answer changes. */
  why: string
  /** Goes up whenever the words change. */
  revision: number
  writtenBy: string
  savedAt: Date
  /** Who put these very words before a second officer. */
  askedBy: string | null
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
      revision: { type: Number, required: true },
      writtenBy: { type: String, required: true },
      savedAt: { type: Date, required: true },
      askedBy: { type: String, default: null },
      earlier: {
        type: [new mongoose.Schema({ text: String, by: String, at: Date }, { _id: false })],
        default: [],
      },
    },
    { collection: 'answer_drafts', optimisticConcurrency: true },
  ),
)
