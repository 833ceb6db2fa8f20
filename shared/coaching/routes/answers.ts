import type { Day } from '../law/law.ts'

// The questions of the advisor. Each closed list is a record: its key is what addresses and programs say, its value
// what pages show.

/** Who buys. */
export const buyers = {
  'sub-central': 'A council or another sub-central authority',
  central: 'A central government authority',
  utility: 'A utility, or an authority buying for a utility activity',
} as const

export const nations = {
  england: 'England',
  wales: 'Wales',
  'northern-ireland': 'Northern Ireland',
  scotland: 'Scotland',
} as const

export const contractKinds = {
  goods: 'Goods',
  services: 'Services',
  works: 'Works',
  'light-touch': 'Light touch services, such as social care',
} as const

export const novelties = {
  available: 'It can be bought today',
  adapted: 'It exists but must be adapted',
  new: 'It must be developed',
  unknown: 'We don’t know yet',
} as const

export const research = {
  none: 'No',
  services: 'Yes, research and development services only',
  mixed: 'Yes, together with goods or works',
  unknown: 'We don’t know yet',
} as const

export const suppliersWhoCould = {
  many: 'Many',
  few: 'A few',
  one: 'We know of one',
  unknown: 'We don’t know yet',
} as const

export const urgencies = {
  none: 'No',
  urgent: 'Yes: the usual periods are impractical',
} as const

export const engagements = {
  none: 'No',
  planned: 'Not yet, but we will',
  done: 'Yes',
} as const

export const scalings = {
  no: 'No, this is all we foresee',
  included: 'Yes, in the same contract',
  later: 'Yes, in a later contract',
  unknown: 'We don’t know yet',
} as const

export const lotChoices = {
  lots: 'Yes, into lots',
  'one-contract': 'No, and we have the reasons',
  unknown: 'Not considered yet',
} as const

export const reservations = {
  uk: 'Suppliers based in the UK',
  'local-area': 'Suppliers based in our local area',
  sme: 'Small and medium-sized enterprises',
  vcse: 'Voluntary, community and social enterprises',
  'supported-employment': 'Supported employment providers',
  mutual: 'Public service mutuals',
} as const
export type Reservation = keyof typeof reservations

export const invitations = {
  anyone: 'Anyone: we advertise',
  chosen: 'Only suppliers that we choose beforehand',
} as const

export const arrangements = {
  yes: 'Yes, its terms cover this need',
  no: 'No',
  unknown: 'We don’t know yet',
} as const

export const earlierContracts = {
  none: 'No',
  announced: 'Yes: a competition whose tender notice announced a repeat award',
  unannounced: 'Yes: a competition whose tender notice didn’t announce one',
  'no-competition': 'Yes: a direct award, an exempted contract or one below the threshold',
} as const

export const yesOrNo = { yes: 'Yes', no: 'No', unknown: 'We don’t know yet' } as const
type Triple = keyof typeof yesOrNo

/** What the advisor is told. Money is pence including VAT; null is “not known”. */
export interface Answers {
  buyer: keyof typeof buyers
  nation: keyof typeof nations
  contract: keyof typeof contractKinds
  /** The most that may be paid under the first contract, without what the next three add. */
  valuePence: number | null
  optionsPence: number
  extensionsPence: number
  /** Prizes and payments to participants (Sch 3 para 1(2)(e)). */
  prizesPence: number
  scaling: keyof typeof scalings
  /** What scaling up may cost. */
  scalePence: number | null
  /** The authority has good reasons to value the later contract by itself (Sch 3 para 4(2)). */
  separateReasons: boolean
  novelty: keyof typeof novelties
  /** Designed or developed at the authority's request (Sch 5 para 3). */
  atRequest: Triple
  research: keyof typeof research
  /** The research is meant to benefit the public (Sch 2 para 22(1)(a)). */
  publicBenefit: Triple
  whoCould: keyof typeof suppliersWhoCould
  urgency: keyof typeof urgencies
  engagement: keyof typeof engagements
  lots: keyof typeof lotChoices
  reserve: Reservation[]
  invitation: keyof typeof invitations
  framework: Triple
  dynamicMarket: Triple
  earlierContract: keyof typeof earlierContracts
  /** When the earlier contract was awarded. */
  earlierAwardOn: Day | null
  /** When a planned procurement notice (UK3) was published. */
  plannedNoticeOn: Day | null
  /** Tenders may be sent electronically. */
  electronic: boolean
  /** The notice and all documents are provided at the same time. */
  allDocuments: boolean
  /** When work on it begins; null for today. */
  startOn: Day | null
}

/** Answers of somebody who has said the least that is needed. */
export const defaultAnswers: Answers = {
  buyer: 'sub-central',
  nation: 'england',
  contract: 'services',
  valuePence: null,
  optionsPence: 0,
  extensionsPence: 0,
  prizesPence: 0,
  scaling: 'unknown',
  scalePence: null,
  separateReasons: false,
  novelty: 'unknown',
  atRequest: 'unknown',
  research: 'unknown',
  publicBenefit: 'unknown',
  whoCould: 'unknown',
  urgency: 'none',
  engagement: 'none',
  lots: 'unknown',
  reserve: [],
  invitation: 'anyone',
  framework: 'unknown',
  dynamicMarket: 'unknown',
  earlierContract: 'none',
  earlierAwardOn: null,
  plannedNoticeOn: null,
  electronic: true,
  allDocuments: true,
  startOn: null,
}
