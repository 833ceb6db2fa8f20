import type { PilotSide } from '../../shared/outcomes/pilot.ts'
import { type Actor, actsFor, belongsTo } from '../../shared/platform/actor.ts'

/** What a decision about a pilot needs to know, of it and of the actor's part in the award. */
export interface PilotStanding {
  /** The authority that leads the challenge, and those that approved it as co-buyers. */
  buyerIds: string[]
  /** The supplier of the contract. */
  supplierId: string
  isPlanned: boolean
  /** True from the day on which the first review may be written, also where nobody planned. */
  hasReviews: boolean
  /** The first day of the contract has come. */
  hasBegun: boolean
  /** False for somebody who was kept out of the evaluation for an interest: that holds for the contract too (s.81). */
  isInside: boolean
  /** True for whoever leads the award for a buyer. */
  leads: boolean
}

const isOfBuyer = (actor: Actor, { buyerIds, isInside }: PilotStanding): boolean =>
  isInside && actor.organisation?.kind === 'authority' && buyerIds.some((id) => belongsTo(actor, id))

const actsForBuyer = (actor: Actor, standing: PilotStanding): boolean =>
  isOfBuyer(actor, standing) && standing.buyerIds.some((id) => actsFor(actor, id))

const isOfSupplier = (actor: Actor, { supplierId }: PilotStanding): boolean =>
  actor.organisation?.kind === 'supplier' && belongsTo(actor, supplierId)

/** Who may do what in a pilot. Everybody but the two sides of the contract gets not-found, brokers too. */
export const pilotPolicy = {
  /** The buyer from the contract on, the supplier once there is a plan, or a review of its own to write. */
  see: (actor: Actor, standing: PilotStanding): boolean =>
    isOfBuyer(actor, standing) ||
    ((standing.isPlanned || standing.hasReviews) && isOfSupplier(actor, standing)),

  /** Plan it, set milestones and decide about them: whoever leads for the buyer. */
  plan: (actor: Actor, standing: PilotStanding): boolean => actsForBuyer(actor, standing) && standing.leads,

  lead: (actor: Actor, standing: PilotStanding): boolean =>
    pilotPolicy.plan(actor, standing) && standing.isPlanned,

  /** Publish its results, decide what comes next, have its case study drafted: nothing can have come of it earlier. */
  conclude: (actor: Actor, standing: PilotStanding): boolean =>
    pilotPolicy.lead(actor, standing) && standing.hasBegun,

  /** Say that a milestone is reached; the buyer confirms it. */
  sayReached: (actor: Actor, standing: PilotStanding): boolean =>
    standing.isPlanned && pilotPolicy.actForSupplier(actor, standing),

  actForSupplier: (actor: Actor, standing: PilotStanding): boolean =>
    isOfSupplier(actor, standing) && actsFor(actor, standing.supplierId),

  /** Record what was measured: whoever acts for either side. */
  recordReading: (actor: Actor, standing: PilotStanding): boolean =>
    standing.isPlanned && (actsForBuyer(actor, standing) || pilotPolicy.sayReached(actor, standing)),

  /** Correct what one's own side recorded. */
  correctReading: (actor: Actor, standing: PilotStanding, side: PilotSide): boolean =>
    pilotPolicy.recordReading(actor, standing) && pilotSideOf(actor) === side,
}

/** The side that an actor of a pilot speaks for. */
export const pilotSideOf = (actor: Actor): PilotSide =>
  actor.organisation?.kind === 'supplier' ? 'supplier' : 'buyer'
