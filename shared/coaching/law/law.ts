/** A day of the calendar in London, `2026-12-14`: law counts days, not instants. */
export type Day = string

/**
 * How sure a row is: `read` in the text of the law, `reported` by somebody who read it, or `mem`, from general
 * knowledge. Pages say of the last that it was not checked against the source.
 */
export const confidences = ['read', 'reported', 'mem'] as const
export type Confidence = (typeof confidences)[number]

/** From when until when a row is true, both days included; null for as long as nobody changes it. */
export interface Dated {
  validFrom: Day
  validTo: Day | null
}

/** Where a row comes from: a section by its citation (`s.54(4)`, `reg 18(2)(t)`) and who was read. */
export interface Sourced {
  section: string
  source: string
  confidence: Confidence
  note: string
}

/** A text that was read, with the day for which it holds. */
export interface Source {
  id: string
  title: string
  asAt: Day
  url: string
  note: string
}

/** A section of the Act, a regulation or another rule, in our own words. */
export interface Section {
  /** As it is cited: `s.54`, `Sch 5 para 8`, `reg 24`, `SI 2026/94`. */
  id: string
  title: string
  meaning: string
  /** The first day on which it could be relied on. */
  inForceFrom: Day
  asAt: Day
  url: string
  source: string
  confidence: Confidence
}

export const authorityKinds = ['sub-central', 'central', 'utility'] as const
export type AuthorityKind = (typeof authorityKinds)[number]

export const jurisdictions = ['england', 'wales', 'northern-ireland'] as const
export type Jurisdiction = (typeof jurisdictions)[number]

export const thresholdSubjects = [
  'public-contract',
  'notifiable',
  'suitability-works',
  'kpis',
  'contract-copy',
  'unsuccessful-names',
  'pipeline-contract',
  'pipeline-authority',
  'payment',
] as const
export type ThresholdSubject = (typeof thresholdSubjects)[number]

export const thresholdContracts = [
  'any',
  'goods',
  'services',
  'works',
  'light-touch',
  'concession',
  'light-touch-concession',
  'defence',
] as const
export type ThresholdContract = (typeof thresholdContracts)[number]

/** An amount from which (`least`) or above which (`more`) a rule applies, in pence including VAT. */
export interface Threshold extends Dated, Sourced {
  subject: ThresholdSubject
  authority: AuthorityKind | 'any'
  contract: ThresholdContract
  jurisdiction: Jurisdiction | 'any'
  pence: number
  applies: 'least' | 'more'
}

export const periodKinds = ['participation', 'tendering'] as const
export type PeriodKind = (typeof periodKinds)[number]

/** The circumstances of s.54(3) and (4), each a row of its table. */
export const periodCircumstances = [
  'light-touch',
  'negotiated',
  'pre-selected',
  'planned-notice',
  'urgency',
  'dynamic-market',
  'electronic-complete',
  'electronic-incomplete',
  'paper-complete',
  'paper-incomplete',
  'otherwise',
] as const
export type PeriodCircumstance = (typeof periodCircumstances)[number]

/** A shortest time in calendar days; 0 where the law sets none. */
export interface MinimumPeriod extends Dated, Sourced {
  period: PeriodKind
  circumstance: PeriodCircumstance
  words: string
  days: number
}

/** A clock that the law starts: standstill, UK7, a copy of the contract. `practice` is our assumption, not law. */
export interface Clock extends Dated, Sourced {
  id: string
  title: string
  length: number
  unit: 'hours' | 'calendar-days' | 'working-days' | 'months' | 'years'
  /** `with`: the starting day counts as the first; `after`: the next day does. */
  begins: 'with' | 'after'
  kind: 'law' | 'practice'
}

/** What a notice must say about one matter. */
export interface NoticeField {
  id: string
  label: string
  /** `reg 18(2)(k)` */
  article: string
  /** `always`, `known` (so far as it is known), or `case` (only in the case that `when` tells). */
  required: 'always' | 'known' | 'case'
  when: string
}

/** A notice of the Procurement Regulations, in one of its forms. */
export interface Notice extends Sourced {
  /** `uk4-open`, `uk7-below`. */
  id: string
  /** `UK4` */
  code: string
  title: string
  regime: 'above' | 'below' | 'both'
  mandatory: 'yes' | 'no' | 'case'
  /** When it must be published, in words. */
  when: string
  regulation: string
  fields: NoticeField[]
}

/** A day on which a part of the UK does not work; working days of the Act leave out those of any part (s.123). */
export interface Holiday {
  division: string
  date: Day
  title: string
}

/** All rules that routes and calendars are reckoned by: plain data, the same in browser, server and tests. */
export interface Law {
  /** The day for which the rules were read. */
  asAt: Day
  sources: Source[]
  sections: Section[]
  thresholds: Threshold[]
  periods: MinimumPeriod[]
  clocks: Clock[]
  notices: Notice[]
  holidays: Holiday[]
}

/** True if a row is in force on this day. */
export const isInForce = ({ validFrom, validTo }: Dated, on: Day): boolean =>
  validFrom <= on && (validTo === null || on <= validTo)

/** The section that a citation belongs to: `s.54` for `s.54(4)`; null if the data do not have it. */
export function sectionOf(law: Law, citation: string): Section | null {
  let found: Section | null = null
  for (const section of law.sections) {
    const rest = citation.startsWith(section.id) ? citation.slice(section.id.length) : null
    const isPart = rest !== null && (rest === '' || rest.startsWith('(') || rest.startsWith(' '))
    if (isPart && section.id.length > (found?.id.length ?? 0)) found = section
  }
  return found
}
