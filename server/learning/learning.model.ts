import mongoose from 'mongoose'
import type { CourseProgress, ExerciseProgress } from '../../shared/learning/progress.ts'
import { newId } from '../../shared/platform/ids.ts'

/** What somebody did in one course; theirs alone. */
export interface ProgressRecord extends CourseProgress {
  _id: string
  userId: string
  course: string
  updatedAt: Date
}

/** What somebody agreed to, and since when; null where they didn't, or took it back. */
export interface ConsentRecord {
  _id: string
  /** Their authority sees their name beside the courses. */
  showName: Date | null
  /** Their drafts are counted before and after a course. */
  countDrafts: Date | null
}

const { Schema, model } = mongoose
const part = { _id: false }
const date = { type: Date, default: null }

const lesson = new Schema<CourseProgress['lessons'][number]>({ slug: String, doneAt: Date } as never, part)
const exercise = new Schema<ExerciseProgress>(
  {
    lesson: String,
    id: String,
    tries: { type: Number, default: 0 },
    passedAt: date,
    answer: { type: String, default: '' },
    isHandedIn: { type: Boolean, default: false },
    revision: { type: Number, default: 0 },
    at: Date,
  } as never,
  part,
)

const progressSchema = new Schema<ProgressRecord>(
  {
    _id: { type: String, default: newId },
    userId: { type: String, required: true },
    course: { type: String, required: true },
    begunAt: { type: Date, required: true },
    lessons: { type: [lesson], default: [] },
    exercises: { type: [exercise], default: [] },
    completedAt: date,
    updatedAt: { type: Date, required: true },
  } as never,
  { collection: 'learning_progress', versionKey: 'revision', optimisticConcurrency: true },
)
progressSchema.index({ userId: 1, course: 1 }, { unique: true })
progressSchema.index({ course: 1, completedAt: 1 })

const consentSchema = new Schema<ConsentRecord>(
  { _id: { type: String, required: true }, showName: date, countDrafts: date } as never,
  { collection: 'learning_consents', versionKey: false },
)

export const Progress = model<ProgressRecord>('LearningProgress', progressSchema)
export const Consent = model<ConsentRecord>('LearningConsent', consentSchema)
