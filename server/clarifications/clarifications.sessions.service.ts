import type { ClientSession } from 'mongoose'
import {
  sessionAnnounced,
  sessionCancelled,
  sessionChanged,
  sessionClosed,
  sessionOpened,
} from '../../shared/clarifications/clarifications.sessions.events.ts'
import type { SessionInput } from '../../shared/clarifications/clarifications.sessions.schema.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { endOf, formatDateTime } from '../../shared/platform/dates.ts'
import { isId, newId } from '../../shared/platform/ids.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow, notFound } from '../platform/errors.ts'
import { countFor } from './clarifications.limits.ts'
import { type ClarifiedFacts, getClarified } from './clarifications.service.ts'
import { type AgendaItem, LiveSession, type LiveSessionRecord } from './clarifications.sessions.model.ts'
import { refuseShortNotice } from './clarifications.sessions.notice.ts'
import { sessionPolicy } from './clarifications.sessions.policy.ts'
import { append, type Keyed, messageOf, once } from './clarifications.sessions.record.ts'
import { endPoll } from './clarifications.sessions.votes.ts'

export interface LoadedSession {
  live: LiveSessionRecord
  challenge: ClarifiedFacts
}

/** A session that the actor may read, with its challenge. @throws AppError not-found */
export async function loadSession(
  actor: Actor,
  liveSessionId: string,
  session: ClientSession | null = null,
): Promise<LoadedSession> {
  const live = isId(liveSessionId)
    ? await LiveSession.findById(liveSessionId).session(session).lean<LiveSessionRecord>()
    : null
  if (!live) throw notFound('Live session')
  return { live, challenge: await getClarified(actor, live.challengeId) }
}

/** @throws AppError invalid where the time is past, or not while questions are asked and answered */
function refuseTimes({ startsAt, minutes }: SessionInput, { askBy, answerBy }: ClarifiedFacts): Date {
  const refuse = (message: string, field = 'startsAt') =>
    new AppError('invalid', 'The session cannot be then', { [field]: message })
  if (!startsAt || startsAt <= now()) throw refuse('The start must be in the future')
  if (askBy && startsAt > askBy)
    throw refuse(`The session must start before questions close on ${formatDateTime(askBy)}`)
  const end = endOf({ startsAt, minutes })
  if (answerBy && end > answerBy) {
    const message = `The session must end before answers are due on ${formatDateTime(answerBy)}`
    throw refuse(message, 'minutes')
  }
  return startsAt
}

/** The same, where the time is new to those who are told. */
function refuseNewTimes(input: SessionInput, challenge: ClarifiedFacts): Date {
  const startsAt = refuseTimes(input, challenge)
  refuseShortNotice(startsAt, input.shortNotice === 'yes')
  return startsAt
}

/** The agenda with an id for each item; one that was there before keeps its own. */
const agendaOf = (texts: string[], before: AgendaItem[] = []): AgendaItem[] =>
  texts.map((text) => before.find((item) => item.text === text) ?? { id: newId(), text })

/** One change of a session in one transaction, done once for its key. */
async function change(
  actor: Actor,
  liveSessionId: string,
  input: Keyed,
  work: (session: ClientSession, loaded: LoadedSession) => Promise<void>,
): Promise<void> {
  await transaction(async (session) => {
    const loaded = await loadSession(actor, liveSessionId, session)
    await once(session, actor, messageOf(work.toString(), liveSessionId, input), async () => {
      await work(session, loaded)
      return {}
    })
  })
}

const onlyLeaders = 'Only somebody who acts for the authority, or a broker, can do this'

/**
 * Announces a live session of a challenge; everybody concerned is told, with its calendar entry. Whoever
 * announces it has the chair.
 * @throws AppError not-found, forbidden, too-many, invalid outside the time for questions and answers, or at short notice that is not
 * confirmed
 */
export async function announceSession(
  actor: Actor,
  challengeId: string,
  input: SessionInput,
): Promise<{ id: string }> {
  const id = newId()
  return transaction((session) =>
    once(session, actor, messageOf('announce', challengeId, input), async () => {
      const challenge = await getClarified(actor, challengeId)
      allow(
        sessionPolicy.announce(actor, challenge, now()),
        `${onlyLeaders}, and only while questions are taken`,
      )
      await countFor('telling', actor)
      const at = now()
      await LiveSession.create(
        [
          {
            _id: id,
            challengeId,
            startsAt: refuseNewTimes(input, challenge),
            minutes: input.minutes,
            agenda: agendaOf(input.agenda),
            howToTakePart: input.howToTakePart,
            chair: { userId: actor.userId, organisationId: actor.organisation?.id ?? '' },
            announcedAt: at,
            changedAt: at,
          },
        ],
        { session },
      )
      await record(session, actor, sessionAnnounced, { challengeId, liveSessionId: id })
      return { id }
    }),
  )
}

