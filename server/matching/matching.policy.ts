import type { ChallengeStatus } from '../../shared/challenges/challenge.ts'
import type { MatchStatus } from '../../shared/matching/match.ts'
import { type Actor, actsFor, belongsTo, isBroker, isOfBrokerage } from '../../shared/platform/actor.ts'

/** What a decision needs to know about a match. */
export interface MatchFacts {
  supplierId: string
  status: MatchStatus
  /** The challenge takes responses at this instant. */
  isChallengeOpen: boolean
  /** The supplier has signed up and is confirmed: it may be told. */
  isClaimed: boolean
}

const isKnownToSupplier = ({ status }: MatchFacts): boolean => status === 'sent' || status === 'not-for-me'

/** A match is between the brokers and that one supplier: no buyer sees one. Of the market it sees numbers alone. */
export const matchPolicy = {
  /** The ranking with its reasons. */
  seeRanking: (actor: Actor): boolean => actor.kind === 'system' || isOfBrokerage(actor),

  /** One match: the brokers always, the supplier's own people once it was sent. */
  see: (actor: Actor, match: MatchFacts): boolean =>
    matchPolicy.seeRanking(actor) || (belongsTo(actor, match.supplierId) && isKnownToSupplier(match)),

  /** A broker may think better of declining, as long as there is time to respond. */
  approve: (actor: Actor, match: MatchFacts): boolean =>
    isBroker(actor) && match.isChallengeOpen && (match.status === 'proposed' || match.status === 'declined'),

  /** What went out cannot be called back. */
  decline: (actor: Actor, match: MatchFacts): boolean =>
    isBroker(actor) && match.isChallengeOpen && (match.status === 'proposed' || match.status === 'approved'),

  /** Put a supplier into the ranking by hand. */
  add: (actor: Actor, challenge: { isChallengeOpen: boolean }): boolean =>
    isBroker(actor) && challenge.isChallengeOpen,

  /** Approve or decline several at once. */
  decideMany: (actor: Actor, challenge: { isChallengeOpen: boolean }): boolean =>
    isBroker(actor) && challenge.isChallengeOpen,

  /** Ask the index why a firm is not higher, or what other weights would do: it changes nothing. */
  askIndex: (actor: Actor, challenge: { isChallengeOpen: boolean }): boolean =>
    isOfBrokerage(actor) && challenge.isChallengeOpen,

  /** Have everybody ranked again. */
  rerun: (actor: Actor, challenge: { isChallengeOpen: boolean }): boolean =>
    isBroker(actor) && challenge.isChallengeOpen,

  /** Foothold itself tells a supplier: of what a broker approved, or of what reaches the threshold. */
  send: (actor: Actor, match: MatchFacts): boolean =>
    actor.kind === 'system' &&
    match.isClaimed &&
    match.isChallengeOpen &&
    (match.status === 'proposed' || match.status === 'approved'),

  notForMe: (actor: Actor, match: MatchFacts): boolean =>
    actsFor(actor, match.supplierId) && match.isChallengeOpen && match.status === 'sent',

  /** Somebody of the supplier thinks better of it, as long as there is time to respond. */
  takeBack: (actor: Actor, match: MatchFacts): boolean =>
    actsFor(actor, match.supplierId) && match.isChallengeOpen && match.status === 'not-for-me',

  /**
   * The market of a draft, in numbers: those who write it, and the brokers once it was put before them. When it is
   * public the same people are told that the view is over.
   */
  seeMarket: (
    actor: Actor,
    { authorityId, status }: { authorityId: string; status: ChallengeStatus },
  ): boolean => actsFor(actor, authorityId) || (isBroker(actor) && status !== 'draft'),

  /** What fits a supplier, for its own people alone, whatever their role and whether it is confirmed yet. */
  seeHome: (actor: Actor): boolean => actor.kind === 'person' && actor.organisation?.kind === 'supplier',

  seeSettings: (actor: Actor): boolean => isOfBrokerage(actor),
  changeSettings: (actor: Actor): boolean => isBroker(actor),

  /** The versions of the weights, and how well each ranks. */
  seeModels: (actor: Actor): boolean => isOfBrokerage(actor),
  /** Which version ranks is for everybody's matches: the administrators of the brokerage say so. */
  changeModels: (actor: Actor): boolean => isBroker(actor) && actor.role === 'admin',
}
