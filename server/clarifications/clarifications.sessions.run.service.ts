import type { ClientSession } from 'mongoose'
import { sessionWentOn } from '../../shared/clarifications/clarifications.sessions.events.ts'
import type { QueueOrder } from '../../shared/clarifications/clarifications.sessions.schema.ts'
import { type Actor, actsFor } from '../../shared/platform/actor.ts'
import { newId } from '../../shared/platform/ids.ts'
import { record } from '../audit/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow } from '../platform/errors.ts'
import { limit } from '../platform/limits.ts'
import { Question, type QuestionRecord } from './clarifications.model.ts'
import { countFor } from './clarifications.limits.ts'
import { refuseContactDetails, refuseGivingAway } from './clarifications.giving-away.service.ts'
import { askSignOff } from './clarifications.drafts.service.ts'
import { answerQuestion, askQuestion } from './clarifications.service.ts'
import { settingsOf } from './clarifications.settings.read.service.ts'
import { LiveSession, SessionVote } from './clarifications.sessions.model.ts'
import { sessionPolicy } from './clarifications.sessions.policy.ts'
import { append, inTurn, type Keyed, messageOf, once } from './clarifications.sessions.record.ts'
import { type LoadedSession, loadSession, refuseUnless } from './clarifications.sessions.service.ts'

/** One message of a session in one transaction, done once for its key and what it says. */
export async function within<Result extends object>(
  actor: Actor,
  liveSessionId: string,
  input: Keyed & Record<string, unknown>,
  work: (session: ClientSession, loaded: LoadedSession) => Promise<Result>,
): Promise<Result> {
  const message = messageOf(work.toString(), liveSessionId, input)
  return inTurn(liveSessionId, () =>
    transaction(async (session) => {
      const loaded = await loadSession(actor, liveSessionId, session)
      return once(session, actor, message, () => work(session, loaded))
    }),
  )
}

const isOn = ({ live, challenge }: LoadedSession): boolean =>
  sessionPolicy.statusAt(challenge, live, now()) === 'open'

/** @throws AppError conflict */
function refuseNotOpen(loaded: LoadedSession): void {
  if (!isOn(loaded)) throw new AppError('conflict', 'The session is not open. Its page says where it stands.')
}

/**
 * Puts a question into the queue of an open session: an ordinary question of the room under its supplier's letter,
 * public at once.
 * @throws AppError not-found, forbidden, conflict, invalid, too-many, too-late once the time for asking is over
 */
export async function askInSession(
  actor: Actor,
  liveSessionId: string,
  { text, key }: Keyed & { text: string },
): Promise<{ id: string }> {
  await loadSession(actor, liveSessionId)
  await refuseGivingAway(actor, text)
  // Only within: one that was taken before the session closed, and is sent again, was taken, and counts once.
  return within(actor, liveSessionId, { text, key }, async (session, loaded) => {
    refuseNotOpen(loaded)
    await countFor('asking', actor)
    return askQuestion(actor, loaded.challenge.id, text, { session, liveSessionId: loaded.live._id })
  })
}

const votes = limit('session-votes', 600, 60 * 60)

/** Counts a vote of the actor's supplier. @throws AppError too-many */
export const countVote = ({ organisation }: Actor): Promise<void> => votes.consume(organisation?.id ?? '')

/** @throws AppError forbidden, conflict */
export function refuseVote(actor: Actor, loaded: LoadedSession): string {
  refuseNotOpen(loaded)
  allow(
    sessionPolicy.vote(actor, loaded.challenge, loaded.live, now()),
    'Only somebody who acts for a supplier can vote',
  )
  return actor.organisation?.id ?? ''
}

/** A question of the session that waits for an answer. @throws AppError conflict */
async function waitingQuestion(
  session: ClientSession,
  { live }: LoadedSession,
  questionId: string,
): Promise<QuestionRecord> {
  const question = await Question.findOne({ _id: questionId, liveSessionId: live._id, status: 'waiting' })
    .session(session)
    .lean<QuestionRecord>()
  if (!question) throw new AppError('conflict', 'This question does not wait in the session any more')
  return question
}

/**
 * Says that the actor's supplier wants an answer to a question too, or no longer does; one vote a supplier, and
 * none for a question of its own.
 * @throws AppError not-found, forbidden, conflict, too-many
 */
export async function voteInSession(
  actor: Actor,
  liveSessionId: string,
  { questionId, wants, key }: Keyed & { questionId: string; wants: 'yes' | 'no' },
): Promise<object> {
  await countVote(actor)
  return within(actor, liveSessionId, { questionId, wants, key }, async (session, loaded) => {
    const organisationId = refuseVote(actor, loaded)
    const question = await waitingQuestion(session, loaded, questionId)
    if (actsFor(actor, question.askerOrganisationId))
      throw new AppError('conflict', 'This is your own question: it counts already')
    const vote = { aboutId: questionId, organisationId }
    if (wants === 'no') await SessionVote.deleteOne(vote, { session })
    else {
      const set = { $setOnInsert: { _id: newId(), ...vote, liveSessionId: loaded.live._id } }
      await SessionVote.updateOne(vote, set, { upsert: true, session })
    }
    return tell(session, actor, loaded)
  })
}

