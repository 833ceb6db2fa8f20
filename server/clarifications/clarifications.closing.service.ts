import type { ClientSession } from 'mongoose'
import { isPast } from '../../shared/challenges/effective-status.ts'
import {
  type ClosingState,
  clarificationsBlocked,
  clarificationsClosed,
} from '../../shared/clarifications/clarifications.closing.ts'
import { type Actor, system } from '../../shared/platform/actor.ts'
import { record } from '../audit/index.ts'
import { listOpenChallenges } from '../challenges/index.ts'
import { now } from '../platform/clock.ts'
import { transaction } from '../platform/database.ts'
import { AppError, allow } from '../platform/errors.ts'
import { Log, type LogRecord, Question } from './clarifications.model.ts'
import { clarificationPolicy } from './clarifications.policy.ts'
import {
  type ClarifiedFacts,
  clarifiedFacts,
  getClarified,
  loadQuestion,
  publishAnswer,
  questionFacts,
} from './clarifications.service.ts'

/** Where the clarifications of a challenge stand at this moment. */
export async function closingOf(
  challenge: ClarifiedFacts,
  session: ClientSession | null = null,
): Promise<{ state: ClosingState; waiting: number }> {
  // One after the other: a transaction takes no two reads at once.
  const waiting = await Question.countDocuments({ challengeId: challenge.id, status: 'waiting' }).session(
    session,
  )
  const log = await Log.findById(challenge.id).session(session).lean<LogRecord>()
  const isOver = isPast(challenge.answerBy, now()) || ['closed', 'withdrawn'].includes(challenge.status)
  if (isOver) return { state: waiting > 0 ? 'blocked' : 'closed', waiting }
  if (log?.closedAt) return { state: 'closed', waiting }
  return { state: challenge.status === 'open' ? 'asking' : 'answering', waiting }
}

/**
 * Leaves a question without an answer, for a reason that is published in its place under the next number of the
 * log. It is possible after the time for answers, so that nothing stands open for ever.
 * @throws AppError not-found, forbidden
 */
export async function leaveUnanswered(
  actor: Actor,
  questionId: string,
  reason: string,
): Promise<{ challengeId: string; number: number }> {
  return transaction(async (session) => {
    const { question, challenge } = await loadQuestion(actor, questionId, session)
    const mayLeave = clarificationPolicy.leave(actor, challenge, questionFacts(question))
    allow(mayLeave, 'Only the authority or a broker can leave a waiting question unanswered')
    const number = await publishAnswer(session, actor, question, {
      text: `Not answered. ${reason}`,
      isLeft: true,
    })
    return { challengeId: challenge.id, number }
  })
}

/**
 * Closes the clarifications before the time for answers is over.
 * @throws AppError not-found, forbidden, conflict while a question waits, or they are closed
 */
export async function closeClarifications(actor: Actor, challengeId: string): Promise<void> {
  await transaction(async (session) => {
    const challenge = await getClarified(actor, challengeId)
    const mayClose = clarificationPolicy.close(actor, challenge)
    allow(mayClose, 'Only the authority or a broker can close the clarifications, once questions are closed')
    const { state, waiting } = await closingOf(challenge, session)
    if (waiting > 0) {
      const which = waiting === 1 ? '1 question waits' : `${waiting} questions wait`
      throw new AppError('conflict', `${which} for an answer. Answer, or say why it is not answered, first.`)
    }
    if (state === 'closed') throw new AppError('conflict', 'The clarifications are closed already')
    await noteClosed(session, actor, challengeId)
  })
}

async function noteClosed(session: ClientSession, actor: Actor, challengeId: string): Promise<void> {
  await Log.updateOne({ _id: challengeId }, { $set: { closedAt: now() } }, { upsert: true, session })
  await record(session, actor, clarificationsClosed, { challengeId })
}

/**
 * Notes of every challenge whose time for answers is over that its clarifications are closed, or tells once what
 * stands in the way. Safe to repeat.
 */
export async function closeWhenDue(): Promise<void> {
  const at = now()
  for (const challenge of await listOpenChallenges()) {
    if (!challenge.timetable.answerBy || !isPast(challenge.timetable.answerBy, at)) continue
    const log = await Log.findById(challenge._id).lean<LogRecord>()
    if (!log?.closedAt) await closeOrTell(clarifiedFacts(challenge))
  }
}

async function closeOrTell(challenge: ClarifiedFacts): Promise<void> {
  await transaction(async (session) => {
    const log = await Log.findById(challenge.id).session(session).lean<LogRecord>()
    const { state, waiting } = await closingOf(challenge, session)
    if (log?.closedAt) return
    if (state === 'closed') return noteClosed(session, system, challenge.id)
    if (log?.blockedAt) return
    await Log.updateOne({ _id: challenge.id }, { $set: { blockedAt: now() } }, { upsert: true, session })
    await record(session, system, clarificationsBlocked, { challengeId: challenge.id, waiting })
  })
}
