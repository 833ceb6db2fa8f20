import { type Actor, isBroker, isOfBrokerage } from '../../shared/platform/actor.ts'

/** What a decision needs to know about an item of the queue. */
export interface ItemFacts {
  /** Who is dealing with it; null for nobody. */
  claimedBy: string | null
}

export const moderationPolicy = {
  /** The whole brokerage reads the queue, its viewers too. */
  seeQueue: (actor: Actor): boolean => isOfBrokerage(actor),

  /** A broker takes what nobody has taken. */
  claim: (actor: Actor, item: ItemFacts): boolean => isBroker(actor) && item.claimedBy === null,

  /** Whoever took it gives it back; an administrator may, for somebody who is away. */
  release: (actor: Actor, item: ItemFacts): boolean =>
    isBroker(actor) && item.claimedBy !== null && (item.claimedBy === actor.userId || actor.role === 'admin'),
}
