/**
 * The ratings of key performance indicators in the order of the law: Procurement Regulations 2024, reg 39, for the
 * contract performance notice (UK9).
 */
export const ratingNames = {
  good: 'Good',
  'approaching-target': 'Approaching target',
  'requires-improvement': 'Requires improvement',
  inadequate: 'Inadequate',
  other: 'Other',
} as const
export type Rating = keyof typeof ratingNames
export const ratings = Object.keys(ratingNames) as [Rating, ...Rating[]]

/** How sure whoever measured is of a figure; readings from before it was asked for have `not-said`. */
export const confidenceNames = {
  high: 'High: measured directly and checked',
  medium: 'Medium: measured, not checked by anybody else',
  low: 'Low: an estimate, or few cases',
  'not-said': 'Not said',
} as const
export type Confidence = keyof typeof confidenceNames
export const confidences = Object.keys(confidenceNames) as [Confidence, ...Confidence[]]
