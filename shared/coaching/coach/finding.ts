import type { RuleFamily } from './rule.ts'

/** `law`: a section of the law binds here; `advice`: good practice. Only a gate stops anybody, and no finding is one. */
export type Severity = 'law' | 'advice'

/** One thing that the coach noticed. */
export interface Finding {
  rule: string
  family: RuleFamily
  severity: Severity
  title: string
  /** The path of the field in the form: `problem`, `outcomes.0.measure`; `text` for a text alone. */
  field: string
  /** From the first character to behind the last, counted in UTF-16 units of the field; null for the whole. */
  span: { start: number; end: number } | null
  /** The words of the span. */
  quote: string
  /** What is wrong, in a sentence. */
  problem: string
  /** Why it matters, and whether it is law here. */
  why: string
  source: string
  instead: string
  /** What the span can be replaced by as it stands; null where only the writer can know. */
  rewrite: string | null
  /** The resource of the library that explains it. */
  resource: string
  /** A page that helps, such as the challenge that is like this one. */
  link: string | null
}

/** Where in the library brokers file what helps with such findings, each place once. */
export const placesOfHelp = (findings: readonly Pick<Finding, 'family'>[]): `coach-${RuleFamily}`[] => [
  ...new Set(findings.map(({ family }) => `coach-${family}` as const)),
]

/** One part of a score: what the findings of one rule cost together. */
export interface ScorePart {
  rule: string
  title: string
  count: number
  cost: number
}

/** 100 less what was found, never below 0; the parts say what cost how much, the dearest first. */
export interface Score {
  value: number
  parts: ScorePart[]
}
