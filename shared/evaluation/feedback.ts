/** How one criterion stands in an assessment summary. */
export interface SummaryCriterion {
  criterionId: string
  title: string
  /** What it is a sub-criterion of, with what that earned in all; absent where it is none, and in older summaries. */
  group?: { title: string; weight: number; earned: string }
  description: string
  weight: number
  /** Whether people scored it, or the price by the published formula. */
  by: 'people' | 'price'
  /** Points that were agreed and the most there are; null where the price scored it. */
  points: number | null
  most: number | null
  /** The name of the level; empty where the price scored it. */
  level: string
  /** Of the weight, in decimals. */
  earned: string
  explanation: string
}

/** What the others are told of the proposal that won: its scores and why, and nothing confidential (reg 31). */
export interface WinnersPart {
  supplierName: string
  total: string
  criteria: SummaryCriterion[]
}

export const summaryResults = ['successful', 'unsuccessful', 'no-award'] as const

/** An assessment summary as it was sent (Procurement Regulations 2024 reg 31), with what would have scored more. */
export interface AssessmentSummary {
  supplier: { name: string; email: string; address: string; identifiers: string[] }
  authorityName: string
  challengeTitle: string
  result: (typeof summaryResults)[number]
  methodology: {
    scale: string
    levels: { points: number; title: string; meaning: string }[]
    price: string
    minimums: string[]
    tieRule: string
    /** In the words of the challenge. */
    method: string
  }
  criteria: (SummaryCriterion & { better: string })[]
  /** Out of 100. */
  total: string
  /** Any further reason, such as why a proposal was not ranked. */
  furtherReasons: string
  /** Empty for a winner, and where nothing is awarded. */
  winners: WinnersPart[]
}

/** What a supplier thinks of the feedback it got. */
export const usefulness = ['useful', 'partly', 'not'] as const
export type Usefulness = (typeof usefulness)[number]

export const usefulnessNames: Record<Usefulness, string> = {
  useful: 'It is useful',
  partly: 'It is useful in part',
  not: 'It is not useful',
}

/** What the buyer writes of one criterion of one proposal. */
export interface FeedbackText {
  criterionId: string
  explanation: string
  /** What would have scored more. */
  better: string
  /** The same score explained for the other suppliers; read by them only if this proposal wins. */
  forOthers: string
}
