import { type AskedStage, usualStage } from './asked.ts'
import type { Conclusion } from './conclusion.ts'
import type { Criterion } from './criterion.ts'
import type { ChallengeKind, NoticeException, Stage } from './kinds.ts'
import type { CoBuyer, SameNeed } from './together.ts'

export type { Criterion } from './criterion.ts'
export type { CoBuyer, SameNeed } from './together.ts'

export {
  type ChallengeKind,
  challengeKindNames,
  challengeKinds,
  type Stage,
  stageNames,
  stages,
} from './kinds.ts'

/** Where a challenge stands in its life; see `life-cycle.ts` for the ways between. */
export const challengeStatuses = [
  'draft',
  'submitted',
  'returned',
  'open',
  'clarifications-closed',
  'closed',
  'withdrawn',
] as const
export type ChallengeStatus = (typeof challengeStatuses)[number]

/** A change that is wanted, so that everybody can tell whether it came about. */
export interface Outcome {
  id: string
  title: string
  measure: string
  /** As it follows a number: `%`, `falls per 100 tenants a year`. */
  unit: string
  baseline: number | null
  target: number | null
  direction: 'lower' | 'higher'
  /** Where the figures come from: `our incident log, 2025–26`. */
  source: string
}

/** A file that everybody may download, with what is in it. */
export interface Attachment {
  id: string
  name: string
  type: string
  size: number
  sha256: string
  description: string
}

/** What VAT is in the amounts of a budget: not said, the standard rate, or none, since none is due. */
export const vatInBudget = ['', 'standard', 'none'] as const
export type VatInBudget = (typeof vatInBudget)[number]

/** What may be spent at most; with VAT, as the Act values a contract (s.123(2)). */
export interface Budget {
  /** For each pilot. */
  pilotPence: number | null
  pilots: number | null
  /** The most that scaling up may cost; null if it is not planned or not known. */
  scalePence: number | null
  vat: VatInBudget
}

/** Instants; all may be unknown while the challenge is a draft. */
export interface Timetable {
  askBy: Date | null
  answerBy: Date | null
  respondBy: Date | null
  pilotStart: Date | null
  pilotMonths: number | null
}

/** Grounds on which the Act allows a shorter time above the threshold (s.54). */
export const shortenedGrounds = ['', 'planned-notice', 'urgency'] as const
export type ShortenedGround = (typeof shortenedGrounds)[number]

/** Why suppliers have less time than usual to respond: the ground in law, and the reason in words. */
export interface ShortTime {
  ground: ShortenedGround
  reason: string
}

/** How many the problem is about, in a unit that other authorities can add theirs to: 12,000 homes. */
export interface Demand {
  volume: number | null
  unit: string
}

/** Whom a below-threshold competition may be kept for (SI 2026/94, England): a place, a size, or both. */
export const reservations = ['uk', 'local-area', 'sme', 'vcse'] as const
export type Reservation = (typeof reservations)[number]

/** What the law wants prepared before the market is asked, as it stands in the record. */
export interface OnFile {
  /** When the conflicts assessment was prepared or last revised (s.83). */
  conflictsOn: Date | null
  /** What may keep small firms and voluntary organisations out, and what was done about it (s.12(4), s.86). */
  smeBarriers: string
  /** Whether lots were considered, and what came of it; the note gives the reasons for one contract (s.18). */
  lots: { decision: '' | 'lots' | 'one-contract'; note: string }
  /** Market engagement beforehand: its UK2 notice, or why there was none (s.17). */
  engagement: { held: '' | 'yes' | 'no'; noticeId: string; reason: string }
  /** Empty: open to everybody. */
  reserved: { for: Reservation[]; areas: string }
  /** What makes a prototype one that is developed at the authority's request (Sch 5 paras 2 and 3). */
  prototypeGround: string
}

export interface Contact {
  name: string
  email: string
  role: string
}