/** Tells whoever listens that something changed of which the record has no entry. */
export async function tell(
  session: ClientSession,
  actor: Actor,
  { live, challenge }: LoadedSession,
): Promise<object> {
  const ids = { challengeId: challenge.id, liveSessionId: live._id }
  await record(session, actor, sessionWentOn, { ...ids, number: live.entriesCount })
  return {}
}

/** Goes on if the actor has the chair, or is a broker. @throws AppError forbidden, conflict */
export function refuseSteering(actor: Actor, { live, challenge }: LoadedSession): void {
  if (sessionPolicy.steer(actor, challenge, live, now())) return
  const mayNote = sessionPolicy.note(actor, challenge, live, now())
  allow(!mayNote, 'Only whoever leads the session, or a broker, can do this')
  refuseUnless(false, actor, challenge)
}

/** Marks the question that is being answered, or none. @throws AppError not-found, forbidden, conflict */
export async function markAnswering(
  actor: Actor,
  liveSessionId: string,
  { questionId, key }: Keyed & { questionId: string },
): Promise<object> {
  return within(actor, liveSessionId, { questionId, key }, async (session, loaded) => {
    refuseSteering(actor, loaded)
    const { _id } = loaded.live
    if (!questionId) {
      await LiveSession.updateOne({ _id }, { $set: { answeringQuestionId: null } }, { session })
      return tell(session, actor, loaded)
    }
    await waitingQuestion(session, loaded, questionId)
    const changes = {
      $set: { answeringQuestionId: questionId },
      $pull: { laterQuestionIds: questionId },
    }
    return { number: await append(session, actor, _id, { kind: 'answering', questionId }, changes) }
  })
}

/** Says that a question will be answered in writing. @throws AppError not-found, forbidden, conflict */
export async function answerLater(
  actor: Actor,
  liveSessionId: string,
  { questionId, key }: Keyed & { questionId: string },
): Promise<object> {
  return within(actor, liveSessionId, { questionId, key }, async (session, loaded) => {
    refuseSteering(actor, loaded)
    await waitingQuestion(session, loaded, questionId)
    return { number: await noteLater(session, actor, loaded, questionId) }
  })
}

/**
 * Publishes an answer during a session, as {@link answerQuestion} does. Where answers need a sign-off, everybody is
 * told that it comes in writing, and the words go to a second officer.
 * @returns its number in the log; null if it waits for the sign-off
 * @throws AppError as answering does
 */
export async function answerInSession(
  actor: Actor,
  liveSessionId: string,
  { questionId, text, key }: Keyed & { questionId: string; text: string },
): Promise<{ number: number | null }> {
  return within(actor, liveSessionId, { questionId, text, key }, async (session, loaded) => {
    await refuseContactDetails(actor, text, 'text')
    const { signOff } = await settingsOf(loaded.challenge.id, session)
    if (!signOff) return answerQuestion(actor, questionId, text, session)
    await waitingQuestion(session, loaded, questionId)
    await askSignOff(actor, questionId, { text, why: '' }, session)
    await noteLater(session, actor, loaded, questionId)
    return { number: null }
  })
}

/** Says to all that a question is answered in writing; said already, it is not said again. */
async function noteLater(
  session: ClientSession,
  actor: Actor,
  { live }: LoadedSession,
  questionId: string,
): Promise<number> {
  const isAnswering = live.answeringQuestionId === questionId
  if (live.laterQuestionIds.includes(questionId) && !isAnswering) return live.entriesCount
  const changes = {
    $addToSet: { laterQuestionIds: questionId },
    ...(isAnswering ? { $set: { answeringQuestionId: null } } : {}),
  }
  return append(session, actor, live._id, { kind: 'later', questionId }, changes)
}

/** Says which agenda item is current. @throws AppError not-found, forbidden, conflict, invalid */
export async function moveToItem(
  actor: Actor,
  liveSessionId: string,
  { itemId, key }: Keyed & { itemId: string },
): Promise<object> {
  return within(actor, liveSessionId, { itemId, key }, async (session, loaded) => {
    refuseSteering(actor, loaded)
    const item = loaded.live.agenda.find(({ id }) => id === itemId)
    if (!item)
      throw new AppError('invalid', 'No such agenda item', { itemId: 'Choose an item of the agenda' })
    const entry = { kind: 'agenda' as const, text: item.text }
    const changes = { $set: { currentItemId: itemId } }
    return { number: await append(session, actor, liveSessionId, entry, changes) }
  })
}

/** Writes down what was said, for everybody. @throws AppError not-found, forbidden, conflict, invalid */
export async function takeNote(
  actor: Actor,
  liveSessionId: string,
  { note, key }: Keyed & { note: string },
): Promise<{ number: number }> {
  return within(actor, liveSessionId, { note, key }, async (session, { live, challenge }) => {
    refuseUnless(sessionPolicy.note(actor, challenge, live, now()), actor, challenge)
    await refuseContactDetails(actor, note, 'note')
    return { number: await append(session, actor, live._id, { kind: 'note', text: note }) }
  })
}

/** Chooses how everybody is shown the queue. @throws AppError not-found, forbidden, conflict */
export async function orderQueue(
  actor: Actor,
  liveSessionId: string,
  { order, key }: Keyed & { order: QueueOrder },
): Promise<object> {
  return within(actor, liveSessionId, { order, key }, async (session, loaded) => {
    refuseSteering(actor, loaded)
    await LiveSession.updateOne({ _id: liveSessionId }, { $set: { order } }, { session })
    return tell(session, actor, loaded)
  })
}
