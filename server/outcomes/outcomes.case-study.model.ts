import mongoose from 'mongoose'
import type { CaseStudyContent, CaseStudyFacts } from '../../shared/outcomes/case-study.ts'
import type { PilotSide } from '../../shared/outcomes/pilot.ts'
import { newId } from '../../shared/platform/ids.ts'

/** Somebody did something with a version. */
interface Act {
  number: number
  at: Date
  byUserId: string
}

/** One version of a case study. */
export interface CaseStudyVersion extends CaseStudyContent, Act {
  /**
   * What the record of the pilot gave as a draft when whoever wrote this looked at it; absent where that was the first
   * version.
   */
  basis?: CaseStudyContent
}

/** The case study of one pilot, with everything that was said of it. */
export interface CaseStudyRecord extends CaseStudyFacts {
  _id: string
  challengeId: string
  submissionId: string
  pilotId: string
  supplierId: string
  versions: CaseStudyVersion[]
  sent: Act | null
  /** What the buyer agreed to before, the oldest first. */
  earlierSent?: Act[]
  agreed: Act | null
  changeAsked: (Act & { words: string }) | null
  /** What is, or was, in the library. */
  published: (Act & { resourceId: string; slug: string }) | null
  /** That a broker took it out of the library, since then. */
  takenOut: Act | null
  /** Of which state of the record both sides were told that it is not what the words were written from. */
  outdatedTold?: string
  withdrawn: (Act & { side: PilotSide; because: string }) | null
}

const { Schema, model } = mongoose
const whole = (fallback: () => unknown) => ({ type: Schema.Types.Mixed, default: fallback })
const required = { type: String, required: true } as const

const schema = new Schema<CaseStudyRecord>(
  {
    _id: { type: String, default: newId },
    challengeId: required,
    submissionId: required,
    pilotId: required,
    supplierId: required,
    versions: whole(() => []),
    sent: whole(() => null),
    earlierSent: whole(() => []),
    agreed: whole(() => null),
    changeAsked: whole(() => null),
    published: whole(() => null),
    takenOut: whole(() => null),
    outdatedTold: { type: String, default: '' },
    withdrawn: whole(() => null),
  } as never,
  { collection: 'outcomes_case_studies', optimisticConcurrency: true, minimize: false },
)
schema.index({ pilotId: 1 }, { unique: true })
schema.index({ 'published.resourceId': 1 })
export const CaseStudy = model<CaseStudyRecord>('PilotCaseStudy', schema)