/**
 * Changes an announced session; everybody who was told of it is told.
 * @throws AppError not-found, forbidden, too-many, conflict once it is open or over, invalid as for announcing
 */
export async function changeSession(actor: Actor, liveSessionId: string, input: SessionInput): Promise<void> {
  await change(actor, liveSessionId, input, async (session, { live, challenge }) => {
    refuseUnless(sessionPolicy.change(actor, challenge, live, now()), actor, challenge)
    await countFor('telling', actor)
    const isMoved = input.startsAt?.getTime() !== live.startsAt.getTime()
    const startsAt = (isMoved ? refuseNewTimes : refuseTimes)(input, challenge)
    await moveOn(session, live, {
      startsAt,
      minutes: input.minutes,
      agenda: agendaOf(input.agenda, live.agenda),
      howToTakePart: input.howToTakePart,
    })
    await record(session, actor, sessionChanged, { challengeId: challenge.id, liveSessionId })
  })
}

/** Cancels an announced session, and says why. @throws AppError not-found, forbidden, conflict */
export async function cancelSession(actor: Actor, liveSessionId: string, reason: string): Promise<void> {
  await change(actor, liveSessionId, {}, async (session, { live, challenge }) => {
    refuseUnless(sessionPolicy.cancel(actor, challenge, live, now()), actor, challenge)
    await countFor('telling', actor)
    await markCancelled(session, actor, live, reason)
  })
}

/** Opens a session at its time; whoever opens it has the chair. @throws AppError not-found, forbidden, conflict */
export async function openSession(actor: Actor, liveSessionId: string, key?: string): Promise<void> {
  await change(actor, liveSessionId, { key }, async (session, { live, challenge }) => {
    if (sessionPolicy.change(actor, challenge, live, now()) && now() < live.startsAt) {
      const message = `Everybody was told that it starts ${formatDateTime(live.startsAt)}: it cannot be opened before.`
      throw new AppError('conflict', message)
    }
    refuseUnless(sessionPolicy.open(actor, challenge, live, now()), actor, challenge)
    const chair = { userId: actor.userId, organisationId: actor.organisation?.id ?? '' }
    await LiveSession.updateOne(
      { _id: live._id, status: 'announced' },
      { $set: { status: 'open', openedAt: now(), chair, currentItemId: live.agenda[0]?.id ?? null } },
      { session },
    )
    await append(session, actor, live._id, { kind: 'opened' })
    await record(session, actor, sessionOpened, { challengeId: challenge.id, liveSessionId })
  })
}

/** Closes an open session: its transcript is public from then on. @throws AppError not-found, forbidden, conflict */
export async function closeSession(actor: Actor, liveSessionId: string, key?: string): Promise<void> {
  await change(actor, liveSessionId, { key }, async (session, { live, challenge }) => {
    refuseUnless(sessionPolicy.close(actor, challenge, live, now()), actor, challenge)
    await markClosed(session, actor, live)
  })
}

/** @throws AppError forbidden for those who never may, conflict where the session stands otherwise by now */
export function refuseUnless(isAllowed: boolean, actor: Actor, challenge: ClarifiedFacts): void {
  if (isAllowed) return
  allow(sessionPolicy.leads(actor, challenge), onlyLeaders)
  throw new AppError('conflict', 'The session does not stand so any more. Look at its page again.')
}

async function moveOn(
  session: ClientSession,
  { _id, status }: LiveSessionRecord,
  changes: Partial<LiveSessionRecord>,
): Promise<void> {
  const { matchedCount } = await LiveSession.updateOne(
    { _id, status },
    { $set: { ...changes, changedAt: now() }, $inc: { revision: 1 } },
    { session },
  )
  if (matchedCount === 0) throw new AppError('conflict', 'Somebody else changed the session meanwhile')
}

/** Stores that an announced session will not be, and tells everybody. */
export async function markCancelled(
  session: ClientSession,
  actor: Actor,
  live: LiveSessionRecord,
  reason: string,
): Promise<void> {
  await moveOn(session, live, { status: 'cancelled', cancelReason: reason, endedAt: now() })
  const ids = { challengeId: live.challengeId, liveSessionId: live._id }
  await record(session, actor, sessionCancelled, ids)
}

/** Stores that an open session is over, and tells everybody. */
export async function markClosed(
  session: ClientSession,
  actor: Actor,
  live: LiveSessionRecord,
): Promise<void> {
  for (const poll of live.polls.filter(({ results }) => results === null))
    await endPoll(session, actor, live._id, poll)
  await append(session, actor, live._id, { kind: 'closed' }, { $set: { answeringQuestionId: null } })
  await LiveSession.updateOne({ _id: live._id }, { $set: { status: 'closed', endedAt: now() } }, { session })
  await record(session, actor, sessionClosed, { challengeId: live.challengeId, liveSessionId: live._id })
}
