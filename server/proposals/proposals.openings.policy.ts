import { type Actor, actsFor, belongsTo, isBroker } from '../../shared/platform/actor.ts'
import { brokerage } from '../../shared/proposals/opening.ts'

/** What a decision needs to know about an opening. */
export interface OpeningFacts {
  /** The authority that leads the challenge, and its co-buyers. */
  buyerIds: string[]
  isClosed: boolean
  /** From then on it can be opened; null without a deadline. */
  opensFrom: Date | null
  /** Officers who have a share of the key, by the person's id. */
  officers: string[]
  isOpened: boolean
  /** The holders who have come. */
  came: string[]
}

const isOfBuyer = (actor: Actor, buyerIds: readonly string[]): boolean =>
  actor.organisation?.kind === 'authority' && buyerIds.some((id) => belongsTo(actor, id))

/** As which holder somebody comes; empty for who has no share, or belongs to the buyers no more. */
export function holderOf(actor: Actor, { buyerIds, officers }: OpeningFacts): string {
  if (isBroker(actor)) return brokerage
  const acts = actor.organisation?.kind === 'authority' && buyerIds.some((id) => actsFor(actor, id))
  return acts && officers.includes(actor.userId) ? actor.userId : ''
}

/** Who may do what with the opening of proposals. */
export const openingPolicy = {
  /** How it stands, without a number: the buyers' people and the brokers. */
  see: (actor: Actor, { buyerIds }: Pick<OpeningFacts, 'buyerIds'>): boolean =>
    isOfBuyer(actor, buyerIds) || isBroker(actor),

  /** How many there were, and whether they are whole: only once they are open, and the buyers' people alone. */
  seeCheck: (actor: Actor, { buyerIds, isOpened }: Pick<OpeningFacts, 'buyerIds' | 'isOpened'>): boolean =>
    isOpened && isOfBuyer(actor, buyerIds),

  /** A holder, once the challenge is closed and every request before its deadline has ended. */
  open: (actor: Actor, facts: OpeningFacts, at: Date): boolean =>
    holderOf(actor, facts) !== '' &&
    facts.isClosed &&
    !facts.isOpened &&
    facts.opensFrom !== null &&
    at >= facts.opensFrom,

  /** The administrators of the buyers, for an officer who is no longer there; officers for themselves. */
  handOver: (actor: Actor, facts: OpeningFacts, from: string): boolean =>
    !facts.isOpened &&
    facts.officers.includes(from) &&
    !facts.came.includes(from) &&
    facts.buyerIds.some((id) => actsFor(actor, id)) &&
    actor.organisation?.kind === 'authority' &&
    (actor.userId === from || actor.role === 'admin'),
}