/** Everything that the buyer writes, and that an amendment may change; versions keep it whole. */
export interface ChallengeContent {
  kind: ChallengeKind
  title: string
  summary: string
  problem: string
  whoHasIt: string
  demand: Demand
  users: string
  outcomes: Outcome[]
  context: string
  constraints: string
  dataAvailable: string
  budget: Budget
  stages: Stage[]
  timetable: Timetable
  shortTime: ShortTime
  cpv: string[]
  regions: string[]
  asks: string
  /** What has to be in by the deadline. */
  askedStage: AskedStage
  criteria: Criterion[]
  /** Over how many years proposals are compared by their whole-life cost; null for the price of the pilot. */
  wholeLifeYears: number | null
  /** How scores are given and weights applied (s.23). */
  assessmentMethod: string
  contact: Contact
  onFile: OnFile
  attachments: Attachment[]
}

/** A broker's words on one section of a challenge that was returned; `section` is empty for the whole. */
export interface ReturnComment {
  section: string
  text: string
  at: Date
  by: string
}

/** A finding of the coach that the authority keeps its words in spite of, and why; the brokers see it. */
export interface SetAsideFinding {
  rule: string
  /** The field and the words that it was about; other words there are looked at again. */
  field: string
  quote: string
  reason: string
  at: Date
  by: string
}

/** A broker's approval, and when the challenge goes public by it. */
export interface PublicationSchedule {
  at: Date
  approvedBy: string
  approvedAt: Date
}

/** A gate as it was passed, kept for the record of the decision. */
export interface PassedGate {
  name: string
  source: string
  at: Date
  /** The broker who approved the publication. */
  approvedBy: string
}

/** A challenge as the rooms that come later know it. */
export interface ChallengeRecord extends ChallengeContent {
  _id: string
  authorityId: string
  authorityName: string
  status: ChallengeStatus
  /** The notice on the central digital platform, `nnnnnn-yyyy` and `ocds-h6vhtk-xxxxxx`; or why none is named. */
  findATender: { noticeId: string; ocid: string } | null
  noNoticeException: NoticeException | ''
  noNoticeReason: string
  /** Empty for a challenge of one authority. */
  coBuyers: CoBuyer[]
  /** Other authorities with the same problem, in the order in which they said so. */
  sameNeeds: SameNeed[]
  /** Set while an approved challenge waits for its time. */
  schedule: PublicationSchedule | null
  /** What was clear when it went public; empty before. */
  passedGates: PassedGate[]
  returnComments: ReturnComment[]
  /** What the coach said and the authority decided against, in the order of the decisions. */
  setAside: SetAsideFinding[]
  withdrawnReason: string
  withdrawnAt: Date | null
  /** Null until an award, or that there is none, is public. */
  conclusion: Conclusion | null
  /** 0 before publication, 1 at it, one more with each amendment. */
  version: number
  /** Counts the saves of each section, so that two people at one section notice each other. */
  sectionRevisions: Record<string, number>
  copiedFrom: string | null
  /** The public notice that a draft was made from, so that importing twice makes one draft. */
  importedFrom: string | null
  createdBy: string
  createdAt: Date
  updatedAt: Date
  updatedBy: string
  submittedAt: Date | null
  returnedAt: Date | null
  publishedAt: Date | null
  isExample: boolean
}

/** A challenge with nothing in it yet. */
export function emptyContent(): ChallengeContent {
  return {
    kind: 'below-threshold',
    title: '',
    summary: '',
    problem: '',
    whoHasIt: '',
    demand: { volume: null, unit: '' },
    users: '',
    outcomes: [],
    context: '',
    constraints: '',
    dataAvailable: '',
    budget: { pilotPence: null, pilots: null, scalePence: null, vat: '' },
    stages: [],
    timetable: { askBy: null, answerBy: null, respondBy: null, pilotStart: null, pilotMonths: null },
    shortTime: { ground: '', reason: '' },
    cpv: [],
    regions: [],
    asks: '',
    askedStage: usualStage,
    criteria: [],
    wholeLifeYears: null,
    assessmentMethod: '',
    contact: { name: '', email: '', role: '' },
    onFile: {
      conflictsOn: null,
      smeBarriers: '',
      lots: { decision: '', note: '' },
      engagement: { held: '', noticeId: '', reason: '' },
      reserved: { for: [], areas: '' },
      prototypeGround: '',
    },
    attachments: [],
  }
}

const contentFields = Object.keys(emptyContent()) as (keyof ChallengeContent)[]

/** Only what the buyer wrote, out of a whole record. */
export const contentOf = (challenge: ChallengeContent): ChallengeContent =>
  Object.fromEntries(contentFields.map((field) => [field, challenge[field]])) as never
