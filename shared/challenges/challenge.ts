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

/** What a challenge leads to. A kind is data: each names the stages that it may have. */
export const challengeKinds = {
  'below-threshold': { label: 'Below-threshold competition', stages: ['pilot', 'scale'] },
  engagement: { label: 'Early engagement', stages: ['engagement'] },
} as const
export type ChallengeKind = keyof typeof challengeKinds
export const challengeKindNames = Object.keys(challengeKinds) as [ChallengeKind, ...ChallengeKind[]]

/** What happens after the responses: first small, then everywhere; or only listening to the market. */
export const stageNames = { engagement: 'Early engagement', pilot: 'Pilot', scale: 'Scale-up' } as const
export type Stage = keyof typeof stageNames
export const stages = Object.keys(stageNames) as [Stage, ...Stage[]]

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

/** What responses are judged by; the weights of all sum to 100. */
export interface Criterion {
  id: string
  title: string
  description: string
  weight: number | null
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

export interface Budget {
  /** For each pilot. */
  pilotPence: number | null
  pilots: number | null
  /** The most that scaling up may cost; null if it is not planned or not known. */
  scalePence: number | null
}

/** Instants; all may be unknown while the challenge is a draft. */
export interface Timetable {
  askBy: Date | null
  answerBy: Date | null
  respondBy: Date | null
  pilotStart: Date | null
  pilotMonths: number | null
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
  users: string
  outcomes: Outcome[]
  context: string
  constraints: string
  dataAvailable: string
  budget: Budget
  stages: Stage[]
  timetable: Timetable
  cpv: string[]
  regions: string[]
  asks: string
  criteria: Criterion[]
  contact: Contact
  attachments: Attachment[]
}

/** A broker's words on one section of a challenge that was returned; `section` is empty for the whole. */
export interface ReturnComment {
  section: string
  text: string
  at: Date
  by: string
}

/** A challenge as the rooms that come later know it. */
export interface ChallengeRecord extends ChallengeContent {
  _id: string
  authorityId: string
  authorityName: string
  status: ChallengeStatus
  /** The notice on the central digital platform, `nnnnnn-yyyy`; or why none is needed. */
  findATender: { noticeId: string } | null
  noNoticeReason: string
  returnComments: ReturnComment[]
  withdrawnReason: string
  withdrawnAt: Date | null
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
    users: '',
    outcomes: [],
    context: '',
    constraints: '',
    dataAvailable: '',
    budget: { pilotPence: null, pilots: null, scalePence: null },
    stages: [],
    timetable: { askBy: null, answerBy: null, respondBy: null, pilotStart: null, pilotMonths: null },
    cpv: [],
    regions: [],
    asks: '',
    criteria: [],
    contact: { name: '', email: '', role: '' },
    attachments: [],
  }
}

const contentFields = Object.keys(emptyContent()) as (keyof ChallengeContent)[]

/** Only what the buyer wrote, out of a whole record. */
export function contentOf(challenge: ChallengeContent): ChallengeContent {
  return Object.fromEntries(
    contentFields.map((field) => [field, challenge[field]]),
  ) as unknown as ChallengeContent
}
