import mongoose from 'mongoose'
import type { Day } from '../../shared/coaching/law/law.ts'
import type { SharingTerms } from '../../shared/outcomes/adoption.ts'
import type { DecisionKind } from '../../shared/outcomes/decision.ts'
import type { WayId } from '../../shared/outcomes/next-step.ts'
import type {
  KnownAnswer,
  Measuring,
  MilestoneState,
  PilotSide,
  ReadingValue,
} from '../../shared/outcomes/pilot.ts'
import { newId } from '../../shared/platform/ids.ts'

/** Who did something, and when. */
export interface Done {
  at: Date
  byUserId: string
  side: PilotSide
}

/** How the outcomes are measured and what the start foresaw, as one save has it. */
export interface PilotPlan extends Done {
  /** 1 for the first, one more with each change. */
  number: number
  /** By the id of the challenge's outcome. */
  measuring: Record<string, Measuring>
  repeatAnnounced: KnownAnswer
  scaleDescribed: KnownAnswer
}

/** A milestone as one change left it. */
export interface MilestoneVersion extends Done {
  title: string
  dueOn: Day
  evidence: string
  state: MilestoneState
  /** The day of which the state is, and what the buyer saw; empty while it is planned from the start. */
  on: Day | ''
  words: string
  /** What the supplier says, until the buyer decides about it. */
  said: { on: Day; words: string; at: Date; byUserId: string } | null
  /** Why it was changed. */
  because: string
}

/** A milestone with everything that stood before. */
export interface Milestone extends MilestoneVersion {
  id: string
  earlier: MilestoneVersion[]
}

/** A reading as one save has it. */
export interface ReadingVersion extends ReadingValue, Done {
  /** What was wrong with the one before; empty for the first. */
  because: string
}

/** A reading with those that it corrects. */
export interface Reading extends ReadingVersion {
  id: string
  outcomeId: string
  earlier: ReadingVersion[]
}

/** What the buyer does after the pilot, and why; everybody reads it once results are public. */
export interface PilotDecision extends Done {
  number: number
  what: DecisionKind
  way: WayId | null
  why: string
  /** Why it is another decision than the one before; empty for the first. */
  because: string
}

/** The terms of one side as one save has them. */
export interface TermsVersion extends SharingTerms, Done {
  /** Counts from 1 for each side; absent from what was kept before changes were kept: that is the first. */
  number?: number
}

/** On what terms each side shares what it has of the pilot; null until it says so. */
export interface PilotTerms {
  buyer: TermsVersion | null
  supplier: TermsVersion | null
  /** What either side said before. */
  earlier?: TermsVersion[]
}

/** What everybody reads: words and the figures as they were then. */
export interface PublishedResults extends Done {
  number: number
  worked: string
  didNotWork: string
  because: string
  /** By the id of the outcome, in the order of days. Notes are for the two sides. */
  readings: Record<string, Omit<ReadingValue, 'note'>[]>
  milestones: { reached: number; missed: number; planned: number }
}

/** The pilot of one contract. Start, end and value stand in the contract, what is wanted in the challenge. */
export interface PilotRecord {
  _id: string
  challengeId: string
  submissionId: string
  supplierId: string
  plan: PilotPlan
  earlierPlans: PilotPlan[]
  milestones: Milestone[]
  readings: Reading[]
  results: PublishedResults | null
  earlierResults: PublishedResults[]
  decision: PilotDecision | null
  earlierDecisions: PilotDecision[]
  terms: PilotTerms
}

const { Schema, model } = mongoose
// Checked by the schemas of the forms; each is kept whole.
const whole = (fallback: () => unknown) => ({ type: Schema.Types.Mixed, default: fallback })

const pilotSchema = new Schema<PilotRecord>(
  {
    _id: { type: String, default: newId },
    challengeId: { type: String, required: true },
    submissionId: { type: String, required: true },
    supplierId: { type: String, required: true },
    plan: { type: Schema.Types.Mixed, required: true },
    earlierPlans: whole(() => []),
    milestones: whole(() => []),
    readings: whole(() => []),
    results: whole(() => null),
    earlierResults: whole(() => []),
    decision: whole(() => null),
    earlierDecisions: whole(() => []),
    terms: whole(() => ({ buyer: null, supplier: null })),
  } as never,
  { collection: 'outcomes_pilots', optimisticConcurrency: true, minimize: false },
)
pilotSchema.index({ challengeId: 1, submissionId: 1 }, { unique: true })
export const Pilot = model<PilotRecord>('Pilot', pilotSchema)
