import type { CaseStudyState } from '../../shared/outcomes/case-study.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { pilotPolicy, pilotSideOf, type PilotStanding } from './outcomes.policy.ts'

/** What a decision about a case study needs to know. */
export interface CaseStudyStanding extends PilotStanding {
  /** Null while nobody has begun one. */
  state: CaseStudyState | null
  /** The results of the pilot are public. */
  hasResults: boolean
  /** The buyer agreed to some version: the supplier reads that one. */
  wasSent: boolean
  /** Some version is in the library. */
  isPublic: boolean
  /** Both sides stand behind some version, also where a broker has taken it out of the library. */
  isOurs: boolean
}

const isOfBuyer = (actor: Actor): boolean => pilotSideOf(actor) === 'buyer'

/** Who may do what with the case study of a pilot. Brokers read it once it is in the library, like everybody. */
export const caseStudyPolicy = {
  /** The buyer at any time; the supplier what the buyer agreed to. */
  read: (actor: Actor, standing: CaseStudyStanding): boolean =>
    standing.state !== null && pilotPolicy.see(actor, standing) && (isOfBuyer(actor) || standing.wasSent),

  /** Begin it from the record, and write: whoever leads, once the pilot has begun and its results are public. */
  write: (actor: Actor, standing: CaseStudyStanding): boolean =>
    pilotPolicy.conclude(actor, standing) && standing.hasResults,

  /** Agree to the version that is open, which asks the supplier. */
  send: (actor: Actor, standing: CaseStudyStanding): boolean =>
    caseStudyPolicy.write(actor, standing) && standing.state === 'draft',

  /** Agree for the supplier, or ask for a change: whoever acts for it, of the version that the buyer agreed to. */
  answer: (actor: Actor, standing: CaseStudyStanding): boolean =>
    pilotPolicy.sayReached(actor, standing) && standing.state === 'with-supplier',

  /** Take it out of the library for good: either side, also of what a broker took out and could put back. */
  withdraw: (actor: Actor, standing: CaseStudyStanding): boolean =>
    standing.isOurs && (pilotPolicy.lead(actor, standing) || pilotPolicy.sayReached(actor, standing)),
}
