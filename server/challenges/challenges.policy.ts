import type { ChallengeStatus } from '../../shared/challenges/challenge.ts'
import {
  type ChallengeAction,
  type ChallengeParty,
  openStatuses,
  publicStatuses,
  stepFrom,
} from '../../shared/challenges/life-cycle.ts'
import { type Actor, actsFor, belongsTo, isBroker, isOfBrokerage } from '../../shared/platform/actor.ts'

/** What a decision needs to know about a challenge; `status` is the one at this instant. */
export interface ChallengeStanding {
  authorityId: string
  status: ChallengeStatus
  isPublished: boolean
  /** Authorities that take part in it, or are asked to; not those who declined. */
  coBuyerIds: string[]
}

const parties: Record<ChallengeParty, (actor: Actor, authorityId: string) => boolean> = {
  authority: (actor, authorityId) => actsFor(actor, authorityId),
  'verified-authority': (actor, authorityId) =>
    actsFor(actor, authorityId) && actor.organisation?.isVerified === true,
  broker: (actor) => isBroker(actor),
  clock: (actor) => actor.kind === 'system',
}

const isOfCoBuyer = (actor: Actor, { coBuyerIds }: ChallengeStanding): boolean =>
  coBuyerIds.some((id) => belongsTo(actor, id))

/** Before it is public, who takes part may still change. */
const unsettled: ChallengeStatus[] = ['draft', 'returned', 'submitted']

/** Open to anybody, signed in or not: also a withdrawn challenge that had been published. */
export const isPublic = ({ status, isPublished }: ChallengeStanding): boolean =>
  publicStatuses.includes(status) || (status === 'withdrawn' && isPublished)

export const challengePolicy = {
  /** A draft is its authority's alone; the brokers see what was put before them. */
  see: (actor: Actor, challenge: ChallengeStanding): boolean =>
    actor.kind === 'system' ||
    isPublic(challenge) ||
    belongsTo(actor, challenge.authorityId) ||
    isOfCoBuyer(actor, challenge) ||
    (isOfBrokerage(actor) && ['submitted', 'returned'].includes(challenge.status)),

  /** One row of the life cycle: the state allows it and the actor is one of those who decide. */
  take: (action: ChallengeAction, actor: Actor, challenge: ChallengeStanding): boolean =>
    stepFrom(challenge.status, action)?.who.some((party) => parties[party](actor, challenge.authorityId)) ??
    false,

  /** A pending authority's people may draft already; only a verified one's may submit. */
  draft: (actor: Actor): boolean =>
    actor.organisation?.kind === 'authority' && actsFor(actor, actor.organisation.id),

  /** An authority starts from its own earlier words only. */
  copy: (actor: Actor, challenge: ChallengeStanding): boolean => actsFor(actor, challenge.authorityId),

  /** Whoever is signed in may ask to hear of a challenge that is under way. */
  follow: (actor: Actor, challenge: ChallengeStanding): boolean =>
    actor.kind === 'person' && openStatuses.includes(challenge.status),

  /** The brokers' comments are between them and the authorities that write it. */
  seeComments: (actor: Actor, challenge: ChallengeStanding): boolean =>
    belongsTo(actor, challenge.authorityId) || isOfCoBuyer(actor, challenge) || isOfBrokerage(actor),

  /** The lead decides who is asked to take part, while the words can still change. */
  invite: (actor: Actor, challenge: ChallengeStanding): boolean =>
    parties['verified-authority'](actor, challenge.authorityId) &&
    ['draft', 'returned'].includes(challenge.status),

  /** The lead takes one out again; who has declined must not hold the others up. */
  uninvite: (actor: Actor, challenge: ChallengeStanding): boolean =>
    parties['verified-authority'](actor, challenge.authorityId) && unsettled.includes(challenge.status),

  /** An authority speaks for itself alone: approves what was submitted, takes part or declines at any time before. */
  decide: (actor: Actor, challenge: ChallengeStanding, decision: 'join' | 'approve' | 'decline'): boolean =>
    challenge.coBuyerIds.some((id) => parties['verified-authority'](actor, id)) &&
    (decision === 'approve' ? challenge.status === 'submitted' : unsettled.includes(challenge.status)),

  /** A confirmed authority that takes no part in it says that it has the problem too, or takes that back. */
  shareNeed: (actor: Actor, challenge: ChallengeStanding): boolean =>
    actor.organisation?.kind === 'authority' &&
    parties['verified-authority'](actor, actor.organisation.id) &&
    actor.organisation.id !== challenge.authorityId &&
    !isOfCoBuyer(actor, challenge) &&
    publicStatuses.includes(challenge.status),

  /** The plan is a matter of the authorities that write the challenge. */
  seePlan: (actor: Actor, challenge: ChallengeStanding): boolean =>
    belongsTo(actor, challenge.authorityId) || isOfCoBuyer(actor, challenge),

  /** A pending authority plans already; a withdrawn challenge has nothing left to plan. */
  plan: (actor: Actor, challenge: ChallengeStanding): boolean =>
    actsFor(actor, challenge.authorityId) && challenge.status !== 'withdrawn',

  /** The list of an authority's challenges in every state. */
  listOwn: (actor: Actor, authorityId: string): boolean =>
    actor.kind === 'system' || belongsTo(actor, authorityId),

  /** The challenges that wait for a broker. */
  listSubmitted: (actor: Actor): boolean => actor.kind === 'system' || isOfBrokerage(actor),
}

/** A saved search is its owner's own affair, whatever they may do for their organisation. */
export const savedSearchPolicy = {
  save: (actor: Actor): boolean => actor.kind === 'person',

  /** See, rename, delete, choose the alert. */
  change: (actor: Actor, search: { userId: string }): boolean =>
    actor.kind === 'person' && actor.userId === search.userId,
}
