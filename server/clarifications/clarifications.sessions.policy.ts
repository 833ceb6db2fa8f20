import { isPast } from '../../shared/challenges/effective-status.ts'
import { type SessionStatus, sessionStatusAt } from '../../shared/clarifications/session-status.ts'
import type { EntryKind } from '../../shared/clarifications/session-record.ts'
import { type Actor, actsFor, belongsTo, isBroker } from '../../shared/platform/actor.ts'
import { type ClarifiedChallenge, clarificationPolicy } from './clarifications.policy.ts'

/** What a decision needs to know about the live session. */
export interface SessionFacts {
  /** As stored; the clock and the challenge may have moved on. */
  status: SessionStatus
  startsAt: Date
  minutes: number
  chair: { userId: string }
}

const isRunning = ({ status }: ClarifiedChallenge): boolean =>
  ['open', 'clarifications-closed'].includes(status)

const statusAt = (challenge: ClarifiedChallenge, session: SessionFacts, at: Date): SessionStatus =>
  sessionStatusAt(session, { isRunning: isRunning(challenge) }, at)

const leads = (actor: Actor, { buyerIds }: ClarifiedChallenge): boolean =>
  buyerIds.some((id) => actsFor(actor, id)) || isBroker(actor)

const isActingSupplier = (actor: Actor): boolean =>
  actor.organisation?.kind === 'supplier' && actsFor(actor, actor.organisation.id)

type Rule = (actor: Actor, challenge: ClarifiedChallenge, session: SessionFacts, at: Date) => boolean

const whileOpen =
  (rule: Rule): Rule =>
  (actor, challenge, session, at) =>
    statusAt(challenge, session, at) === 'open' && rule(actor, challenge, session, at)

const whileAnnounced =
  (rule: Rule): Rule =>
  (actor, challenge, session, at) =>
    statusAt(challenge, session, at) === 'announced' && rule(actor, challenge, session, at)

/** Entries that have words of their own, which their authors typed. */
export const redactableKinds: readonly EntryKind[] = ['note', 'agenda']

/** Who may do what in a live session. */
export const sessionPolicy = {
  /** Where it stands at this instant. */
  statusAt,

  /** Acts for the authority, or as a broker. */
  leads,

  /** What is said is public from the moment it is said, to whoever may read the challenge's log. */
  read: (actor: Actor, challenge: ClarifiedChallenge): boolean =>
    clarificationPolicy.readLog(actor, challenge),

  /** While questions are taken. */
  announce: (actor: Actor, challenge: ClarifiedChallenge, at: Date): boolean =>
    leads(actor, challenge) && challenge.status === 'open' && !isPast(challenge.askBy, at),

  /** Until it opens; whoever was told of it is told of that. */
  change: whileAnnounced((actor, challenge) => leads(actor, challenge)),
  cancel: whileAnnounced((actor, challenge) => leads(actor, challenge)),

  /** At its time and not before: everybody was told that time. */
  open: whileAnnounced(
    (actor, challenge, { startsAt }, at) => leads(actor, challenge) && at.getTime() >= startsAt.getTime(),
  ),
  close: whileOpen((actor, challenge) => leads(actor, challenge)),

  /** The room's own rule for questions holds here too, its deadline among it. */
  ask: whileOpen((actor, challenge, _session, at) => clarificationPolicy.ask(actor, challenge, at)),

  /** One vote a supplier; confirmed or not, matched or not. */
  vote: whileOpen((actor) => isActingSupplier(actor)),

  note: whileOpen((actor, challenge) => leads(actor, challenge)),

  /** Whoever has the chair says what is answered when; a broker may always. */
  steer: whileOpen(
    (actor, challenge, { chair }) =>
      leads(actor, challenge) && (actor.userId === chair.userId || isBroker(actor)),
  ),

  /** A broker replaces words of the record that must not stand in public. */
  redact: (actor: Actor, challenge: ClarifiedChallenge): boolean =>
    isBroker(actor) && clarificationPolicy.readLog(actor, challenge),

  /** How many listen, and who has the chair: the authority and the brokers, viewers among them. */
  seePresence: (actor: Actor, { buyerIds }: ClarifiedChallenge): boolean =>
    buyerIds.some((id) => belongsTo(actor, id)) || clarificationPolicy.seeAsker(actor),
}
