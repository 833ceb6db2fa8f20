/** What a score is made of; each part is 0 to 1. */
export const partNames = [
  'text',
  'trackRecord',
  'related',
  'category',
  'recency',
  'buyers',
  'region',
  'value',
  'maturity',
  'evidence',
] as const
export type PartName = (typeof partNames)[number]
export type Parts = Record<PartName, number>

/** How much each part counts; together 1. Chosen on public award records (docs/matching.md says how). */
export const partWeights: Parts = {
  text: 0.33,
  trackRecord: 0.14,
  related: 0.16,
  category: 0.23,
  recency: 0.08,
  buyers: 0.01,
  region: 0.02,
  value: 0.01,
  maturity: 0.01,
  evidence: 0.01,
}

/** The weighted sum of the parts, 0 to 1 if the weights are together 1. */
export const weighParts = (parts: Parts, weights: Parts): number =>
  partNames.reduce((sum, name) => sum + weights[name] * parts[name], 0)
