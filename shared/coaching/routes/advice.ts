import type { Clock, Confidence, Day, MinimumPeriod } from '../law/law.ts'
import type { Answers } from './answers.ts'
import type { RouteId } from './route-names.ts'

/** Something that the law wants of a route, and how this case stands to it. */
export interface Condition {
  id: string
  /** What must be so, in a sentence. */
  words: string
  /** How it is here: what was answered, and what would change it. */
  because: string
  state: 'met' | 'unmet' | 'unknown'
  /** Whether the route is open hangs on it; false for what is only to be done once on the way. */
  decides: boolean
  section: string
}

/** A named part of the score of fit, with the words that carry it. */
export interface FitPart {
  name: string
  points: number
  most: number
  words: string
}

/** A notice of a route, in order. */
export interface NoticeStep {
  /** The notice's form in the data of the law: `uk4-open`. */
  notice: string
  /** `UK4` */
  code: string
  title: string
  need: 'must' | 'case' | 'may'
  /** When it is published, and why it is needed or not. */
  words: string
  section: string
}

/** What must be in the authority's record before a step. */
export interface FileItem {
  id: string
  words: string
  /** Before which notice or step. */
  before: string
  section: string
  /** `law`, or good practice where the Act does not want it. */
  kind: 'law' | 'practice'
}

/** A day on the way from the start to the signature, and after it. */
export interface CalendarStep {
  id: string
  title: string
  on: Day
  /** Why on this day: what was counted, from where. */
  words: string
  /** Empty for a step whose length is our assumption. */
  section: string
  /** `UK4`; empty for none. */
  notice: string
  kind: 'law' | 'practice'
}

/** A route's way through the year. */
export interface Calendar {
  routeId: RouteId
  startOn: Day
  /** The earliest day on which the contract may be entered into; null for a route without one. */
  signOn: Day | null
  steps: CalendarStep[]
}

/** A shortest time that applies, with the words and the section of the row that gives it. */
export interface AppliedPeriod {
  name: string
  length: number
  unit: Clock['unit']
  words: string
  section: string
  confidence: MinimumPeriod['confidence']
}

/** What the contract is worth by Schedule 3, and what follows. */
export interface Valuation {
  /** Null if it can't be estimated: it is then treated as above the threshold (Sch 3 para 5). */
  pence: number | null
  /** Null for a part that counts and that nobody can put a figure to. */
  parts: { name: string; pence: number | null; section: string }[]
  thresholdPence: number
  isAbove: boolean
  /** From here up a contract below the threshold needs notices (s.87(4)); null where Part 6 does not apply. */
  notifiablePence: number | null
  isNotifiable: boolean
  words: string
  section: string
  /** How sure the threshold is. */
  confidence: Confidence
}

/** A route with all that the advisor has to say about it. */
export interface RouteAdvice {
  id: RouteId
  title: string
  summary: string
  /** The kind of challenge that it leads to; empty for what Foothold does not run. */
  challengeKind: string
  /** Nothing that is known closes it; `state` says whether something that isn't known yet still may. */
  isOpen: boolean
  /** `depends`: open if what `openIf` names is so, which nobody has said yet. */
  state: 'open' | 'depends' | 'closed'
  openIf: string[]
  conditions: Condition[]
  /** Out of 100. */
  fit: number
  fitParts: FitPart[]
  notices: NoticeStep[]
  onFile: FileItem[]
  periods: AppliedPeriod[]
  /** Null where no calendar can be made; `calendarRefusal` says why. */
  calendar: Calendar | null
  calendarRefusal: string
  risks: string[]
  /** How it keeps the way from pilot to scale open. */
  scaling: string
}

/** Every route for one case: those that are open, those that depend on something, those that are closed. */
export interface Advice {
  /** The day for which the rules were read. */
  asAt: Day
  /** The day whose rules were used: when the procurement begins. */
  on: Day
  answers: Answers
  /** Why nothing can be said; the lists are empty then. */
  refusal: { sentence: string; section: string } | null
  valuation: Valuation | null
  routes: RouteAdvice[]
}
