import type { SpendBand } from './scale.ts'

/** Another authority that a challenge is written with; it goes public when each has approved it. */
export interface CoBuyer {
  authorityId: string
  authorityName: string
  status: 'invited' | 'approved' | 'declined'
  invitedAt: Date
  /** Since when it takes part, which is no approval of the words; absent while it has not said so. */
  joinedAt?: Date | null
  decidedAt: Date | null
  /** The person who decided for it; empty before. */
  decidedBy: string
  /** Why it declined. */
  reason: string
}

/** Another authority says that it has the problem too. */
export interface SameNeed {
  authorityId: string
  authorityName: string
  /** In its own words, for everybody; may be empty. */
  note: string
  /** How many there, in the challenge's unit at that time or its own; null if it didn't say. */
  volume: number | null
  unit: string
  /** What it spends on the problem in a year; empty or absent if it didn't say. */
  spend?: SpendBand
  /** The quarter from which it could buy, `2027-Q1`; empty or absent if it didn't say. */
  buyFrom?: string
  /** False for an authority that is counted and never named in public; absent in what was said before it was asked. */
  isNamed?: boolean
  at: Date
  by: string
}
