/**
 * `proposed`: ranked, nobody has decided. `approved`: a broker agreed, the supplier has not signed up yet.
 * `sent`: the supplier knows. `declined`: a broker turned it down. `not-for-me`: the supplier did.
 */
export const matchStatuses = ['proposed', 'approved', 'sent', 'declined', 'not-for-me'] as const
export type MatchStatus = (typeof matchStatuses)[number]

/** What the brokerage has set. */
export interface MatchingSettings {
  /** Matches with at least this score wait for a broker's decision. */
  proposeFrom: number
  /** Matches with at least this score go out unasked; null for never. */
  sendFrom: number | null
}

/** What counts until the brokerage says otherwise: brokers decide on every match. */
export const defaultSettings: MatchingSettings = { proposeFrom: 0.3, sendFrom: null }
